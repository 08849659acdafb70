use gangway_domain::{operation, plan, predict::Rule, store_file};
use gangway_providers::rappi::{Flags as WireFlags, InitialStatus};
use gangway_record::operations::store_options::StoreOptions;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Options for all stores of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Flags {
    /// Ping events.
    pub ping_active: bool,
    /// Get-menu events.
    pub get_menu_active: bool,
    /// Cancellation events.
    pub cancellation_events: bool,
    /// Initial status.
    pub status: Status,
}

/// Initial status of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// Takes orders at once.
    Active,
    /// Waits for somebody to switch it on.
    Inactive,
}

impl Default for Flags {
    fn default() -> Self {
        WireFlags::default().into()
    }
}

impl From<Flags> for StoreOptions {
    fn from(flags: Flags) -> Self {
        let Flags { ping_active, get_menu_active, cancellation_events, status } = flags;
        Self { ping_active, get_menu_active, cancellation_events, is_active: status == Status::Active }
    }
}

impl From<StoreOptions> for Flags {
    fn from(kept: StoreOptions) -> Self {
        let StoreOptions { ping_active, get_menu_active, cancellation_events, is_active } = kept;
        let status = if is_active { Status::Active } else { Status::Inactive };
        Self { ping_active, get_menu_active, cancellation_events, status }
    }
}

impl From<WireFlags> for Flags {
    fn from(wire: WireFlags) -> Self {
        let status = if wire.status == InitialStatus::Active { Status::Active } else { Status::Inactive };
        let WireFlags { ping_active, get_menu_active, cancellation_events, .. } = wire;
        Self { ping_active, get_menu_active, cancellation_events, status }
    }
}

impl From<Flags> for WireFlags {
    fn from(flags: Flags) -> Self {
        let status = if flags.status == Status::Active { InitialStatus::Active } else { InitialStatus::Inactive };
        let Flags { ping_active, get_menu_active, cancellation_events, .. } = flags;
        Self { ping_active, get_menu_active, cancellation_events, status }
    }
}

impl From<store_file::Flags> for Flags {
    fn from(flags: store_file::Flags) -> Self {
        let store_file::Flags { ping_active, get_menu_active, cancellation_events, active } = flags;
        Self {
            ping_active,
            get_menu_active,
            cancellation_events,
            status: if active { Status::Active } else { Status::Inactive },
        }
    }
}

impl From<Flags> for store_file::Flags {
    fn from(flags: Flags) -> Self {
        let Flags { ping_active, get_menu_active, cancellation_events, status } = flags;
        Self { ping_active, get_menu_active, cancellation_events, active: status == Status::Active }
    }
}

/// Where the stores of a plan come from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlanSource {
    /// Checked in the tree.
    Selection {
        /// The checked rows.
        selection: super::Selection,
    },
    /// Named one by one.
    Stores {
        /// Provider's ids.
        stores: Vec<String>,
    },
    /// The stores that failed or were rejected in an operation.
    FailedOf {
        /// Which.
        operation: String,
    },
    /// The stores of an operation that were not sent.
    UnsentOf {
        /// Which.
        operation: String,
    },
    /// The rows of an imported file that go together; integration and options are the group's own.
    Import {
        /// Which file.
        import: String,
        /// Which of its groups.
        group: u32,
    },
}

/// A request to provision or to deprovision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanRequest {
    /// Whose stores.
    pub merchant: String,
    /// Which stores.
    pub source: PlanSource,
    /// To which integration.
    pub integration: String,
    /// With which options.
    pub flags: Flags,
    /// Provision or deprovision.
    pub kind: operation::Kind,
    /// Seconds before the first request leaves, in which the run can be taken back; 0 for none.
    pub hold_s: u32,
    /// Whether the run sends by itself again, at most twice, what the provider's status shows as not done.
    #[serde(default = "yes")]
    pub repeat: bool,
}

/// A chosen store that will not be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftOutStore {
    /// The store.
    pub store: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: plan::LeftOut,
    /// The rule behind it.
    pub rule: Rule,
    /// What the provider would answer, in its own word.
    pub answer: Option<String>,
    /// Where the rule is written.
    pub source: String,
}

impl LeftOutStore {
    /// With the rule that predicts it.
    pub(crate) fn of(candidate: &plan::Candidate, reason: plan::LeftOut, kind: operation::Kind) -> Self {
        let rule = Rule::behind(reason, kind);
        Self {
            store: candidate.id.0.clone(),
            name: candidate.name.clone(),
            reason,
            rule,
            answer: rule.answer().map(str::to_owned),
            source: rule.source().to_owned(),
        }
    }
}

/// What a run would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// Stores that will be sent.
    pub stores: u32,
    /// Size of each request.
    pub batches: Vec<u32>,
    /// How many waves they leave in: the next begins when the results of the one before are in.
    pub waves: u32,
    /// To which integration.
    pub integration: String,
    /// The first 200 that stay behind.
    pub left_out: Vec<LeftOutStore>,
    /// How many stay behind.
    pub left_out_total: u32,
    /// Seconds from the first request to the last answer, by the pace of the newest ones.
    pub seconds: u32,
    /// Whether results can reach us; if not, the run registers the webhook first.
    pub webhook_ready: bool,
    /// Tells this plan from any other: the stores by name, their order and their requests. A run that names it runs nothing else.
    pub fingerprint: String,
}

const fn yes() -> bool {
    true
}
