//! Finishing an attempt: every way ends here, whoever brings the address.

use crate::{
    Code, Failure, Reason,
    clock::instant,
    environment::audited::Acted,
    merchants::authorization::{
        Authorization, Redirects,
        authorize::{digest, held_name, verifier_name},
    },
    now,
    providers::rappi::token_name,
    view::{AttemptState, Change},
};
use gangway_domain::{
    ActKind, MerchantId,
    callback::{Callback, NotOurs, parse, pasted, shown},
};
use gangway_providers::rappi::Exchanged;
use gangway_record::{
    audit::Act,
    merchants::{
        self,
        attempt_state::{State, Status},
        attempts,
    },
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use url::{Origin, Url};
use uuid::Uuid;

/// What waits in the vault while a person is asked about a mismatch.
#[derive(Serialize, Deserialize)]
struct Held {
    token: String,
    email: String,
    name: Option<String>,
    expires_at: i64,
    #[serde(default)]
    clock_skew_ms: Option<i64>,
}

/// A difference of clocks that a person has to know of when somebody signs in, in milliseconds.
const CLOCK_OFF_MS: i64 = 60_000;

impl Authorization {
    /// An address that a browser was sent back to, by deep link or loopback. Hostile until proven ours.
    pub async fn finish(self: &Arc<Self>, address: &str) -> Result<AttemptState, Failure> {
        let (callback, redirect) = self.read_address(address)?;
        let state = digest(callback.state());
        let found = self.environment.record().read(move |c| attempts::by_state(c, &state)).await?;
        let attempt = found.ok_or_else(unknown)?;
        if attempt.redirect != redirect {
            return Err(NotOurs::OtherAddress.into());
        }
        self.answer_attempt(attempt, callback).await
    }

    /// A pasted address, for one attempt.
    pub async fn authorize_paste(self: &Arc<Self>, attempt: &str, address: &str) -> Result<AttemptState, Failure> {
        let (callback, _) = self.read_address(&pasted(address))?;
        let state = digest(callback.state());
        let found = self.environment.record().read(move |c| attempts::by_state(c, &state)).await?;
        let found = found.filter(|row| row.id == attempt).ok_or_else(unknown)?;
        self.answer_attempt(found, callback).await
    }

    /// A person's answer to "somebody else authorized than expected".
    pub async fn authorize_answer(self: &Arc<Self>, attempt: &str, accept: bool) -> Result<AttemptState, Failure> {
        if !accept {
            self.authorize_cancel(attempt).await?;
            self.shared.look();
            return Ok(AttemptState::Cancelled);
        }
        let held = self.environment.vault().get(&held_name(attempt)).await?;
        let held = held.ok_or_else(|| Failure::new(Code::AttemptExpired, "The question is no longer open."))?;
        let held: Held = serde_json::from_str(held.expose_secret())
            .map_err(|_| Failure::new(Code::Internal, "What the vault kept of the attempt cannot be read."))?;
        let exchanged = Exchanged {
            token: held.token.into(),
            email: held.email,
            name: held.name,
            expires_at: held.expires_at,
            clock_skew_ms: held.clock_skew_ms,
        };
        let admitted = self.admit(attempt, Status::Question, exchanged).await;
        self.shared.look();
        admitted
    }

    fn read_address(&self, address: &str) -> Result<(Callback, String), Failure> {
        let Redirects { deep_link, loopback, .. } = &self.redirects;
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

    pub(super) async fn answer_attempt(
        self: &Arc<Self>,
        attempt: attempts::Attempt,
        callback: Callback,
    ) -> Result<AttemptState, Failure> {
        if attempt.expires_at <= now() {
            self.end_attempt(&attempt.id, Status::Waiting, &AttemptState::Expired).await?;
            return Err(Failure::new(Code::AttemptExpired, "The attempt to authorize has ended. Start a new one."));
        }
        // Of two answers with the same state only one gets past here: a state is used once.
        let id = attempt.id.clone();
        if !self
            .environment
            .record()
            .write(move |c| attempts::step(c, &id, Status::Waiting, &State::Exchanging))
            .await?
        {
            return Err(used());
        }
        self.environment.tell(Change::Attempt { attempt: attempt.id.clone() });
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
        let act = self.environment.act(ActKind::AuthorizationFailed, "Rappi", None, Some(message));
        self.end_attempt_by(attempt, Status::Exchanging, &AttemptState::Failed { failure }, Some(act)).await?;
        self.authorize_status(attempt).await
    }

    async fn exchange(&self, attempt: &attempts::Attempt, callback: Callback) -> Result<Exchanged, Failure> {
        if let Some(issuer) = callback.issuer() {
            self.is_login_host(issuer)?;
        }
        let code = match callback {
            Callback::Code { code, .. } => code,
            Callback::Refused { error, description, .. } => {
                let denied = error == "access_denied";
                let code = if denied { Code::Denied } else { Code::ProviderRefused };
                let message = if denied { "The merchant did not allow it." } else { "The login host refused." };
                let words = description.or_else(|| shown(&error)).unwrap_or_default();
                return Err(Failure::new(code, message).with(words));
            }
        };
        let verifier = self.environment.vault().get(&verifier_name(&attempt.id)).await?;
        let verifier = verifier.ok_or_else(|| {
            Failure::new(Code::AttemptExpired, "The attempt's proof is no longer in the vault.")
                .because(Reason::ProofGone)
        })?;
        Ok(self.line.login().exchange(&attempt.redirect, code, &verifier).await?)
    }

    /// Who answers must be who was asked (RFC 9207 §2.4): a code of somebody else's reaches no token endpoint of ours. The
    /// issuer's own name is not published, so its host decides (docs/wire.md 1.4).
    fn is_login_host(&self, issuer: &str) -> Result<(), Failure> {
        let login = self.line.login();
        let origin = |address: &str| Url::parse(address).ok().map(|url| url.origin()).filter(Origin::is_tuple);
        if origin(issuer).is_some_and(|theirs| origin(login.host()) == Some(theirs)) {
            return Ok(());
        }
        let issuer = shown(issuer).unwrap_or_default();
        let message = format!("{issuer} answered, and {} was asked.", login.host());
        Err(Failure::new(Code::AddressNotOurs, message).because(Reason::IssuerOther).about(issuer))
    }

    async fn judge(
        self: &Arc<Self>,
        attempt: &attempts::Attempt,
        exchanged: Exchanged,
    ) -> Result<AttemptState, Failure> {
        // The login host said its time: the connection line shows the difference.
        self.environment.tell(Change::Connection);
        match &attempt.expected_email {
            Some(expected) if *expected != exchanged.email => {
                let held = Held {
                    token: exchanged.token.expose_secret().to_owned(),
                    email: exchanged.email.clone(),
                    name: exchanged.name,
                    expires_at: exchanged.expires_at,
                    clock_skew_ms: exchanged.clock_skew_ms,
                };
                let text = SecretString::from(serde_json::to_string(&held).unwrap_or_default());
                self.environment.vault().put(&held_name(&attempt.id), text).await?;
                let question = AttemptState::Question { email: exchanged.email, expected: expected.clone() };
                self.end_attempt(&attempt.id, Status::Exchanging, &question).await?;
                Ok(question)
            }
            _ => self.admit(&attempt.id, Status::Exchanging, exchanged).await,
        }
    }

    /// The merchant's row, with the entry that says that it was authorized.
    async fn authorized(&self, new: merchants::Merchant) -> Result<merchants::Merchant, Failure> {
        let act = self.environment.act(ActKind::MerchantAuthorized, "", None, Some(new.email.clone()));
        self.environment
            .commit_if(move |c| {
                let before = merchants::all(c)?.into_iter().find(|row| row.email == new.email);
                let row = merchants::authorize(c, &new)?;
                let act = Act { subject: row.name.clone(), merchant: Some(row.id.0.clone()), ..act };
                let before = before.and_then(|row| row.token_expires_at);
                let act = act.changed("token_expires_at", instant(before), instant(row.token_expires_at));
                Ok(Acted::done(row, act))
            })
            .await
    }

    async fn admit(
        self: &Arc<Self>,
        attempt: &str,
        from: Status,
        exchanged: Exchanged,
    ) -> Result<AttemptState, Failure> {
        let clock_skew_ms = exchanged.clock_skew_ms.filter(|skew| skew.abs() >= CLOCK_OFF_MS);
        if exchanged.expires_at <= now() {
            return Err(over_already(clock_skew_ms));
        }
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
        let merchant = self.authorized(new).await?;
        // A token without a row would be an orphan; a row without its token only asks for a new sign-in.
        let token = exchanged.token.clone();
        if let Err(error) = self.environment.vault().put(&token_name(&merchant.id), exchanged.token).await {
            let (id, failure) = (merchant.id.clone(), Failure::from(error));
            let why = Some(failure.message.clone());
            let act = self.environment.act(ActKind::AuthorizationFailed, &merchant.name, Some(&merchant.id), why);
            self.environment.commit(act, move |c| merchants::forget_token(c, &id)).await?;
            return Err(failure);
        }
        let done = AttemptState::Done {
            merchant: merchant.id.0.clone(),
            email: merchant.email.clone(),
            stores: None,
            clock_skew_ms,
        };
        // A sign-in that colleagues do not hear of is one all the same.
        if let Err(failure) = self.shared.signed_in(&merchant, &token).await {
            tracing::warn!(%failure, "a sign-in could not be shared with the team");
        }
        self.merchants.signed_in(&merchant.id);
        self.end_attempt(attempt, from, &done).await?;
        self.environment.tell(Change::Merchants);
        let authorization = Arc::downgrade(self);
        self.environment.spawn(async move {
            let Some(open) = authorization.upgrade() else { return };
            if let Err(failure) = open.merchants.first_look(&merchant.id.0).await {
                tracing::warn!(%failure, "the first look at the stores failed");
            }
            open.provisioning.resume_signed_in(&merchant.id).await;
        });
        Ok(done)
    }
}

/// A token that is over on the day it was made. Where the login host's clock says so, ours is wrong.
fn over_already(clock_skew_ms: Option<i64>) -> Failure {
    let Some(skew) = clock_skew_ms else {
        return Failure::new(Code::AnswerUnreadable, "The login host gave a token that is over already.")
            .because(Reason::TokenOver);
    };
    let minutes = skew.abs() / 60_000;
    let (way, reason) = if skew < 0 { ("ahead of", Reason::ClockAhead) } else { ("behind", Reason::ClockBehind) };
    let message =
        format!("The clock of this computer is {minutes} min {way} the login host's: the sign-in is over by it.");
    Failure::new(Code::ClockOff, message).because(reason).about(minutes.to_string())
}

fn used() -> Failure {
    Failure::new(Code::AttemptUnknown, "This answer was used already, or its attempt has ended.")
        .because(Reason::AnswerUsed)
}

fn unknown() -> Failure {
    Failure::new(Code::AttemptUnknown, "This answer belongs to no attempt that was begun here.")
}
