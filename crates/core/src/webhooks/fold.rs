//! Folding deliveries: what was verified and appended takes effect, once.

use crate::{
    Console, Failure, now,
    view::Change,
    webhooks::fold_delivery::{AT_ONCE, Touched, fold_arrived},
};
use gangway_domain::MerchantId;
use std::{
    collections::HashSet,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::sync::{Mutex, mpsc};

/// Woken by each arrival. Whoever begins it again goes on with the same channel.
pub(crate) type Arrivals = Arc<Mutex<mpsc::UnboundedReceiver<()>>>;

/// Runs for the life of a profile, and begins with what is in the record.
pub(crate) async fn keep_folding(console: Weak<Console>, arrivals: Arrivals) {
    let mut arrivals = arrivals.lock().await;
    loop {
        while arrivals.try_recv().is_ok() {}
        let Some(console) = console.upgrade() else { return };
        while let Err(failure) = console.fold_all().await {
            // A full disk, most likely. What is in the record stays there and is folded when there is room.
            tracing::error!(%failure, "deliveries could not be folded");
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
        drop(console);
        if arrivals.recv().await.is_none() {
            return;
        }
    }
}

impl Console {
    async fn fold_all(&self) -> Result<(), Failure> {
        loop {
            let rules = self.telling_rules();
            let touched = self.record.write(move |c| fold_arrived(c, now(), &rules)).await?;
            self.announce_folded(&touched).await?;
            if touched.deliveries < AT_ONCE as usize {
                return Ok(());
            }
        }
    }

    /// Says what became stale, each thing once.
    pub(crate) async fn announce_folded(&self, touched: &Touched) -> Result<(), Failure> {
        self.tell(Change::Deliveries);
        if touched.rotations {
            self.tell(Change::Subscriptions);
        }
        if touched.disputes {
            self.disputes_changed();
        }
        if touched.applications {
            self.wake_telling();
            self.tell(Change::Applications);
        }
        let moved: HashSet<&MerchantId> =
            touched.operations.iter().map(|(merchant, _)| merchant).chain(&touched.trees).collect();
        for merchant in moved {
            self.tell_stores(merchant);
        }
        for (merchant, operation) in &touched.operations {
            self.tell_operation(merchant, operation);
            self.announce_if_ended(operation).await?;
        }
        Ok(())
    }
}
