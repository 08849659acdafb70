//! Notifications: messages, and what became of them.

use super::MutedEdit;
use crate::Reason;
use gangway_domain::Language;
use gangway_domain::notifications::{Channel, Event, NotificationOutcome, NotificationReason, NotificationState};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How something ended: what is known here as a reason that the window words, and what the other side said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationWhy {
    /// What is known here.
    pub because: Option<Reason>,
    /// What the reason is about.
    pub about: Option<String>,
    /// The other side, or the system, in its own words.
    pub words: Option<String>,
}

/// A message in the list. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationRow {
    /// Stable.
    pub id: String,
    /// `app_…`
    pub application: String,
    /// `mid_…`
    pub merchant: String,
    /// As it is shown in messages.
    pub merchant_name: String,
    /// What became of the application.
    pub event: Event,
    /// How it goes.
    pub channel: Channel,
    /// What became of it.
    pub state: NotificationState,
    /// Why.
    pub reason: Option<NotificationReason>,
    /// Who refused it: `gangway`, or a host.
    pub refused_by: Option<String>,
    /// How the last attempt ended.
    #[serde(flatten)]
    pub why: NotificationWhy,
    /// Where to, masked.
    pub to: Option<String>,
    /// When it became so, by the provider's clock.
    pub happened_at: i64,
    /// When the message was made.
    pub created_at: i64,
    /// When it goes, if it waits.
    pub due_at: Option<i64>,
    /// When it was taken.
    pub sent_at: Option<i64>,
    /// Which colleague's console sent it; absent where it was this one.
    pub sent_by: Option<String>,
    /// In the notification centre, and seen by nobody.
    pub unread: bool,
    /// A newer status was known when this one came.
    pub late: bool,
    /// Tries so far.
    pub attempts: u32,
    /// Tries of which nobody knows whether they succeeded: whoever gets it twice knows it by its id.
    pub unknowns: u32,
}

/// How many messages are in a state for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationCount {
    /// Which state.
    pub state: NotificationState,
    /// Which reason.
    pub reason: Option<NotificationReason>,
    /// How many.
    pub count: u32,
}

/// Which messages are wanted; what is missing asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct NotificationFilter {
    /// In this state.
    pub state: Option<NotificationState>,
    /// On this channel.
    pub channel: Option<Channel>,
    /// Of this merchant.
    pub merchant: Option<String>,
    /// Found in the name or an id.
    pub search: String,
    /// Rows before the page.
    pub offset: u32,
    /// Rows of the page.
    pub limit: u32,
}

/// A page of messages, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationPage {
    /// The rows.
    pub rows: Vec<NotificationRow>,
    /// How many match.
    pub total: u32,
    /// In the notification centre, and seen by nobody.
    pub unread: u32,
    /// All, by state and reason.
    pub counts: Vec<NotificationCount>,
    /// Does anything leave this desk?
    pub sending: bool,
}

/// One attempt to send a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationAttempt {
    /// When its journal was written.
    pub started_at: i64,
    /// When its end was known.
    pub ended_at: Option<i64>,
    /// How it ended; none: under way.
    pub outcome: Option<NotificationOutcome>,
    /// How it ended.
    #[serde(flatten)]
    pub why: NotificationWhy,
}

/// What a letter that came back says, before it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BounceView {
    /// Who reports it.
    pub by: Option<String>,
    /// Whom it could not be delivered to, masked.
    pub to: Option<String>,
    /// Status and words of the mail server.
    pub words: String,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationWords {
    /// Subject or title.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A whole page, of emails.
    pub html: Option<String>,
}

/// One message, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NotificationView {
    /// As in the list.
    pub row: NotificationRow,
    /// In which language it is.
    pub language: Option<Language>,
    /// What it said, or would say now.
    pub words: Option<NotificationWords>,
    /// Why it says nothing.
    pub problem: Option<NotificationWhy>,
    /// The first one first.
    pub attempts: Vec<NotificationAttempt>,
    /// How its merchant is told.
    pub merchant: MutedEdit,
}
