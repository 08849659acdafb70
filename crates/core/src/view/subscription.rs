use super::{LinkState, SecretState};
use gangway_domain::{Provider, subscription::Field};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What can be done with a row, or at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Read what the provider has.
    Read,
    /// Make a new one.
    Create,
    /// Change event type, address or secret.
    Change,
    /// Remove it.
    Remove,
    /// Take the provider's side as what is meant.
    Adopt,
    /// Make the provider have what is meant.
    Restore,
    /// Give it a new secret without a gap.
    Rotate,
    /// Show or copy its secret.
    Reveal,
    /// Register it, or tell the provider again.
    Register,
    /// Check its address.
    Check,
}

/// A provider in the view: what can be done there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProviderCard {
    /// Which.
    pub provider: Provider,
    /// How the last call ended; `refused` where credentials are missing.
    pub state: LinkState,
    /// Why it failed, if it did.
    pub detail: Option<String>,
    /// What can be done there from here.
    pub can: Vec<Act>,
    /// Endpoints are managed in the provider's own portal.
    pub in_portal: bool,
}

/// Ratepay, as the profile has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RatepaySettings {
    /// The profile names it, or the sandbox simulates it.
    pub named: bool,
    /// It runs in this process; nothing about it can be changed.
    pub simulated: bool,
    /// Where tokens come from.
    pub oauth: String,
    /// Where calls go.
    pub api: String,
    /// What a token is asked for.
    pub audience: String,
    /// The client id.
    pub client_id: String,
    /// Whether its secret is in the vault.
    pub client_secret: SecretState,
}

/// Ratepay's client, as typed.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RatepayDraft {
    /// From the provider.
    pub client_id: String,
    /// Goes to the vault and nowhere else; empty leaves the one that is there.
    pub client_secret: Typed,
}

/// How a row stands to the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DriftWord {
    /// The provider has what is meant.
    InSync,
    /// Meant here, and the provider does not have it.
    MissingRemotely,
    /// The provider has it, and nobody here meant it.
    UnknownHere,
    /// The provider has it otherwise: see `fields`.
    Differs,
    /// The provider's side was not read yet, or cannot be read.
    NotRead,
}

/// A rotation under way. Times are Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RotationView {
    /// When the receiver began to take both secrets.
    pub started_at: i64,
    /// When the provider was seen to have the new one.
    pub confirmed_at: Option<i64>,
    /// When the last delivery came that was signed with the old one.
    pub last_old_at: Option<i64>,
    /// When the old one goes, unless another delivery is signed with it; `None`: it is still needed.
    pub ends_at: Option<i64>,
}

/// One subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRow {
    /// For every act on this row.
    pub id: String,
    /// Whose.
    pub provider: Provider,
    /// Event type, as meant; where nobody here meant it, as it is.
    pub event: String,
    /// Where calls go, as meant; where nobody here meant it, as it is.
    pub url: String,
    /// The provider's id, once it is known.
    pub subscription: Option<String>,
    /// How it stands to the provider.
    pub drift: DriftWord,
    /// The parts that differ.
    pub fields: Vec<Field>,
    /// Event type at the provider, where it differs.
    pub remote_event: Option<String>,
    /// Address at the provider, where it differs.
    pub remote_url: Option<String>,
    /// The endpoint of ours that it points at: what `/hooks/` is followed by.
    pub endpoint: Option<String>,
    /// Whether its secret is in the vault.
    pub secret: SecretState,
    /// Another address has the same secret.
    pub secret_shared: bool,
    /// A rotation under way.
    pub rotation: Option<RotationView>,
    /// A create whose answer was lost: nobody knows yet whether it was done.
    pub under_way: bool,
    /// When it was made or adopted here.
    pub made_at: Option<i64>,
    /// What can be done with it.
    pub can: Vec<Act>,
}

/// Who gets what: rows and columns of a matrix, and the cells that are filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionMatrix {
    /// Event types, sorted.
    pub events: Vec<String>,
    /// Addresses, sorted.
    pub addresses: Vec<String>,
    /// Filled cells, by event type, then by address.
    pub cells: Vec<MatrixCell>,
}

/// One cell: usually one subscription, sometimes several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MatrixCell {
    /// Place in `events`.
    pub event: u32,
    /// Place in `addresses`.
    pub address: u32,
    /// Ids of the rows.
    pub rows: Vec<String>,
    /// All of them are in sync.
    pub in_sync: bool,
}

/// Everything about subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Subscriptions {
    /// What can be done where.
    pub providers: Vec<ProviderCard>,
    /// Of all providers.
    pub rows: Vec<SubscriptionRow>,
    /// Of all rows.
    pub matrix: SubscriptionMatrix,
    /// When Ratepay's list was read last.
    pub read_at: Option<i64>,
    /// Event types to suggest; any other text does too.
    pub suggestions: Vec<String>,
}

/// A text that was typed and must not be printed.
#[derive(Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(transparent)]
pub struct Typed(pub String);

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("•••")
    }
}

/// Where a subscription is to point.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Target {
    /// At an endpoint of ours, made for it.
    Here,
    /// At somebody's address.
    Address {
        /// HTTPS.
        url: String,
    },
}

/// Which secret a subscription is to have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum DesiredSecret {
    /// That of the address, if it has one here; otherwise a new one.
    OfAddress,
    /// A new one.
    New,
    /// That of another row. A warning, where its address is another one.
    OfRow {
        /// Which row.
        id: String,
    },
    /// One that was typed: at least 64 characters. Goes to the vault and nowhere else.
    Given {
        /// It.
        secret: Typed,
    },
}

/// A subscription, as wished for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DesiredSubscription {
    /// Event type, free text.
    pub event: String,
    /// Where it is to point.
    pub target: Target,
    /// Which secret it is to have.
    pub secret: DesiredSecret,
}

/// Something to know before a request leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Another address has the same secret: who can read it there could sign for this one.
    SecretShared,
    /// This address gets this event already.
    AlreadySubscribed,
    /// It points at an endpoint of ours, which is closed with it.
    EndpointCloses,
    /// Calls that are under way are signed with the old secret; the address has to take both for a while.
    AddressNeedsBothSecrets,
    /// The provider's list was not read yet.
    NotRead,
}

/// A request, exactly as it would leave; secrets and tokens are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RequestPreview {
    /// Which row it is about; `None` for a new one.
    pub row: Option<String>,
    /// `POST`, `PUT`, `DELETE`; empty where only our own record changes.
    pub method: String,
    /// Where to.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// JSON, indented; the request itself has it on one line.
    pub body: Option<String>,
    /// What to know first.
    pub warnings: Vec<Warning>,
}

/// How to settle a drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SettleWord {
    /// Take the provider's side as what is meant.
    Adopt,
    /// Make the provider have what is meant.
    Restore,
    /// Remove it here and there.
    Remove,
}

/// How an act ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionOutcome {
    /// Done, and seen in the provider's list.
    Done,
    /// Nobody knows yet; the list is read again until it is known.
    Open,
    /// Not done.
    Failed,
    /// There was nothing to do.
    Nothing,
}

/// How settling one row ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// Which row.
    pub id: String,
    /// How.
    pub outcome: SubscriptionOutcome,
    /// Why not, if not.
    pub failure: Option<crate::Failure>,
}
