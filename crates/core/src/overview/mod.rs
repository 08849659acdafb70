//! What is seen of all providers at once.

pub(crate) mod attention;
pub(crate) mod connection;
pub(crate) mod connection_check;
mod counts;
pub(crate) mod steps;
mod team_check;

use crate::{
    endpoints::{Endpoints, Receiver},
    environment::Environment,
    notifications::Notifications,
    providers::{provider_lines::ProviderLines, rappi::RappiLine, ratepay::Subscriptions},
    settings::Settings,
    team::Team,
};
use std::sync::Arc;

/// What is seen of all providers at once: what needs somebody, the counts, how the connections stand.
pub struct Overview {
    environment: Arc<Environment>,
    endpoints: Arc<Endpoints>,
    receiver: Arc<Receiver>,
    line: Arc<RappiLine>,
    lines: Arc<ProviderLines>,
    subscriptions: Arc<Subscriptions>,
    notifications: Arc<Notifications>,
    settings: Arc<Settings>,
    team: Arc<Team>,
}

/// What [`Overview`] reads.
pub(crate) struct Seen {
    pub(crate) endpoints: Arc<Endpoints>,
    pub(crate) receiver: Arc<Receiver>,
    pub(crate) line: Arc<RappiLine>,
    pub(crate) lines: Arc<ProviderLines>,
    pub(crate) subscriptions: Arc<Subscriptions>,
    pub(crate) notifications: Arc<Notifications>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) team: Arc<Team>,
}

impl Overview {
    pub(crate) fn new(environment: Arc<Environment>, seen: Seen) -> Arc<Self> {
        let Seen { endpoints, receiver, line, lines, subscriptions, notifications, settings, team } = seen;
        Arc::new(Self { environment, endpoints, receiver, line, lines, subscriptions, notifications, settings, team })
    }
}
