//! Who may send a store, where several consoles work on the same ones.

use crate::{Failure, environment::Answer, provisioning::engine::Permit};
use gangway_domain::StoreId;
use std::collections::HashSet;

/// Up to which entry of the team's log this console knows what became of stores; `None`: it is in no team.
pub(crate) type Known = Option<u64>;

/// Claims and permits of a team. In no team everything is given at once.
pub(crate) trait SendClaims: Send + Sync {
    /// To be asked before a plan is drawn up, so that the plan holds everything up to there.
    fn known(&self) -> Answer<'_, Known>;

    /// Stores of this environment that colleagues have.
    fn held_by_others(&self) -> Answer<'_, HashSet<StoreId>>;

    /// Holds all of these stores, or none: then the failure names who has them.
    fn claim<'a>(&'a self, known: Known, stores: &'a [StoreId]) -> Answer<'a, ()>;

    /// That one request with these stores leaves now.
    fn permit<'a>(&'a self, known: Known, stores: &'a [StoreId]) -> Answer<'a, Permit>;

    /// A run ended, or something became of a store: what is not needed any more is given back.
    fn look(&self);
}

/// The failure of a permit that ended before its request left.
pub(crate) fn too_late() -> Failure {
    Failure::new(crate::Code::RelayUnavailable, "The permit to send ended before the request could leave.")
        .because(crate::Reason::PermitEnded)
}
