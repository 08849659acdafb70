//! Who works on what, kept beside the log: every change is one transaction with the entry that tells it.
//!
//! What may become of a claim is decided by `gangway_domain::claims`; [`plan`] applies that to all keys of a request, and a store
//! only reads rows before it and writes rows after it, at the database's own clock.

mod plan;

pub(crate) use plan::{Known, Plan, lapse, plan, repeated};

use crate::StoreError;
use gangway_domain::claims::{Claimed, Refused};
use gangway_wire::{ClaimAct, ClaimKey, DeviceId, Key, PersonId, TeamId};

/// Who holds a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Holder {
    /// The device.
    pub device: DeviceId,
    /// The person that it is of.
    pub person: PersonId,
}

/// How long claims last, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimLimits {
    /// Without a word of its device.
    pub lease_ms: i64,
    /// An unknown outcome, before a status call can end it.
    pub unknown_ms: i64,
}

impl Default for ClaimLimits {
    fn default() -> Self {
        Self { lease_ms: gangway_domain::claims::LEASE_MS, unknown_ms: gangway_domain::claims::UNKNOWN_MS }
    }
}

/// What a device asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimOrder {
    /// Who asks.
    pub by: Holder,
    /// What makes a repetition of it recognisable: the key of its entry.
    pub key: Key,
    /// What is asked.
    pub act: ClaimAct,
    /// About what, each once.
    pub keys: Vec<ClaimKey>,
    /// How long claims last.
    pub limits: ClaimLimits,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimAnswer {
    /// It was done.
    Done(ClaimsDone),
    /// Nothing was changed: these were not given.
    Refused(Vec<RefusedKey>),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimsDone {
    /// The database's clock, Unix milliseconds.
    pub now: i64,
    /// The entry that tells it; of what changed nothing, how far the log goes.
    pub seq: u64,
    /// Of what is held now, in the order of the keys; empty where something was given back.
    pub fences: Vec<u64>,
    /// What of a request that gives back stays as it was.
    pub refused: Vec<RefusedKey>,
}

/// A key that was not given, and why.
pub type RefusedKey = (ClaimKey, Refused<Holder>);

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptClaim {
    /// Whose team.
    pub team: TeamId,
    /// What.
    pub key: ClaimKey,
    /// How it stands.
    pub claimed: Claimed<Holder>,
}

/// Somebody waits for a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptWait {
    /// Whose team.
    pub team: TeamId,
    /// For what.
    pub key: ClaimKey,
    /// Who.
    pub by: Holder,
    /// Since when, by the database's clock.
    pub at: i64,
}

/// Until when a device is not silent, by the database's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLease {
    /// Whose team.
    pub team: TeamId,
    /// Which.
    pub device: DeviceId,
    /// Unix milliseconds.
    pub until: i64,
}

/// Everything about claims, for a list and for a relay that moves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptClaims {
    /// The database's clock, Unix milliseconds.
    pub now: i64,
    /// Of keys that are free as well: the outcome of each is remembered.
    pub claims: Vec<KeptClaim>,
    /// Who waits.
    pub waits: Vec<KeptWait>,
    /// Devices that hold, or held, something.
    pub leases: Vec<KeptLease>,
}

/// The claims of all teams of a relay.
pub trait Claims: Clone + Send + Sync + 'static {
    /// Does what a device asks, all of it or nothing, and appends the entry that tells it in the same transaction. The same
    /// order again changes nothing more.
    fn claim(&self, team: &TeamId, order: ClaimOrder) -> impl Future<Output = Result<ClaimAnswer, StoreError>> + Send;

    /// A device is there: what it holds stays for `lease_ms` more. Answers the database's clock.
    fn renew(
        &self,
        team: &TeamId,
        device: &DeviceId,
        lease_ms: i64,
    ) -> impl Future<Output = Result<i64, StoreError>> + Send;

    /// Frees what silent devices had planned, and makes unknown what they may have sent. Answers how many keys changed.
    fn lapse(&self, team: &TeamId) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// How all claims of a team stand.
    fn claims(&self, team: &TeamId) -> impl Future<Output = Result<KeptClaims, StoreError>> + Send;
}
