//! The lines to all providers at once.

use super::provider_line::ProviderLine;
use crate::{Failure, environment::Environment, profiles::network::network};
use std::sync::Arc;

/// What has to be made anew when the way that calls take, or a secret, is another one.
pub(crate) struct ProviderLines {
    environment: Arc<Environment>,
    all: Vec<Arc<dyn ProviderLine>>,
}

impl ProviderLines {
    /// In the order in which they are shown.
    pub(crate) fn new(environment: Arc<Environment>, all: Vec<Arc<dyn ProviderLine>>) -> Arc<Self> {
        Arc::new(Self { environment, all })
    }

    /// Of every provider that is known, named or not.
    pub(crate) fn all(&self) -> impl Iterator<Item = &dyn ProviderLine> {
        self.all.iter().map(|line| &**line)
    }

    /// Of every provider that the environment has.
    pub(crate) fn named(&self) -> impl Iterator<Item = &dyn ProviderLine> {
        self.all().filter(|line| line.is_named())
    }

    /// New clients from what profile and vault hold now.
    pub(crate) async fn connect_again(&self) -> Result<(), Failure> {
        self.environment.use_network(network(&self.environment.profile(), self.environment.vault()).await?);
        for line in self.all() {
            line.connect_again().await?;
        }
        Ok(())
    }
}
