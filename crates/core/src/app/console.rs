//! The composition: every capability of an open environment, and how all of it ends.

use crate::{
    audit::AuditLog,
    endpoints::Endpoints,
    environment::Environment,
    merchants::{Authorization, LinkedAccounts, Merchants},
    notifications::Notifications,
    overview::Overview,
    profiles::profile::Profile,
    providers::{
        deprecations::Deprecations,
        rainforest::Applications,
        rappi::{RappiLine, Registration},
        ratepay::Subscriptions,
    },
    provisioning::Provisioning,
    queue::Queue,
    retention::Retention,
    reviews::Reviews,
    settings::Settings,
    team::{Invitations, Team},
    updates::Updates,
    view::{Change, WorkerRow},
    webhooks::Deliveries,
};
use gangway_sandbox::Sandbox;
use std::sync::Arc;
use tokio::sync::broadcast;

/// An open environment, capability by capability. It wires them and does nothing itself. Shared as `Arc<Console>`.
pub struct Console {
    /// Merchants who authorized, and their trees.
    pub merchants: Arc<Merchants>,
    /// Attempts of merchants to authorize.
    pub authorization: Arc<Authorization>,
    /// Links by which merchants anywhere sign in.
    pub invitations: Arc<Invitations>,
    /// Accounts at several providers that are one business.
    pub accounts: Arc<LinkedAccounts>,
    /// Plans and runs.
    pub provisioning: Arc<Provisioning>,
    /// Reviews of plans and trees.
    pub reviews: Arc<Reviews>,
    /// The line to Rappi.
    pub rappi: Arc<RappiLine>,
    /// What providers announced to go away.
    pub deprecations: Arc<Deprecations>,
    /// The registration at Rappi.
    pub registration: Arc<Registration>,
    /// Merchant applications at Rainforest.
    pub applications: Arc<Applications>,
    /// Webhook subscriptions at Ratepay.
    pub subscriptions: Arc<Subscriptions>,
    /// Deliveries that came in.
    pub deliveries: Arc<Deliveries>,
    /// Messages to merchants, platform and team.
    pub notifications: Arc<Notifications>,
    /// What is seen of all providers at once.
    pub overview: Arc<Overview>,
    /// The queue of a day's work.
    pub queue: Arc<Queue>,
    /// The team that this environment is in, if it is in one.
    pub team: Arc<Team>,
    /// The audit log.
    pub audit: Arc<AuditLog>,
    /// The record's size, and what is removed from it.
    pub retention: Arc<Retention>,
    /// The profile's facts, and changing them.
    pub settings: Arc<Settings>,
    /// New versions of the program.
    pub updates: Arc<Updates>,
    pub(crate) endpoints: Arc<Endpoints>,
    pub(crate) environment: Arc<Environment>,
    pub(crate) left_open: u32,
    /// Holds the environment for this process; released by the system whatever happens to us.
    pub(crate) _lock: std::fs::File,
}

impl Console {
    /// What becomes stale, as it happens.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.environment.changes()
    }

    /// Tells every window what is stale.
    pub fn tell(&self, change: Change) {
        self.environment.tell(change);
    }

    /// Stores whose outcome was open when the environment was opened.
    pub fn left_open(&self) -> u32 {
        self.left_open
    }

    /// A copy of the profile as it is now.
    pub fn profile(&self) -> Profile {
        self.environment.profile()
    }

    /// The simulated providers' addresses, when they run in this process.
    pub fn sandbox(&self) -> Option<&gangway_sandbox::Description> {
        self.environment.sandbox().map(Sandbox::description)
    }

    /// What goes on by itself, and how it stands.
    pub fn workers(&self) -> Vec<WorkerRow> {
        self.environment.standing()
    }

    /// [`Console::close`], and waits until nothing runs any more: whoever drops the last handle after it has the
    /// profile's lock free.
    pub async fn shut_down(&self) {
        // The last acts may not have been noted yet. A vault that is locked has a note of before, which still holds.
        let _ = self.audit.note_activity().await;
        self.environment.shut_down().await;
    }

    /// Ends everything that runs here. What is under way is journalled and settled at the next start.
    pub fn close(&self) {
        self.environment.stop();
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.close();
    }
}
