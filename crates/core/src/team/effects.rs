//! What the feed needs of the rest of the program: by which rules people are told, and who hears of what became stale.

use crate::{providers::descriptor::Touched, webhooks::Deliveries};
use gangway_domain::notifications::Rules;
use std::sync::Weak;

/// Where what the feed brings has its effects.
pub(crate) trait Effects: Send + Sync + 'static {
    /// Who is told of an application; `None`: the environment is closed.
    fn rules(&self) -> Option<Rules>;

    /// Says what became stale.
    fn announce(&self, touched: Touched) -> impl Future<Output = ()> + Send;
}

impl Effects for Weak<Deliveries> {
    fn rules(&self) -> Option<Rules> {
        Some(self.upgrade()?.rules())
    }

    async fn announce(&self, touched: Touched) {
        let Some(deliveries) = self.upgrade() else { return };
        if let Err(failure) = deliveries.announce_folded(&touched).await {
            tracing::error!(%failure, "what the feed brought could not be announced");
        }
    }
}
