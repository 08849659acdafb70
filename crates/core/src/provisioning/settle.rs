//! Settling what is open without a person: late results become overdue, doubts are asked about, with back-off.

use crate::{
    Console, now,
    provisioning::engine::{Asking, due, mark_overdue},
};
use gangway_domain::MerchantId;
use gangway_record::{Connection, operations::operation_stores};
use std::{
    collections::HashSet,
    sync::Weak,
    time::{Duration, Instant},
};

/// How often the clock is looked at while something is open.
const TICK: Duration = Duration::from_millis(500);

/// Runs for the life of a profile; sleeps while nothing is open.
pub(crate) async fn keep_settling(console: Weak<Console>) {
    let (mut asking, start) = (Asking::default(), Instant::now());
    loop {
        let Some(console) = console.upgrade() else { return };
        let Ok(in_doubt) = console.look_at_the_clock().await else {
            tokio::time::sleep(TICK).await;
            continue;
        };
        for merchant in asking.due(&in_doubt, start.elapsed()) {
            if let Err(failure) = console.refresh(&merchant.0).await {
                tracing::info!(%failure, "asking for the outcome did not work");
            }
        }
        if let Err(failure) = console.repeat_what_was_not_done().await {
            tracing::warn!(%failure, "what was not done could not be sent again");
        }
        let anything = console.anything_open().await;
        let wake = &console.outstanding;
        if anything {
            let _ = tokio::time::timeout(TICK, wake.notified()).await;
            tokio::time::sleep(TICK / 5).await;
        } else {
            // A long sleep with an end: the profile may close meanwhile.
            let _ = tokio::time::timeout(Duration::from_secs(30), wake.notified()).await;
        }
    }
}

impl Console {
    /// Marks what is late; answers the merchants about whom the provider is to be asked.
    async fn look_at_the_clock(&self) -> Result<HashSet<MerchantId>, crate::Failure> {
        let (at, after_ms) = (now(), self.profile().overdue_after.as_millis() as i64);
        let late = self.record.read(move |c| operation_stores::any_late(c, at - after_ms)).await?;
        if late {
            for (merchant, operation) in self.record.write(move |c| mark_overdue(c, at, after_ms)).await? {
                self.tell_stores(&merchant);
                self.tell_operation(&merchant, &operation);
            }
        }
        Ok(self.record.read(operation_stores::merchants_in_doubt).await?)
    }

    async fn anything_open(&self) -> bool {
        let open = |c: &Connection| Ok(operation_stores::any_open(c, None)? || !due(c)?.is_empty());
        self.record.read(open).await.unwrap_or(false)
    }
}
