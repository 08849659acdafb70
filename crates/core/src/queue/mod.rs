//! The queue of a day's work: every merchant across the providers, how far it has come, what is next and for whom, and what people
//! keep about it.

mod edit;
mod rows;

use crate::{
    Failure,
    clock::{DAY, WEEK, now},
    environment::Environment,
    providers::ratepay::{self, Subscriptions},
    view::{QueueSubscriptions, QueueView},
};
use rows::{Facts, Since};
use std::sync::Arc;

/// What failed longer ago than this is history, in milliseconds; as on Home.
const FAILED: i64 = 30 * DAY;

/// The queue of one open environment.
pub struct Queue {
    environment: Arc<Environment>,
    subscriptions: Arc<Subscriptions>,
}

impl Queue {
    pub(crate) fn new(environment: Arc<Environment>, subscriptions: Arc<Subscriptions>) -> Arc<Self> {
        Arc::new(Self { environment, subscriptions })
    }

    /// Every merchant, by name.
    pub async fn queue(&self) -> Result<QueueView, Failure> {
        let profile = self.environment.profile();
        let at = now();
        let since =
            Since { missed: at - profile.overdue_after.as_millis() as i64, failed: at - FAILED, resting: at - WEEK };
        let disputes = self.subscriptions.urgent_disputes().await?.len() as u32;
        let read = move |c: &gangway_record::Connection| {
            let differing = ratepay::compared(c)?.iter().filter(|line| line.differs).count() as u32;
            let ratepay = QueueSubscriptions { differing, disputes };
            Ok(Facts::read(c, &profile.integrations, since, at)?.rows(ratepay))
        };
        let rows = self.environment.record().read(read).await?;
        Ok(QueueView { rows, me: self.environment.actor().to_owned() })
    }
}
