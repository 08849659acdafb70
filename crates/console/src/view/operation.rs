use crate::Failure;
use gangway_domain::{operation, plan, predict::Rule, store_file};
use gangway_providers::rappi::{Flags as WireFlags, InitialStatus};
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

/// A wish to provision or to deprovision.
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
    /// Whether results can reach us; if not, the run registers the webhook first.
    pub webhook_ready: bool,
    /// Tells this plan from any other: the stores by name, their order and their requests. A run that names it runs nothing else.
    pub fingerprint: String,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// It waits before its first request leaves, and can be taken back.
    Holding,
    /// Requests are leaving.
    Running,
    /// It rests after the requests that are under way.
    Pausing,
    /// It rests, by a person's wish or until the merchant signs in (see `halt`).
    Paused,
    /// It ends after the requests that are under way.
    Stopping,
    /// All sent, results outstanding.
    Waiting,
    /// Nothing is outstanding.
    Finished,
    /// A person stopped it.
    Stopped,
    /// A person took it back before anything left.
    Undone,
    /// The program ended while it ran.
    Interrupted,
    /// A cause that concerns every further request stopped it.
    Halted,
}

/// Stores by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Not sent.
    pub planned: u32,
    /// Under way.
    pub sending: u32,
    /// Taken, result outstanding.
    pub accepted: u32,
    /// In doubt.
    pub unknown: u32,
    /// Result late.
    pub overdue: u32,
    /// Done.
    pub confirmed: u32,
    /// Tried and failed.
    pub failed: u32,
    /// Not taken.
    pub rejected: u32,
    /// All.
    pub total: u32,
}

impl Counts {
    /// From pairs of state and number.
    pub fn of(pairs: &[(operation::StoreState, u32)]) -> Self {
        use operation::StoreState as S;
        let mut counts = Self::default();
        for (state, number) in pairs {
            *match state {
                S::Planned => &mut counts.planned,
                S::Sending => &mut counts.sending,
                S::Accepted => &mut counts.accepted,
                S::Unknown => &mut counts.unknown,
                S::Overdue => &mut counts.overdue,
                S::Confirmed => &mut counts.confirmed,
                S::Failed => &mut counts.failed,
                S::Rejected => &mut counts.rejected,
            } += number;
            counts.total += number;
        }
        counts
    }

    /// Stores whose outcome is final.
    pub fn settled(&self) -> u32 {
        self.confirmed + self.failed + self.rejected
    }

    /// Stores the provider may still be working on.
    pub fn open(&self) -> u32 {
        self.sending + self.accepted + self.unknown + self.overdue
    }
}

/// One operation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationRow {
    /// Ours.
    pub id: String,
    /// Whose stores.
    pub merchant: String,
    /// By name.
    pub merchant_name: String,
    /// `provision` or `deprovision`.
    pub kind: operation::Kind,
    /// To which integration.
    pub integration: String,
    /// Where it stands.
    pub state: OperationState,
    /// Why it was halted.
    pub halt: Option<Failure>,
    /// When it started.
    pub started_at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// While it waits to begin: when it does.
    pub hold_until: Option<i64>,
    /// Stores by state.
    pub counts: Counts,
}

/// What is known of a batch's result, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BatchResultWord {
    /// Planned.
    NotSent,
    /// Results are outstanding.
    Waiting,
    /// All stores settled by a signed webhook or the answer itself.
    Verified,
    /// Some stores are settled.
    Partly,
    /// In doubt; the provider is asked.
    Asking,
    /// All stores settled, some by the status call.
    StatusCall,
    /// Every store was rejected.
    Refused,
}

/// One request of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchRow {
    /// From 0.
    pub index: u32,
    /// The provider's id.
    pub batch_id: Option<String>,
    /// Stores in it.
    pub stores: u32,
    /// When it left.
    pub sent_at: Option<i64>,
    /// `202`, `timeout` …
    pub answer: Option<String>,
    /// Time to the answer.
    pub answer_ms: Option<i64>,
    /// Its result.
    pub result: BatchResultWord,
    /// The provider's words.
    pub message: Option<String>,
}

/// What a group of stores came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Tried and failed.
    Failed,
    /// Not taken.
    Rejected,
    /// In doubt.
    Unknown,
    /// Late.
    Overdue,
    /// Not sent.
    Unsent,
}

/// Stores that did not work, grouped by why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// What they came to.
    pub outcome: Outcome,
    /// HTTP status of the underlying operation, or the reason's code.
    pub code: String,
    /// The provider's words.
    pub message: String,
    /// How many.
    pub stores: u32,
    /// Whether trying again makes sense.
    pub retry: bool,
}

/// One operation in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// As in the list.
    pub row: OperationRow,
    /// Its options.
    pub flags: Flags,
    /// Its requests.
    pub batches: Vec<BatchRow>,
    /// What did not work.
    pub causes: Vec<Cause>,
    /// An estimate while it runs.
    pub seconds_left: Option<u32>,
}

/// Who settled a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy {
    /// A signed webhook.
    Webhook,
    /// The provider's status call.
    StatusCall,
    /// A person, who asked the provider.
    Person,
    /// The answer to the request itself.
    Answer,
}

/// One store of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationStore {
    /// Provider's id.
    pub store: String,
    /// The name sent.
    pub name: String,
    /// Where it stands.
    pub state: operation::StoreState,
    /// Its batch, from 0.
    pub batch: u32,
    /// The provider's id of the batch.
    pub batch_id: Option<String>,
    /// What the request was answered with.
    pub answer: Option<String>,
    /// HTTP status of the underlying operation.
    pub code: Option<u16>,
    /// The provider's words.
    pub message: Option<String>,
    /// Who settled it.
    pub settled_by: Option<SettledBy>,
    /// The person who asked.
    pub asked_by: Option<String>,
    /// The delivery that did.
    pub delivery: Option<i64>,
    /// When it last changed.
    pub at: Option<i64>,
}

/// What happened to a store in its newest operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoreLatest {
    /// The operation.
    pub operation: String,
    /// Its integration.
    pub integration: String,
    /// Its options.
    pub flags: Flags,
    /// The store in it.
    pub store: OperationStore,
    /// When its request left.
    pub sent_at: Option<i64>,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationStores {
    /// How many there are.
    pub total: u32,
    /// This page.
    pub rows: Vec<OperationStore>,
}
