//! An open environment: what every capability is given, and nothing that belongs to one of them.

use crate::{
    environment::workers::Workers,
    profiles::profile::Profile,
    view::{Change, Worker, WorkerRow},
};
use gangway_domain::{MerchantId, OperationId};
use gangway_providers::net::Network;
use gangway_record::Record;
use gangway_sandbox::Sandbox;
use gangway_vault::Vault;
use std::sync::{
    Arc, PoisonError, RwLock, Weak,
    atomic::{AtomicBool, AtomicU64, Ordering},
};
use tokio::sync::broadcast;

/// Changes that a slow listener may fall behind; one that falls further drops everything it shows.
const CHANGES: usize = 16_384;

/// The profile, its record, its secrets, the way its calls take, and who is told what became stale.
pub struct Environment {
    profile: RwLock<Profile>,
    record: Record,
    vault: Vault,
    network: RwLock<Network>,
    sandbox: Option<Sandbox>,
    changes: broadcast::Sender<Change>,
    workers: Workers,
    actor: String,
    /// Whether this console does what is to be done once for its team.
    shared_work: AtomicBool,
    /// Grows when calls take another way.
    way: AtomicU64,
}

impl Environment {
    /// Of what was opened.
    pub(crate) fn new(
        profile: Profile,
        record: Record,
        vault: Vault,
        network: Network,
        sandbox: Option<Sandbox>,
    ) -> Arc<Self> {
        Arc::new(Self {
            profile: RwLock::new(profile),
            record,
            vault,
            network: RwLock::new(network),
            sandbox,
            changes: broadcast::channel(CHANGES).0,
            workers: Workers::default(),
            actor: actor(),
            shared_work: AtomicBool::new(true),
            way: AtomicU64::new(0),
        })
    }

    /// A copy of the profile as it is now.
    pub fn profile(&self) -> Profile {
        self.profile.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The open profile knows more than its file, such as a free port: each setting changes only what it is about.
    pub(crate) fn change_profile(&self, change: impl FnOnce(&mut Profile)) {
        change(&mut self.profile.write().unwrap_or_else(PoisonError::into_inner));
    }

    pub(crate) fn record(&self) -> &Record {
        &self.record
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The way that calls take now.
    pub(crate) fn network(&self) -> Network {
        self.network.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells one way from the next, for clients that are kept.
    pub(crate) fn way(&self) -> u64 {
        self.way.load(Ordering::Acquire)
    }

    /// From now on calls take this way; clients keep theirs until they are made anew.
    pub(crate) fn use_network(&self, network: Network) {
        *self.network.write().unwrap_or_else(PoisonError::into_inner) = network;
        self.way.fetch_add(1, Ordering::AcqRel);
    }

    /// The simulated providers, when they run in this process.
    pub(crate) fn sandbox(&self) -> Option<&Sandbox> {
        self.sandbox.as_ref()
    }

    /// Who is at the desk, for the audit log.
    pub(crate) fn actor(&self) -> &str {
        &self.actor
    }

    /// Whether this console does what is to be done once for its team. It does while it is in none.
    pub(crate) fn does_shared_work(&self) -> bool {
        self.shared_work.load(Ordering::Acquire)
    }

    /// Answers whether that is another answer than before.
    pub(crate) fn leads(&self, leads: bool) -> bool {
        self.shared_work.swap(leads, Ordering::AcqRel) != leads
    }

    /// What becomes stale, as it happens.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Emits an invalidation event.
    pub fn tell(&self, change: Change) {
        // Nobody listening is fine: the command line often does not.
        let _ = self.changes.send(change);
    }

    pub(crate) fn tell_stores(&self, merchant: &MerchantId) {
        self.tell(Change::Stores { merchant: merchant.0.clone() });
    }

    pub(crate) fn tell_operation(&self, merchant: &MerchantId, operation: &OperationId) {
        self.tell(Change::Operation { merchant: merchant.0.clone(), operation: operation.0.clone() });
    }

    /// Work that ends by itself. A use case that was under way when the environment was left begins nothing that nobody ends.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.workers.spawn(work);
    }

    /// Work for the life of the environment, on a capability that it does not keep open.
    pub(crate) fn keep_up<C, W>(&self, worker: Worker, of: &Arc<C>, work: impl Fn(Weak<C>) -> W + Send + 'static)
    where
        C: Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        let (of, told) = (Arc::downgrade(of), self.changes.clone());
        // Nobody listening is fine: the command line often does not.
        let changed = move || drop(told.send(Change::Connection));
        self.workers.keep(worker, move || work(of.clone()), changed);
    }

    /// What goes on by itself, and how it stands.
    pub(crate) fn standing(&self) -> Vec<WorkerRow> {
        self.workers.standing()
    }

    /// Ends everything that runs where it waits.
    pub(crate) fn stop(&self) {
        self.workers.stop();
    }

    /// The same, and waits until nothing runs any more.
    pub(crate) async fn shut_down(&self) {
        self.workers.shut_down().await;
    }
}

fn actor() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "desk".to_owned())
}
