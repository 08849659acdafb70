use super::ProfileKind;
use gangway_domain::Provider;
use serde::{Deserialize, Serialize};
use specta::Type;

/// How Rappi's API is spelled (docs/wire.md 1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// The self-onboarding document's.
    #[default]
    A,
    /// The newer portal's.
    B,
}

impl Dialect {
    /// The word in the profile's file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

/// One of the families of hosts that integrations use (docs/wire.md 1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HostFamily {
    /// The documented hosts.
    Current,
    /// `services.…`, which some integrations still use; reported, not documented.
    Older,
}

/// Hosts to begin with; every one may be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostPreset {
    /// Development or production.
    pub kind: ProfileKind,
    /// Two-letter code; `None`: of every country.
    pub country: Option<String>,
    /// Which family.
    pub family: HostFamily,
    /// Where merchants sign in.
    pub login: String,
    /// Where calls go.
    pub api: String,
}

/// One field of the integrator's login besides id and secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenField {
    /// `audience`, `grant_type` …
    pub name: String,
    /// Not a secret.
    pub value: String,
}

/// How the open profile reaches Rappi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RappiSettings {
    /// Where merchants sign in.
    pub login: String,
    /// Where calls go.
    pub api: String,
    /// How calls are spelled.
    pub dialect: Dialect,
    /// Where the integrator logs in, when that is not below `api`.
    pub token_url: Option<String>,
    /// Sent with that login.
    pub token_fields: Vec<TokenField>,
    /// The provider runs within this program: its hosts are not the profile's.
    pub simulated: bool,
    /// Hosts of the profile's kind.
    pub presets: Vec<HostPreset>,
}

/// Changes to how a profile reaches Rappi; `None` leaves a fact as it is.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct RappiEdit {
    /// Where merchants sign in.
    pub login: Option<String>,
    /// Where calls go.
    pub api: Option<String>,
    /// How calls are spelled.
    pub dialect: Option<Dialect>,
    /// Empty removes it.
    pub token_url: Option<String>,
    /// All of them; an empty list removes them.
    pub token_fields: Option<Vec<TokenField>>,
}

/// Something that the provider announced to go away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Deprecation {
    /// Who announced it.
    pub provider: Provider,
    /// Of what: `integration-status`, `provisioning`, `deprovisioning`, `webhooks`, `token`, `oauth-token`, or an event.
    pub of: String,
    /// The date as it came.
    pub date: Option<String>,
    /// The date as Unix milliseconds, where it could be read.
    pub ends_at: Option<i64>,
    /// The provider's words.
    pub info: Option<String>,
    /// When it was first heard.
    pub first_at: i64,
    /// When it was last heard, to about an hour.
    pub last_at: i64,
}
