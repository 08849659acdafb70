//! Notifications: messages, their words, and the settings.

use super::{NotificationWhy, NotificationWords, SecretState, Typed};
use gangway_domain::Language;
use gangway_domain::notifications::{
    Channel, Event,
    template::{Finding, Template},
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateKey {
    /// In which language.
    pub language: Language,
    /// On which channel.
    pub channel: Channel,
    /// For which event.
    pub event: Event,
}

/// A template with what is wrong with it and what it makes of example data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateView {
    /// Which.
    pub key: TemplateKey,
    /// Its parts.
    pub template: Template,
    /// Not the built-in one.
    pub edited: bool,
    /// Everything that is wrong with it.
    pub findings: Vec<Finding>,
    /// What it makes of example data.
    pub preview: Option<NotificationWords>,
    /// What may be named.
    pub placeholders: Vec<String>,
    /// What must be named.
    pub required: Vec<String>,
}

/// Whom an event is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MatrixRow {
    /// Which.
    pub event: Event,
    /// The notification centre, and the support team.
    pub internal: bool,
    /// An email to the merchant.
    pub email: bool,
    /// The platform.
    pub platform: bool,
}

/// How a connection to the mail server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// After `STARTTLS`.
    Starttls,
    /// From the first byte.
    Tls,
    /// Not at all: this machine only.
    None,
}

/// The mail server. Its password has no field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MailSettings {
    /// Name; empty: there is none.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is kept from others.
    pub security: MailSecurity,
    /// Who logs in; empty: nobody.
    pub user: String,
    /// Who writes.
    pub from: String,
    /// Where answers go; empty: there too.
    pub reply_to: String,
    /// What this computer calls itself towards the server; empty: its own name, or the domain of `from`.
    pub hello: String,
}

/// The settings of the open profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationSettings {
    /// What can be edited.
    #[serde(flatten)]
    pub edit: NotificationFacts,
    /// Does anything leave this desk?
    pub sending: bool,
    /// Of the mail server.
    pub password: SecretState,
    /// Of the platform's address.
    pub platform_secret: SecretState,
    /// Templates that are not the built-in ones.
    pub edited: Vec<TemplateKey>,
    /// Merchants about whom nothing is told.
    pub muted: Vec<String>,
}

/// What of the settings is in the profile's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationFacts {
    /// What the platform is called.
    pub platform_name: String,
    /// In which language merchants are told.
    pub language: Language,
    /// In which language this desk and the support team are told.
    pub desk_language: Language,
    /// Of times and quiet hours.
    pub zone: String,
    /// Where a merchant goes on, with `{application_id}`; empty: nowhere.
    pub application_link: String,
    /// Where the support team reads emails; empty: nowhere.
    pub support: String,
    /// `HH:MM`; empty: no quiet hours.
    pub quiet_from: String,
    /// `HH:MM`
    pub quiet_until: String,
    /// Every event.
    pub matrix: Vec<MatrixRow>,
    /// The mail server.
    pub email: MailSettings,
    /// The platform's own address; empty: there is none.
    pub platform_url: String,
}

/// New settings, with secrets where they change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationSettingsEdit {
    /// All of them.
    pub facts: NotificationFacts,
    /// Of the mail server; empty: as it is.
    pub password: Typed,
    /// Of the platform's address; empty: as it is.
    pub platform_secret: Typed,
}

/// How a merchant is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MutedEdit {
    /// `mid_…`
    pub merchant: String,
    /// Not at all.
    pub muted: bool,
    /// In another language than the settings'.
    pub language: Option<Language>,
}

/// How far trying a way out led; `notifications.tried.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ChannelTestOutcome {
    /// To its end.
    Works,
    /// No connection could be made.
    NotConnected,
    /// Nothing takes connections there.
    ConnectionRefused,
    /// Nobody knows the name.
    NameUnknown,
    /// No answer came in time.
    TimedOut,
    /// Somebody answered, and no connection that is safe came of it.
    NotSafe,
    /// The login was refused.
    Login,
    /// The other side asks to come back later.
    Later,
    /// The other side refuses.
    Refused,
    /// The answer was cut off, or cannot be read.
    NoAnswer,
}

/// How trying a way out went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChannelTestResult {
    /// How far it led.
    pub what: ChannelTestOutcome,
    /// Why.
    #[serde(flatten)]
    pub why: NotificationWhy,
}
