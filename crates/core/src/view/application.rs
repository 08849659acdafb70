//! Merchant applications at Rainforest. Personal data is masked in every shape but the one that was asked for by name.

use super::{SecretState, Typed};
use gangway_domain::application::{Mark, Status};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One application in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationRow {
    /// The provider's id.
    pub id: String,
    /// The provider's id of the merchant.
    pub merchant: String,
    /// What the merchant is called; empty where nothing was told.
    pub name: String,
    /// Where it is.
    pub status: Status,
    /// Since when, by the provider's time.
    pub since: Option<i64>,
    /// Whole days since then.
    pub age_days: Option<i64>,
    /// When it was made.
    pub created_at: Option<i64>,
    /// Handed in again after more was asked for.
    pub resubmitted: bool,
    /// While that is looked at: until when the provider means to answer.
    pub review_due: Option<i64>,
    /// That moment has passed.
    pub review_overdue: bool,
    /// The provider told two final statuses.
    pub contested: bool,
    /// When the API was asked for it last.
    pub fetched_at: Option<i64>,
}

/// Applications in one status, the oldest of them in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationColumn {
    /// Which status.
    pub status: Status,
    /// How many are in it.
    pub count: u32,
    /// Whole days that the oldest is in it.
    pub oldest_days: Option<i64>,
    /// The oldest first.
    pub rows: Vec<ApplicationRow>,
}

/// All applications by status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationBoard {
    /// The seven known statuses in the order of a life, then those that are new.
    pub columns: Vec<ApplicationColumn>,
    /// All applications.
    pub total: u32,
    /// Messages that never came.
    pub missed: u32,
    /// The profile has Rainforest's host and key.
    pub connected: bool,
    /// When the API was asked last, and how that ended.
    pub reconciled: Option<Reconciled>,
}

/// How a round of asking the API ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reconciled {
    /// When it ended.
    pub at: i64,
    /// Merchants that were asked about.
    pub asked: u32,
    /// Applications that stand elsewhere than was known.
    pub changed: u32,
    /// Merchants that were left for the next round.
    pub left: u32,
    /// What the provider refused, if it did.
    pub failure: Option<crate::Failure>,
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationSort {
    /// The longest in its status first.
    #[default]
    Oldest,
    /// The shortest in its status first.
    Newest,
    /// By name.
    Name,
    /// The latest made first.
    Created,
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationFilter {
    /// Only in one of these; empty: in any.
    pub statuses: Vec<Status>,
    /// Text in a name, an id or the email.
    pub search: String,
    /// Only those that were handed in again.
    pub resubmitted: bool,
    /// In which order.
    pub sort: ApplicationSort,
    /// So many are left out at the beginning.
    pub offset: u32,
    /// At most this many.
    pub limit: u32,
}

/// A view of the table that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// What it is called.
    pub name: String,
    /// What the table is asked for; `None`: what is kept cannot be read, which is said under its name.
    pub filter: Option<ApplicationFilter>,
}

/// A page of applications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationPage {
    /// In the order that was asked for.
    pub rows: Vec<ApplicationRow>,
    /// How many fit in all.
    pub total: u32,
}

/// One thing that was told of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationEvent {
    /// Which status.
    pub status: Status,
    /// When it was reached, by the provider's time.
    pub at: Option<i64>,
    /// When it came to be known here.
    pub seen_at: i64,
    /// What was notable about it.
    pub mark: Mark,
    /// The API told it, no message.
    pub fetched: bool,
    /// The delivery that told it.
    pub delivery: Option<i64>,
}

/// What a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FieldGroup {
    /// The business.
    Business,
    /// Where and how it is reached.
    Contact,
    /// Owners and others who sign.
    People,
    /// What it turns over; US cents.
    Volumes,
    /// Where money comes from and goes to.
    Banking,
    /// What the provider looked at.
    Underwriting,
    /// When what happened.
    Times,
    /// Everything else, fields that are new included.
    Other,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationField {
    /// What it belongs to.
    pub group: FieldGroup,
    /// As the provider calls it, inner fields with a dot.
    pub name: String,
    /// As text; `None`: the provider has nothing.
    pub value: Option<String>,
    /// It is personal data and not shown.
    pub masked: bool,
    /// A time that came without a zone, and was read as UTC; `value` has the zone.
    pub zoneless: bool,
}

/// What the provider finds wrong with an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationProblem {
    /// The field it is about.
    pub field: Option<String>,
    /// An open enumeration.
    pub code: String,
    /// The provider's words.
    pub message: String,
}

/// One of the underwriting reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationReview {
    /// As the provider calls it.
    pub name: String,
    /// Its status, where it has one.
    pub status: Option<String>,
    /// Everything else it says.
    pub facts: Vec<(String, String)>,
}

/// One application in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationView {
    /// As in the lists.
    pub row: ApplicationRow,
    /// What was told, by the provider's time.
    pub timeline: Vec<ApplicationEvent>,
    /// Messages about it that never came.
    pub missed: u32,
    /// Its fields, by group.
    pub fields: Vec<ApplicationField>,
    /// What the provider finds wrong.
    pub problems: Vec<ApplicationProblem>,
    /// What underwriting looks at.
    pub reviews: Vec<ApplicationReview>,
    /// Personal data is shown.
    pub personal: bool,
}

/// Rainforest, as the profile has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RainforestSettings {
    /// The profile names it, or the sandbox simulates it.
    pub named: bool,
    /// It runs in this process; nothing about it can be changed.
    pub simulated: bool,
    /// Where calls go.
    pub api: String,
    /// Whether its key is in the vault.
    pub api_key: SecretState,
    /// What to enter in the provider's portal as the address of the endpoint.
    pub webhook_url: String,
    /// Whether the endpoint's secret is in the vault.
    pub webhook_secret: SecretState,
}

/// Rainforest, as typed.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RainforestDraft {
    /// Goes to the vault and nowhere else; empty leaves the one that is there.
    pub api_key: Typed,
    /// The endpoint's secret, from the portal; likewise.
    pub webhook_secret: Typed,
}

/// Which applications the API is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RefreshRequest {
    /// All that are not decided.
    Open,
    /// One that is known here.
    Application {
        /// Which.
        id: String,
    },
    /// All of a merchant, known here or not.
    Merchant {
        /// Whose.
        merchant: String,
    },
}
