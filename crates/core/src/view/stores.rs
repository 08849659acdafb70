use gangway_domain::{IntegrationId, compare, operation::StoreState, plan};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One merchant in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MerchantRow {
    /// Ours.
    pub id: String,
    /// As the merchant's account is called.
    pub name: String,
    /// Who authorized.
    pub email: String,
    /// Country code of the profile.
    pub country: Option<String>,
    /// End of the merchant token; `None` after sign-out.
    pub token_expires_at: Option<i64>,
    /// When the stores were last read.
    pub refreshed_at: Option<i64>,
    /// Stores in the tree.
    pub stores: u32,
    /// Of these, provisioned to an integration of ours.
    pub integrated: u32,
    /// Operations that are not over.
    pub open_operations: u32,
    /// Differences that a refresh found and nobody has seen.
    pub drift: u32,
    /// Stores whose signed result never came: only the status call told of them.
    pub missed_webhooks: u32,
    /// Stores that runs of the last seven days provisioned.
    pub integrated_lately: u32,
    /// Stores that failed or were rejected in them.
    pub failed_lately: u32,
    /// Stores that were accepted and wait for their result.
    pub waiting: u32,
    /// Stores whose outcome is unknown.
    pub unknown: u32,
}

/// What a refresh found that nothing of ours explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DriftRow {
    /// Grows.
    pub id: i64,
    /// Provider's id of the store.
    pub store: String,
    /// Its name.
    pub name: String,
    /// How it differs.
    pub change: compare::Differs,
    /// Name, parent's id or integration before.
    pub before: Option<String>,
    /// The same now.
    pub after: Option<String>,
    /// When it was found.
    pub at: i64,
    /// When a person said that they saw it.
    pub seen_at: Option<i64>,
}

/// What signing out did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignedOut {
    /// Codes: `merchant_token`.
    pub wiped: Vec<String>,
    /// Codes: `provider_session`, `stores`, `history`.
    pub stays: Vec<String>,
}

/// What a refresh found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Refreshed {
    /// Stores in the tree.
    pub stores: u32,
    /// Stores that differ from before.
    pub changed: u32,
    /// Open outcomes that it settled.
    pub settled: u32,
}

/// A store's row and the provider's words about it.
pub type Note = (u32, String);

/// The tree in preorder as columns: 100,000 stores as objects would be 9 MB.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoreColumns {
    /// Changes when rows move.
    pub version: i64,
    /// Grows with every change.
    pub revision: i64,
    /// Provider's ids.
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Distinct brands.
    pub brands: Vec<String>,
    /// For each row, an index into `brands`.
    pub brand: Vec<u32>,
    /// For each row, the row of its parent or -1.
    pub parent: Vec<i32>,
    /// For each row, see [`state_code`].
    pub state: Vec<u8>,
    /// Distinct integrations.
    pub integrations: Vec<String>,
    /// For each row, an index into `integrations` or -1.
    pub integration: Vec<i32>,
    /// Only rows that have one.
    pub notes: Vec<Note>,
}

impl StoreColumns {
    /// Columns of `size` rows, to be filled in any order.
    pub(crate) fn of_size(size: usize) -> Self {
        Self {
            ids: vec![String::new(); size],
            names: vec![String::new(); size],
            brand: vec![0; size],
            parent: vec![-1; size],
            state: vec![0; size],
            integration: vec![-1; size],
            ..Self::default()
        }
    }
}

/// One changed row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoreChange {
    /// The row.
    pub row: u32,
    /// See [`state_code`].
    pub state: u8,
    /// The integration now.
    pub integration: Option<String>,
    /// The provider's words now.
    pub note: Option<String>,
}

/// What changed since a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoreDelta {
    /// If it is another than that of the columns, rows moved: read the columns again.
    pub version: i64,
    /// The revision now.
    pub revision: i64,
    /// Changed rows.
    pub rows: Vec<StoreChange>,
}

/// Checked rows, as half-open ranges of the preorder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Selection {
    /// Of the columns the rows were checked in.
    pub version: i64,
    /// From and to, to excluded.
    pub ranges: Vec<(u32, u32)>,
}

/// Words for [`state_code`], as files and the command line spell them.
pub const STATE_WORDS: [&str; 12] = [
    "not_integrated",
    "ours",
    "other_integration",
    "failed",
    "rejected",
    "planned",
    "sending",
    "accepted",
    "unknown",
    "overdue",
    "blank_name",
    "no_result",
];

/// The state of a row as a number. Selectable are 0, 3, 4 and 11.
///
/// 0 not integrated · 1 ours · 2 other integration · 3 failed · 4 rejected · 5 planned · 6 sending · 7 accepted ·
/// 8 unknown · 9 overdue · 10 name is blank · 11 no result
pub fn state_code(store: plan::Facts<'_>, ours: &[IntegrationId], running: bool) -> u8 {
    // A run holds it, to provision or to release it.
    if running && store.latest == Some(StoreState::Planned) {
        return 5;
    }
    match plan::verdict(store, ours) {
        Some(plan::LeftOut::UnknownOutcome) => 8,
        Some(plan::LeftOut::InProgress) => match store.latest {
            Some(StoreState::Sending) => 6,
            Some(StoreState::Overdue) => 9,
            _ => 7,
        },
        Some(plan::LeftOut::AlreadyOurs) => 1,
        Some(plan::LeftOut::OtherIntegration) => 2,
        Some(plan::LeftOut::BlankName) => 10,
        // Reasons against releasing a store, or against one that is in no tree or a colleague's: not what this question is about.
        Some(
            plan::LeftOut::NotIntegrated
            | plan::LeftOut::IntegratedChildren
            | plan::LeftOut::NotOwned
            | plan::LeftOut::HeldByColleague,
        ) => 0,
        None => match store.latest {
            Some(StoreState::Failed) => 3,
            Some(StoreState::Rejected) => 4,
            Some(StoreState::NoResult) => 11,
            _ => 0,
        },
    }
}
