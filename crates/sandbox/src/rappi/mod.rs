//! The simulated provider: all its state in one place, shared by the hosts.

pub(crate) mod api;
pub(crate) mod deprecation;
pub(crate) mod login;
pub(crate) mod middleware;
pub(crate) mod webhook;
pub(crate) mod work;
pub(crate) mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{
    ClientCredentials, Config,
    failing::Failing,
    faults::{Faults, calls::Calls},
    rappi::{
        deprecation::Deprecation,
        login::Logins,
        webhook::{Deliveries, Registrations},
        work::Batches,
        world::World,
    },
    tasks::Tasks,
    tokens::Tokens,
};

/// Everything behind the three hosts.
pub(crate) struct Rappi {
    pub(crate) config: Config,
    pub(crate) client: ClientCredentials,
    pub(crate) oauth_client_id: String,
    pub(crate) tokens: Tokens,
    pub(crate) logins: Logins,
    pub(crate) registrations: Registrations,
    pub(crate) deliveries: Deliveries,
    pub(crate) batches: Batches,
    pub(crate) failing: Failing,
    pub(crate) faults: Faults,
    pub(crate) deprecation: Deprecation,
    pub(crate) calls: Calls,
    pub(crate) tasks: Arc<Tasks>,
    pub(crate) world: Mutex<World>,
}

impl Rappi {
    /// The world, locked. Never held across an await.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
