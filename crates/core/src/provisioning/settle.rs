//! Settling what is open without a person: late results become overdue, and what is due is sent again.

use crate::{
    Failure, now,
    provisioning::{
        Provisioning,
        engine::{due, mark_overdue},
    },
};
use gangway_domain::MerchantId;
use gangway_record::{Connection, operations::open_stores};
use std::{collections::HashSet, time::Duration};

impl Provisioning {
    /// Marks what is late; answers the merchants about whom the provider is to be asked.
    pub(crate) async fn look_at_the_clock(&self) -> Result<HashSet<MerchantId>, Failure> {
        let (at, after_ms) = (now(), self.environment.profile().overdue_after.as_millis() as i64);
        let late = self.environment.record().read(move |c| open_stores::any_late(c, at - after_ms)).await?;
        if late {
            for (merchant, operation) in self.environment.record().write(move |c| mark_overdue(c, at, after_ms)).await?
            {
                self.environment.tell_stores(&merchant);
                self.environment.tell_operation(&merchant, &operation);
            }
        }
        Ok(self.environment.record().read(open_stores::merchants_with_unknown).await?)
    }

    pub(crate) async fn anything_open(&self) -> bool {
        let open = |c: &Connection| Ok(open_stores::any_open(c, None)? || !due(c)?.is_empty());
        self.environment.record().read(open).await.unwrap_or(false)
    }

    /// Ends when something waits for the provider's result, or after this time.
    pub(crate) async fn woken(&self, within: Duration) {
        let _ = tokio::time::timeout(within, self.outstanding.notified()).await;
    }

    /// Something waits for the provider's result.
    pub(crate) fn wake(&self) {
        self.outstanding.notify_one();
    }
}
