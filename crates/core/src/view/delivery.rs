use gangway_domain::{Provider, RejectionReason};
use gangway_record::deliveries::{self, Effect};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Whether a delivery is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Its signature is right.
    Verified,
    /// It is not; the reason is beside it.
    Rejected,
}

impl From<deliveries::Verdict> for Verdict {
    fn from(verdict: deliveries::Verdict) -> Self {
        match verdict {
            deliveries::Verdict::Verified => Self::Verified,
            deliveries::Verdict::Rejected => Self::Rejected,
        }
    }
}

impl From<Verdict> for deliveries::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Verified => Self::Verified,
            Verdict::Rejected => Self::Rejected,
        }
    }
}

/// What a delivery did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryEffect {
    /// It is not applied yet.
    Received,
    /// It was applied.
    Applied,
    /// It was kept as it came.
    Ignored,
    /// The same delivery was here already.
    Duplicate,
    /// It could not be applied and was set aside.
    DeadLetter,
    /// It was rejected.
    None,
}

impl From<Effect> for DeliveryEffect {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Received => Self::Received,
            Effect::Applied => Self::Applied,
            Effect::Ignored => Self::Ignored,
            Effect::Duplicate => Self::Duplicate,
            Effect::DeadLetter => Self::DeadLetter,
            Effect::None => Self::None,
        }
    }
}

/// What verifying rejected deliveries again came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReverifyReport {
    /// Judged again.
    pub checked: u32,
    /// Believed now, and applied next.
    pub to_apply: u32,
    /// Believed now, and here already.
    pub duplicates: u32,
    /// Still not believed.
    pub rejected: u32,
}

/// One step of verifying many deliveries again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReverifyStep {
    /// Of this step.
    pub report: ReverifyReport,
    /// After which delivery the next step begins.
    pub after: i64,
    /// How many come after this step.
    pub left: u32,
}

/// One delivery in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryRow {
    /// In the order of arrival.
    pub id: i64,
    /// When it came.
    pub at: i64,
    /// Who called; `None`: a provider that this program does not know.
    pub provider: Option<Provider>,
    /// The endpoint's event.
    pub event: String,
    /// Whether it is believed.
    pub verdict: Verdict,
    /// `raw` or `tester`.
    pub form: Option<String>,
    /// Why it is rejected; absent also where the record has a reason that this program does not know.
    pub why: Option<RejectionReason>,
    /// That reason, as it is written in the record.
    pub unreadable_why: Option<String>,
    /// What it did.
    pub effect: DeliveryEffect,
    /// Stores it settled.
    pub settled: u32,
}

/// A page of deliveries with the totals of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryPage {
    /// Newest first.
    pub rows: Vec<DeliveryRow>,
    /// All.
    pub total: u32,
    /// Since midnight.
    pub today: u32,
    /// Rejected, of all.
    pub rejected: u32,
}

/// What to list.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryFilter {
    /// Only this verdict.
    pub verdict: Option<Verdict>,
    /// Text to look for.
    pub search: String,
    /// Only older ones than this id.
    pub before: Option<i64>,
    /// At most this many.
    pub limit: u32,
}

/// One delivery in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryView {
    /// As in the list.
    pub row: DeliveryRow,
    /// Path it came in by.
    pub endpoint: String,
    /// Length of the body, also of one that was removed.
    pub bytes: u32,
    /// SHA-256 of the body, once it and the headers were removed because of their age or at somebody's request.
    pub digest: Option<String>,
    /// HTTP status it was answered with.
    pub answered: u16,
    /// Microseconds to the verdict.
    pub took_us: i64,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body; bytes that are not text are shown as �.
    pub body: String,
    /// The operation it belongs to.
    pub operation: Option<String>,
    /// More about the verdict or the effect.
    pub detail: Option<String>,
}

/// Whether a provider sends results to where they are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// It does.
    Registered,
    /// Nothing of ours is registered.
    NotRegistered,
    /// In a team the provider has to be asked, and was not, or did not answer.
    NotRead,
}

/// A webhook registration of ours, or of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// For which integration.
    pub integration: String,
    /// The event.
    pub event: String,
    /// Whether it is registered.
    pub state: WebhookState,
    /// The team whose relay takes the results in; nothing where this computer does.
    pub team: Option<String>,
    /// The endpoint's id; empty before the first registration, and in a team.
    pub endpoint: String,
    /// The address the provider has; in a team without its last part, which is a secret.
    pub url: String,
    /// When it was registered from here.
    pub registered_at: Option<i64>,
    /// 201 new, 200 updated.
    pub answer: Option<u16>,
    /// Whether its secret is in the vault.
    pub secret: super::SecretState,
}
