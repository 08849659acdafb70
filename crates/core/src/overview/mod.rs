//! What is seen of all providers at once.

pub(crate) mod attention;
pub(crate) mod connection;
pub(crate) mod connection_check;
mod counts;
pub(crate) mod resume;
pub(crate) mod steps;
mod team_check;

use crate::{
    endpoints::{Endpoints, Receiver},
    environment::Environment,
    providers::{
        provider_lines::ProviderLines,
        rappi::{RappiLine, Registration},
        ratepay::Subscriptions,
    },
    settings::Settings,
    team::Team,
};
use std::sync::Arc;
use tokio::sync::Notify;

/// What is seen of all providers at once: what needs somebody, the counts, how the connections stand.
pub struct Overview {
    environment: Arc<Environment>,
    endpoints: Arc<Endpoints>,
    receiver: Arc<Receiver>,
    line: Arc<RappiLine>,
    lines: Arc<ProviderLines>,
    subscriptions: Arc<Subscriptions>,
    settings: Arc<Settings>,
    team: Arc<Team>,
    registration: Arc<Registration>,
    /// Woken when something is put out of sight, or back.
    marks: Arc<Notify>,
}

/// What [`Overview`] reads.
pub(crate) struct Seen {
    pub(crate) endpoints: Arc<Endpoints>,
    pub(crate) receiver: Arc<Receiver>,
    pub(crate) line: Arc<RappiLine>,
    pub(crate) lines: Arc<ProviderLines>,
    pub(crate) subscriptions: Arc<Subscriptions>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) team: Arc<Team>,
    pub(crate) registration: Arc<Registration>,
}

impl Overview {
    pub(crate) fn new(environment: Arc<Environment>, seen: Seen) -> Arc<Self> {
        let Seen { endpoints, receiver, line, lines, subscriptions, settings, team, registration } = seen;
        Arc::new(Self {
            environment,
            endpoints,
            receiver,
            line,
            lines,
            subscriptions,
            settings,
            team,
            registration,
            marks: Arc::default(),
        })
    }
}
