use gangway_domain::Language;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use specta::Type;

/// What kind of environment a profile is; it decides the look and how careful everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum ProfileKind {
    /// Simulated providers on this machine.
    Sandbox,
    /// The provider's test environment.
    Development,
    /// The real one.
    Production,
}

/// One profile in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileSummary {
    /// Its folder's name.
    pub name: String,
    /// Its kind.
    pub kind: ProfileKind,
    /// Country code, where there is one.
    pub country: Option<String>,
}

/// Light, dark, or as the desk is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the desk is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A person's choices, for all profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// `None`: as the desk is set.
    #[serde(default, deserialize_with = "of_window")]
    #[specta(type = Option<Language>)]
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// How large the window is drawn, in per cent.
    #[serde(default)]
    pub zoom: Zoom,
    /// The program goes on in the background when its window is closed. `None`: nobody chose, and it does.
    #[serde(default)]
    pub keep_running: Option<bool>,
}

/// A size of the window, in per cent: one that a person can still read and operate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Zoom(u16);

impl Zoom {
    const SMALLEST: u16 = 50;
    const LARGEST: u16 = 300;

    /// As a factor; what is out of reach is the nearest within.
    pub fn factor(self) -> f64 {
        f64::from(self.0.clamp(Self::SMALLEST, Self::LARGEST)) / 100.0
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

/// A language that the window has texts in; another one is refused, not replaced.
fn of_window<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Language>, D::Error> {
    let language = Option::<Language>::deserialize(from)?;
    match language.filter(|language| !language.is_of_window()) {
        Some(other) => Err(D::Error::custom(format!("the window has no texts in {}", other.name()))),
        None => Ok(language),
    }
}

/// What the window asks first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// Of this program.
    pub version: String,
    /// Folder of all profiles.
    pub home: String,
    /// The open profile; `None` on the first run.
    pub profile: Option<ProfileSummary>,
    /// All profiles.
    pub profiles: Vec<ProfileSummary>,
    /// A person's choices.
    pub preferences: Preferences,
    /// Stores whose outcome was open when the program last ended, and is being settled now.
    pub left_open: u32,
    /// Why the profile of last time could not be opened, if so.
    pub failure: Option<crate::Failure>,
}

/// A new profile, as typed.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileDraft {
    /// Folder name: letters, digits and hyphens.
    pub name: String,
    /// Development or production.
    pub kind: ProfileKind,
    /// Country code (docs/wire.md 1.2).
    pub country: String,
    /// From the provider's account manager.
    pub client_id: String,
    /// Goes to the vault and nowhere else.
    pub client_secret: String,
    /// Integrations that are ours.
    pub integrations: Vec<String>,
    /// Where the provider reaches the receiver.
    pub public_url: Option<String>,
    /// Other hosts, another dialect or another login than the country's usual ones.
    #[serde(default)]
    pub rappi: Option<super::RappiEdit>,
}

/// Whether a secret is in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretState {
    /// It is.
    Stored,
    /// It is not.
    Missing,
}

/// The open profile's facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileDetail {
    /// Folder name.
    pub name: String,
    /// Its kind.
    pub kind: ProfileKind,
    /// Its folder.
    pub path: String,
    /// Country code, where there is one.
    pub country: Option<String>,
    /// Where merchants sign in.
    pub login_host: String,
    /// Where calls go.
    pub api_host: String,
    /// The integrator's client id.
    pub client_id: String,
    /// Whether its secret is in the vault.
    pub client_secret: SecretState,
    /// Integrations that are ours.
    pub integrations: Vec<String>,
    /// The deep link registered with the provider.
    pub redirect: String,
    /// The loopback redirect registered with the provider.
    pub loopback_redirect: String,
    /// Where the receiver listens.
    pub receiver_address: String,
    /// Where the provider reaches it.
    pub public_url: Option<String>,
    /// Requests at the same time.
    pub concurrency: u32,
    /// Seconds after which an accepted store without a result counts as overdue.
    pub overdue_after_s: u32,
}

/// Changes to the open profile; `None` leaves a fact as it is.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileEdit {
    /// Where the provider reaches the receiver; empty removes it.
    pub public_url: Option<String>,
    /// Where the receiver listens; takes effect at the next start.
    pub receiver_address: Option<String>,
    /// Integrations that are ours.
    pub integrations: Option<Vec<String>>,
    /// Requests at the same time.
    pub concurrency: Option<u32>,
    /// Seconds.
    pub overdue_after_s: Option<u32>,
    /// Goes to the vault and nowhere else.
    pub client_secret: Option<String>,
}
