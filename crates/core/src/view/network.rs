//! Which way calls take, and the settings of it.

use super::{Finding, SecretState, Step, Typed};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Who decides which way calls take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProxyUse {
    /// Environment, system and desktop.
    System,
    /// This environment: one proxy.
    Proxy,
    /// This environment: none.
    Direct,
}

/// Who names the proxy of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProxyNamedBy {
    /// These settings.
    Profile,
    /// `HTTPS_PROXY` …; on Windows and macOS the system's settings too.
    Environment,
    /// The settings of the desktop.
    Desktop,
}

/// The way to one host, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostWay {
    /// Whose host it is.
    pub step: Step,
    /// `https://api.rappi.com.co`; a mail server: its name and port.
    pub host: String,
    /// The proxy that is between, without credentials; `None`: straight.
    pub through: Option<String>,
    /// Who names it.
    pub named_by: Option<ProxyNamedBy>,
    /// Why there is no way.
    pub finding: Option<Finding>,
}

/// What of the settings is in the profile's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkFacts {
    /// Who decides.
    pub using: ProxyUse,
    /// `http://proxy.example.com:3128`; empty unless these settings name one.
    pub proxy: String,
    /// Who logs in to it; empty: nobody.
    pub user: String,
    /// Hosts that are called without it.
    pub direct: Vec<String>,
    /// File with authorities that are trusted beside the system's; empty: none.
    pub authority: String,
}

/// The settings of the open profile. The proxy's password has no field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkSettings {
    /// What can be edited.
    #[serde(flatten)]
    pub facts: NetworkFacts,
    /// Of the proxy.
    pub password: SecretState,
    /// Authorities that are trusted beside the system's.
    pub authorities: u32,
    /// A sandbox calls nothing outside this computer: there is nothing to set.
    pub sandbox: bool,
    /// The way to each host of the profile.
    pub ways: Vec<HostWay>,
}

/// New settings, with the password where it changes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkEdit {
    /// All of them.
    pub facts: NetworkFacts,
    /// Of the proxy; empty: as it is.
    pub password: Typed,
}
