//! The lines to all providers at once.

use super::{rainforest::Applications, rappi::RappiLine, ratepay::Subscriptions};
use crate::{Failure, environment::Environment, profiles::network::network};
use std::sync::Arc;

/// What has to be made anew when the way that calls take, or a secret, is another one.
pub(crate) struct Lines {
    environment: Arc<Environment>,
    rappi: Arc<RappiLine>,
    ratepay: Arc<Subscriptions>,
    rainforest: Arc<Applications>,
}

impl Lines {
    pub(crate) fn new(
        environment: Arc<Environment>,
        rappi: Arc<RappiLine>,
        ratepay: Arc<Subscriptions>,
        rainforest: Arc<Applications>,
    ) -> Arc<Self> {
        Arc::new(Self { environment, rappi, ratepay, rainforest })
    }

    /// New clients from what profile and vault hold now.
    pub(crate) async fn connect_again(&self) -> Result<(), Failure> {
        self.environment.use_network(network(&self.environment.profile(), self.environment.vault()).await?);
        self.ratepay.connect_ratepay_again().await?;
        self.rainforest.connect_rainforest_again().await?;
        self.rappi.connect_again().await
    }
}
