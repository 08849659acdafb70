use super::Flags;
use crate::Failure;
use gangway_domain::{advice::Advice, operation};
use serde::Serialize;
use specta::Type;

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
    /// It rests, at a person's request or until the merchant signs in (see `halt`).
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

impl OperationState {
    /// Something is still to happen by itself.
    pub const fn is_going(self) -> bool {
        match self {
            Self::Holding | Self::Running | Self::Pausing | Self::Stopping | Self::Waiting => true,
            Self::Paused | Self::Finished | Self::Stopped | Self::Undone | Self::Interrupted | Self::Halted => false,
        }
    }
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
    /// Of unknown outcome.
    pub unknown: u32,
    /// Result late.
    pub overdue: u32,
    /// Done.
    pub confirmed: u32,
    /// Tried and failed.
    pub failed: u32,
    /// Not taken.
    pub rejected: u32,
    /// No result came, and it was not done. Spelled as the state is.
    #[serde(rename = "no_result")]
    pub no_result: u32,
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
                S::NoResult => &mut counts.no_result,
            } += number;
            counts.total += number;
        }
        counts
    }

    /// Stores whose outcome is final.
    pub fn settled(&self) -> u32 {
        self.confirmed + self.failed + self.rejected + self.no_result
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
    /// How often it may still send by itself again what was not done.
    pub repeats_left: u32,
    /// Requests that it made for that so far.
    pub repeated: u32,
}

impl OperationRow {
    /// Whether it will send again by itself what was not done, as soon as nothing of it is outstanding.
    pub fn repeats(&self) -> bool {
        self.state == OperationState::Waiting && self.counts.planned > 0 && self.repeats_left > 0
    }
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
    /// Of unknown outcome; the provider is asked.
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
    /// Of unknown outcome.
    Unknown,
    /// Late.
    Overdue,
    /// Not sent.
    Unsent,
    /// No result came, and it was not done.
    NoResult,
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
    /// Who does what next.
    pub advice: Advice,
}

/// One operation in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// As in the list.
    pub row: OperationRow,
    /// Its options.
    pub flags: Option<Flags>,
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
    pub flags: Option<Flags>,
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
