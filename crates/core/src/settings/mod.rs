//! The settings of an open environment, and changing them.

pub(crate) mod network;
pub(crate) mod profile;

use crate::{
    endpoints::Receiver, environment::Environment, merchants::authorization::Redirects,
    providers::provider_lines::ProviderLines,
};
use std::sync::Arc;

/// The profile's facts and which way calls take, and changing them.
pub struct Settings {
    environment: Arc<Environment>,
    receiver: Arc<Receiver>,
    lines: Arc<ProviderLines>,
    redirects: Redirects,
}

impl Settings {
    pub(crate) fn new(
        environment: Arc<Environment>,
        receiver: Arc<Receiver>,
        lines: Arc<ProviderLines>,
        redirects: Redirects,
    ) -> Arc<Self> {
        Arc::new(Self { environment, receiver, lines, redirects })
    }
}
