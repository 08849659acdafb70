use gangway_domain::Provider;
use serde::Serialize;
use specta::Type;

/// The connection line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// Webhooks in.
    pub receiver: Receiver,
    /// Calls out: a line to every provider that the environment has.
    pub links: Vec<ProviderLink>,
    /// Where secrets are kept.
    pub vault: Vault,
    /// The provider's clock minus ours, to about a second.
    pub clock_skew_ms: Option<i64>,
}

/// The receiver's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Receiver {
    /// Whether it listens.
    pub listening: bool,
    /// Where, or where it was to.
    pub address: String,
    /// Why not, if not.
    pub detail: Option<String>,
}

/// How the last call to the provider ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It answered.
    Ok,
    /// No call was made yet.
    Unknown,
    /// It does not answer.
    Failing,
    /// It refuses our credentials.
    Refused,
}

/// How the line to one provider stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProviderLink {
    /// Which provider.
    pub provider: Provider,
    /// How the last call ended.
    pub state: LinkState,
    /// The API host.
    pub host: String,
    /// The proxy that is between, without credentials.
    pub through: Option<String>,
    /// Why it failed, if it did.
    pub detail: Option<String>,
}

/// Where secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum VaultState {
    /// The operating system's keyring.
    Keyring,
    /// A folder of files, read only.
    Folder,
    /// A keyring that is locked.
    Locked,
    /// No keyring: this session only.
    Absent,
}

/// The vault's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Vault {
    /// Where secrets are kept.
    pub state: VaultState,
    /// More about it.
    pub detail: Option<String>,
}
