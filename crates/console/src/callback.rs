//! Finishing an attempt: every way ends here, whoever brings the address (DESIGN.md §7).

use crate::{
    Code, Console, Failure, Reason,
    authorize::{digest, held_name, verifier_name},
    clock::instant,
    console::token_name,
    now,
    view::{AttemptState, Change},
};
use gangway_domain::{
    MerchantId,
    callback::{Callback, NotOurs, parse},
};
use gangway_providers::rappi::Exchanged;
use gangway_record::{attempts, audit, merchants};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// What waits in the vault while a person is asked about a mismatch.
#[derive(Serialize, Deserialize)]
struct Held {
    token: String,
    email: String,
    name: Option<String>,
    expires_at: i64,
}

impl Console {
    /// An address that a browser was sent back to, by deep link or loopback. Hostile until proven ours.
    pub async fn finish(self: &Arc<Self>, address: &str) -> Result<AttemptState, Failure> {
        let (callback, redirect) = self.read_address(address)?;
        let state = digest(callback.state());
        let found = self.record.read(move |c| attempts::by_state(c, &state)).await?;
        let attempt = found.ok_or_else(unknown)?;
        if attempt.redirect != redirect {
            return Err(NotOurs::OtherAddress.into());
        }
        self.answer_attempt(attempt, callback).await
    }

    /// A pasted address, for one attempt.
    pub async fn authorize_paste(self: &Arc<Self>, attempt: &str, address: &str) -> Result<AttemptState, Failure> {
        let (callback, _) = self.read_address(address.trim())?;
        let state = digest(callback.state());
        let found = self.record.read(move |c| attempts::by_state(c, &state)).await?;
        let found = found.filter(|row| row.id == attempt).ok_or_else(unknown)?;
        self.answer_attempt(found, callback).await
    }

    /// A person's answer to "somebody else authorized than expected".
    pub async fn authorize_answer(self: &Arc<Self>, attempt: &str, accept: bool) -> Result<AttemptState, Failure> {
        if !accept {
            self.authorize_cancel(attempt).await?;
            return Ok(AttemptState::Cancelled);
        }
        let held = self.vault.get(&held_name(attempt)).await?;
        let held = held.ok_or_else(|| Failure::new(Code::AttemptExpired, "The question is no longer open."))?;
        let held: Held = serde_json::from_str(held.expose_secret())
            .map_err(|_| Failure::new(Code::Internal, "What the vault kept of the attempt cannot be read."))?;
        let exchanged =
            Exchanged { token: held.token.into(), email: held.email, name: held.name, expires_at: held.expires_at };
        self.admit(attempt, "question", exchanged).await
    }

    fn read_address(&self, address: &str) -> Result<(Callback, String), Failure> {
        let (deep_link, loopback) = &self.redirects;
        let read = parse(address, deep_link).map(|callback| (callback, deep_link.clone())).or_else(|first| {
            parse(address, loopback).map(|callback| (callback, loopback.clone())).map_err(|second| {
                // The more telling of the two: the one that got past the redirect.
                if first == NotOurs::OtherAddress { second } else { first }
            })
        });
        read.map_err(|reason| {
            tracing::warn!(%reason, "an address that is not an answer of ours was dropped");
            reason.into()
        })
    }

    async fn answer_attempt(
        self: &Arc<Self>,
        attempt: attempts::Attempt,
        callback: Callback,
    ) -> Result<AttemptState, Failure> {
        if attempt.expires_at <= now() {
            self.end_attempt(&attempt.id, "waiting", &AttemptState::Expired).await?;
            return Err(Failure::new(Code::AttemptExpired, "The attempt to authorize has ended. Start a new one."));
        }
        // Of two answers with the same state only one gets past here: a state is used once.
        let id = attempt.id.clone();
        if !self.record.write(move |c| attempts::step(c, &id, "waiting", "exchanging", None)).await? {
            return Err(unknown());
        }
        self.tell(Change::Attempt { attempt: attempt.id.clone() });
        let outcome = match self.exchange(&attempt, callback).await {
            Ok(exchanged) => self.judge(&attempt, exchanged).await,
            Err(failure) => Err(failure),
        };
        match outcome {
            Ok(state) => Ok(state),
            // A keyring that locked meanwhile counts too: the code is used up, and the person must not wait for nothing.
            Err(failure) => self.fail_attempt(&attempt.id, failure).await,
        }
    }

