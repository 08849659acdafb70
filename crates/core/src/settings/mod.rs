//! The settings of an open environment, and changing them.

pub(crate) mod network;
pub(crate) mod profile;

use crate::{
    endpoints::Receiver,
    environment::Environment,
    merchants::authorization::Redirects,
    providers::{lines::Lines, rainforest::Applications, rappi::RappiLine, ratepay::Subscriptions},
};
use std::sync::Arc;

/// The profile's facts and which way calls take, and changing them.
pub struct Settings {
    environment: Arc<Environment>,
    receiver: Arc<Receiver>,
    line: Arc<RappiLine>,
    lines: Arc<Lines>,
    subscriptions: Arc<Subscriptions>,
    applications: Arc<Applications>,
    redirects: Redirects,
}

impl Settings {
    pub(crate) fn new(
        environment: Arc<Environment>,
        receiver: Arc<Receiver>,
        (line, lines): (Arc<RappiLine>, Arc<Lines>),
        (subscriptions, applications): (Arc<Subscriptions>, Arc<Applications>),
        redirects: Redirects,
    ) -> Arc<Self> {
        Arc::new(Self { environment, receiver, line, lines, subscriptions, applications, redirects })
    }
}
