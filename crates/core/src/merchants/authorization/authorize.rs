//! Authorizing a merchant: one pending attempt per click.

use crate::{
    Code, Failure, Reason,
    environment::audited::Acted,
    error,
    merchants::authorization::{Authorization, invited::INVITED, loopback},
    now,
    view::{Attempt, AttemptState, Change, Way},
};
use gangway_record::{
    audit::Act,
    merchants::{
        attempt_state::{State, Status},
        attempts,
    },
};
use qrcode::{EcLevel, QrCode, render::svg};
use sha2::{Digest, Sha256};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// A merchant finds the password in ten minutes or starts again.
const LIFE: Duration = Duration::from_secs(600);

impl Authorization {
    /// Starts an attempt. Opening a browser is the caller's; a loopback listener is opened here for this attempt.
    pub async fn authorize_start(
        self: &Arc<Self>,
        way: Way,
        expected_email: Option<String>,
    ) -> Result<Attempt, Failure> {
        let expected_email = expected_email.map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty());
        if expected_email.as_deref().is_some_and(|email| !email.contains('@') || email.contains(char::is_whitespace)) {
            return Err(Failure::new(Code::BadInput, "The expected email is not an email address.")
                .because(Reason::EmailMalformed));
        }
        let redirect = if way == Way::Loopback { &self.redirects.loopback } else { &self.redirects.deep_link };
        let listener =
            if way == Way::Loopback { Some(loopback::bind(self.redirects.loopback_port).await?) } else { None };
        let started = self.line.login().start(redirect)?;
        let id = Uuid::new_v4().to_string();
        self.environment.vault().put(&verifier_name(&id), started.verifier).await?;
        let at = now();
        let attempt = Attempt {
            id: id.clone(),
            qr_svg: picture(&started.url),
            url: started.url,
            way,
            redirect: redirect.clone(),
            started_at: at,
            expires_at: at + LIFE.as_millis() as i64,
            expected_email,
        };
        let row = attempts::Attempt {
            id: id.clone(),
            state_digest: digest(&started.state),
            way: way.word().to_owned(),
            redirect: redirect.clone(),
            expected_email: attempt.expected_email.clone(),
            started_at: at,
            expires_at: attempt.expires_at,
            state: State::Waiting,
        };
        self.environment.record().write(move |c| attempts::insert(c, &row)).await?;
        self.links.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), attempt.clone());
        if let Some(listener) = listener {
            self.environment.spawn(loopback::wait(
                Arc::downgrade(self),
                listener,
                id.clone(),
                self.redirects.loopback.clone(),
                LIFE,
            ));
        }
        let authorization = Arc::downgrade(self);
        self.environment.spawn(async move {
            tokio::time::sleep(LIFE).await;
            if let Some(authorization) = authorization.upgrade() {
                let _ = authorization.end_attempt(&id, Status::Waiting, &AttemptState::Expired).await;
                let _ = authorization.end_attempt(&id, Status::Question, &AttemptState::Expired).await;
            }
        });
        Ok(attempt)
    }

    /// The newest attempt that still waits and whose link this process knows.
    pub async fn authorize_pending(&self) -> Result<Option<Attempt>, Failure> {
        let waiting = self.environment.record().read(attempts::waiting).await?;
        let links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = waiting.iter().rev().filter(|row| row.expires_at > now()).find_map(|row| links.get(&row.id));
        Ok(newest.cloned())
    }

    /// The link of an attempt, for opening it once more.
    pub fn authorize_link(&self, attempt: &str) -> Result<Attempt, Failure> {
        let links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.get(attempt).cloned().ok_or_else(|| Failure::not_found("attempt"))
    }

    /// Where an attempt stands.
    pub async fn authorize_status(&self, attempt: &str) -> Result<AttemptState, Failure> {
        let id = attempt.to_owned();
        let row = self.environment.record().read(move |c| attempts::by_id(c, &id)).await?;
        let row = row.ok_or_else(|| Failure::not_found("attempt"))?;
        Ok(state_of(row, now()))
    }

    /// Ends an attempt that still waits.
    pub async fn authorize_cancel(&self, attempt: &str) -> Result<(), Failure> {
        self.end_attempt(attempt, Status::Waiting, &AttemptState::Cancelled).await?;
        self.end_attempt(attempt, Status::Question, &AttemptState::Cancelled).await
    }

    /// Ends what the last process left behind: attempts that are over, exchanges it was killed in, and questions whose
    /// window is gone. One that still waits may be answered by a deep link yet.
    pub(crate) async fn end_left_attempts(&self) -> Result<(), Failure> {
        for row in self.environment.record().read(attempts::waiting).await? {
            let from = row.state.status();
            if from == Status::Waiting && row.expires_at > now() {
                continue;
            }
            // Its question is in the list of invitations, which no start closes.
            if row.way == INVITED && from == Status::Question && row.expires_at > now() {
                continue;
            }
            self.end_attempt(&row.id, from, &AttemptState::Expired).await?;
        }
        Ok(())
    }

    /// Moves an attempt on, forgets its secrets where it ends, and tells the windows.
    pub(crate) async fn end_attempt(&self, id: &str, from: Status, to: &AttemptState) -> Result<(), Failure> {
        self.end_attempt_by(id, from, to, None).await
    }

    /// The same together with an entry of the audit log, if it moves.
    pub(crate) async fn end_attempt_by(
        &self,
        id: &str,
        from: Status,
        to: &AttemptState,
        act: Option<Act>,
    ) -> Result<(), Failure> {
        let state = kept(to);
        let attempt = id.to_owned();
        let moved = self
            .environment
            .commit_if(move |c| {
                let moved = attempts::step(c, &attempt, from, &state)?;
                Ok(Acted::maybe(moved, act.filter(|_| moved)))
            })
            .await?;
        if moved {
            self.environment.vault().remove(&verifier_name(id)).await?;
            if !matches!(to, AttemptState::Question { .. }) {
                self.environment.vault().remove(&held_name(id)).await?;
                self.links.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
            }
            self.environment.tell(Change::Attempt { attempt: id.to_owned() });
        }
        Ok(())
    }
}