    async fn fail_attempt(&self, attempt: &str, failure: Failure) -> Result<AttemptState, Failure> {
        let message = failure.message.clone();
        self.end_attempt(attempt, "exchanging", &AttemptState::Failed { failure }).await?;
        self.audit(self.act("authorization_failed", "Rappi", None, Some(message))).await?;
        self.authorize_status(attempt).await
    }

    async fn exchange(&self, attempt: &attempts::Attempt, callback: Callback) -> Result<Exchanged, Failure> {
        let code = match callback {
            Callback::Code { code, .. } => code,
            Callback::Refused { error, description, .. } => {
                let denied = error == "access_denied";
                let code = if denied { Code::Denied } else { Code::ProviderRefused };
                let message = if denied { "The merchant did not allow it." } else { "The login host refused." };
                return Err(Failure::new(code, message).with(description.unwrap_or(error)));
            }
        };
        let verifier = self.vault.get(&verifier_name(&attempt.id)).await?;
        let verifier = verifier.ok_or_else(|| {
            Failure::new(Code::AttemptExpired, "The attempt's proof is no longer in the vault.")
                .because(Reason::ProofGone)
        })?;
        Ok(self.login().exchange(&attempt.redirect, code, &verifier).await?)
    }

    async fn judge(
        self: &Arc<Self>,
        attempt: &attempts::Attempt,
        exchanged: Exchanged,
    ) -> Result<AttemptState, Failure> {
        match &attempt.expected_email {
            Some(expected) if *expected != exchanged.email => {
                let held = Held {
                    token: exchanged.token.expose_secret().to_owned(),
                    email: exchanged.email.clone(),
                    name: exchanged.name,
                    expires_at: exchanged.expires_at,
                };
                let text = SecretString::from(serde_json::to_string(&held).unwrap_or_default());
                self.vault.put(&held_name(&attempt.id), text).await?;
                let question = AttemptState::Question { email: exchanged.email, expected: expected.clone() };
                self.end_attempt(&attempt.id, "exchanging", &question).await?;
                Ok(question)
            }
            _ => self.admit(&attempt.id, "exchanging", exchanged).await,
        }
    }

    async fn admit(
        self: &Arc<Self>,
        attempt: &str,
        from: &'static str,
        exchanged: Exchanged,
    ) -> Result<AttemptState, Failure> {
        let new = merchants::Merchant {
            id: MerchantId(Uuid::new_v4().to_string()),
            name: exchanged.name.unwrap_or_else(|| exchanged.email.clone()),
            email: exchanged.email,
            authorized_at: now(),
            token_expires_at: Some(exchanged.expires_at),
            refreshed_at: None,
            version: 0,
            revision: 0,
        };
        let email = new.email.clone();
        let (before, merchant) = self
            .record
            .write(move |c| {
                let before = merchants::all(c)?.into_iter().find(|row| row.email == email);
                Ok((before.and_then(|row| row.token_expires_at), merchants::authorize(c, &new)?))
            })
            .await?;
        // A token without a row would be an orphan; a row without its token only asks for a new sign-in.
        if let Err(error) = self.vault.put(&token_name(&merchant.id), exchanged.token).await {
            let id = merchant.id.clone();
            self.record.write(move |c| merchants::forget_token(c, &id)).await?;
            return Err(error.into());
        }
        let act = self.act("merchant_authorized", &merchant.name, Some(&merchant.id), Some(merchant.email.clone()));
        let act = act.changed("token_expires_at", instant(before), instant(merchant.token_expires_at));
        self.record.write(move |c| audit::append(c, &act)).await?;
        let done = AttemptState::Done { merchant: merchant.id.0.clone(), email: merchant.email.clone(), stores: None };
        self.end_attempt(attempt, from, &done).await?;
        self.tell(Change::Merchants);
        self.tell(Change::Activity);
        let console = Arc::downgrade(self);
        self.spawn(async move {
            let Some(console) = console.upgrade() else { return };
            if let Err(failure) = console.refresh(&merchant.id.0).await {
                tracing::warn!(%failure, "the first look at the stores failed");
            }
            console.resume_signed_in(&merchant.id).await;
        });
        Ok(done)
    }
}

fn unknown() -> Failure {
    Failure::new(Code::AttemptUnknown, "This answer belongs to no open attempt, or was used already.")
}
