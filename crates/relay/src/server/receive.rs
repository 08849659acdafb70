//! The log of a team as the log of an inbox.

use crate::{NewEntry, Store, StoreError, server::shared::Shared};
use gangway_domain::RejectionReason;
use gangway_inbox::{Call, DeliveryLog, Judged, Rejected, Verified};
use gangway_wire::{BodyDigest, Delivery, Entry, Envelope, Key, RejectedCall, TeamId, Verification};
use std::{sync::Arc, time::Duration};
use thiserror::Error;

/// For a delivery to be on disk. A store that takes longer is silent, and the provider is told so while it still listens; what
/// became of the delivery is found out when it comes again.
const ON_DISK: Duration = Duration::from_millis(900);

/// Why a call was not appended.
#[derive(Debug, Error)]
pub(crate) enum NotAppended {
    /// The endpoint was closed a moment ago.
    #[error("the endpoint has no team")]
    NoTeam,
    /// What the store says.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It says nothing.
    #[error("the store does not answer in time")]
    TooSlow,
}

/// Cheap to clone.
pub(crate) struct TeamLogs<S>(pub(crate) Arc<Shared<S>>);

impl<S> Clone for TeamLogs<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Store> DeliveryLog for TeamLogs<S> {
    type Error = NotAppended;

    async fn append(&self, judged: Judged) -> Result<(), NotAppended> {
        let appended = match judged {
            Judged::Verified(verified) => self.verified(verified).await,
            Judged::Rejected(rejected) => self.rejected(rejected).await,
        };
        if appended.is_err() {
            self.0.metrics.failed.inc();
        }
        self.0.note_trouble(appended.as_ref().err().map(ToString::to_string));
        appended
    }
}

impl<S: Store> TeamLogs<S> {
    fn team(&self, call: &Call) -> Result<TeamId, NotAppended> {
        let directory = self.0.directory.borrow();
        directory.endpoints.get(call.endpoint.as_str()).map(|it| it.team.clone()).ok_or(NotAppended::NoTeam)
    }

    async fn verified(&self, verified: Verified) -> Result<(), NotAppended> {
        let team = self.team(verified.call())?;
        let (call, signature) = verified.into_parts();
        let (key, at) = (Key(signature.key()), self.0.clock.now());
        let delivery = Delivery {
            endpoint: call.endpoint.0,
            provider: call.provider.word().to_owned(),
            event: call.event,
            received_at: call.received_at,
            headers: call.headers,
            body: BodyDigest::of(&call.body),
            verification: Verification { form: signature.form().to_owned(), signed_with: signature.signed_with() },
        };
        let envelope = Envelope::seal(key, at, &Entry::Delivery(Box::new(delivery)));
        let entry = NewEntry { key, at, envelope, body: Some(call.body) };
        let placed = in_time(self.0.store.append(&team, vec![entry])).await?;
        let is_repeated = placed.iter().all(|it| it.repeated);
        let counter = if is_repeated { &self.0.metrics.repeated } else { &self.0.metrics.appended };
        counter.inc();
        Ok(())
    }

    async fn rejected(&self, rejected: Rejected) -> Result<(), NotAppended> {
        let Rejected { call, why, detail, answered } = rejected;
        self.0.metrics.rejected(why);
        let team = self.team(&call)?;
        let kept = RejectedCall {
            endpoint: call.endpoint.0,
            received_at: call.received_at,
            why: RejectionReason::word(why).to_owned(),
            detail,
            answered,
            headers: call.headers,
            bytes: call.body.len() as u32,
        };
        in_time(self.0.store.reject(&team, kept)).await
    }
}

async fn in_time<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, NotAppended> {
    match tokio::time::timeout(ON_DISK, work).await {
        Ok(done) => Ok(done?),
        Err(_) => Err(NotAppended::TooSlow),
    }
}