/// Where an attempt's verifier is in the vault.
pub(crate) fn verifier_name(attempt: &str) -> String {
    format!("attempt-verifier-{attempt}")
}

/// Where the token of an attempt waits while a person is asked about a mismatch.
pub(crate) fn held_name(attempt: &str) -> String {
    format!("attempt-token-{attempt}")
}

/// What the record keeps of a `state`.
pub(crate) fn digest(state: &str) -> String {
    hex::encode(Sha256::digest(state))
}

fn kept(state: &AttemptState) -> State {
    match state.clone() {
        AttemptState::Waiting => State::Waiting,
        AttemptState::Exchanging => State::Exchanging,
        AttemptState::Question { email, expected } => State::Question { email, expected },
        AttemptState::Done { merchant, email, stores, clock_skew_ms } => {
            State::Done { merchant, email, stores, clock_skew_ms }
        }
        AttemptState::Failed { failure } => State::Failed(error::kept::kept(&failure)),
        AttemptState::Cancelled => State::Cancelled,
        AttemptState::Expired => State::Expired,
    }
}

fn state_of(row: attempts::Attempt, now: i64) -> AttemptState {
    match row.state {
        State::Waiting if row.expires_at <= now => AttemptState::Expired,
        State::Waiting => AttemptState::Waiting,
        State::Exchanging => AttemptState::Exchanging,
        State::Question { email, expected } => AttemptState::Question { email, expected },
        State::Done { merchant, email, stores, clock_skew_ms } => {
            AttemptState::Done { merchant, email, stores, clock_skew_ms }
        }
        State::Failed(failure) => {
            let failure = error::kept::read(failure).unwrap_or_else(|| error::kept::unreadable("attempts.detail"));
            AttemptState::Failed { failure }
        }
        State::Cancelled => AttemptState::Cancelled,
        State::Expired => AttemptState::Expired,
    }
}

/// The link as a QR code; empty if it is too long for one, which no real link is.
fn picture(url: &str) -> String {
    QrCode::with_error_correction_level(url, EcLevel::L)
        .map(|code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).quiet_zone(true).build())
        .unwrap_or_default()
}
