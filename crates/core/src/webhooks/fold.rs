//! Folding deliveries: what was verified and appended takes effect, once.

use crate::{
    Failure, now,
    providers::descriptor::Touched,
    view::Change,
    webhooks::{
        Deliveries,
        fold_delivery::{AT_ONCE, fold_arrived},
    },
};
use gangway_domain::{MerchantId, notifications::Rules};
use std::{
    collections::HashSet,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::sync::{Mutex, mpsc};

/// Woken by each arrival. Whoever begins it again goes on with the same channel.
pub(crate) type Arrivals = Arc<Mutex<mpsc::UnboundedReceiver<()>>>;

/// Runs for the life of a profile, and begins with what is in the record.
pub(crate) async fn keep_folding(deliveries: Weak<Deliveries>, arrivals: Arrivals) {
    let mut arrivals = arrivals.lock().await;
    loop {
        while arrivals.try_recv().is_ok() {}
        let Some(deliveries) = deliveries.upgrade() else { return };
        while let Err(failure) = deliveries.fold_all().await {
            // A full disk, most likely. What is in the record stays there and is folded when there is room.
            tracing::error!(%failure, "deliveries could not be folded");
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
        drop(deliveries);
        if arrivals.recv().await.is_none() {
            return;
        }
    }
}

impl Deliveries {
    async fn fold_all(&self) -> Result<(), Failure> {
        loop {
            let (rules, registry) = (self.rules(), self.registry);
            let touched = self.environment.record().write(move |c| fold_arrived(c, now(), &rules, registry)).await?;
            self.announce_folded(&touched).await?;
            if touched.deliveries < AT_ONCE as usize {
                return Ok(());
            }
        }
    }

    /// Who is told of an application.
    pub(crate) fn rules(&self) -> Rules {
        self.notifications.notification_rules()
    }

    /// Says what became stale, each thing once.
    pub(crate) async fn announce_folded(&self, touched: &Touched) -> Result<(), Failure> {
        self.environment.tell(Change::Deliveries);
        if touched.rotations {
            self.environment.tell(Change::Subscriptions);
        }
        if touched.disputes {
            self.subscriptions.disputes_changed();
        }
        if touched.applications {
            self.notifications.wake_senders();
            self.environment.tell(Change::Applications);
        }
        let moved: HashSet<&MerchantId> =
            touched.operations.iter().map(|(merchant, _)| merchant).chain(&touched.trees).collect();
        for merchant in moved {
            self.environment.tell_stores(merchant);
        }
        for (merchant, operation) in &touched.operations {
            self.environment.tell_operation(merchant, operation);
            self.provisioning.announce_if_ended(operation).await?;
        }
        Ok(())
    }
}
