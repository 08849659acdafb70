//! Work that goes on by itself while a profile is open.

use serde::Serialize;
use specta::Type;

/// A worker; `worker.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Worker {
    /// Applies what was received.
    Deliveries,
    /// Asks for outcomes that are unknown or overdue.
    Outcomes,
    /// Keeps what providers announce to go away.
    Deprecations,
    /// Notes the newest entry of the audit log in the vault.
    AuditHead,
    /// Looks whether the keyring is locked.
    Vault,
    /// Notices that the computer slept.
    Resume,
    /// Drops old secrets that are no longer needed.
    OldSecrets,
    /// Settles changes of Rappi's webhook secret.
    WebhookSecret,
    /// Settles subscriptions whose answer was lost.
    Subscriptions,
    /// Tells when a dispute becomes due.
    DisputeDates,
    /// Brings back what was snoozed when its time has come.
    Snoozes,
    /// Follows the feed of the team's relay.
    Team,
    /// Keeps, gives back and settles what this console claims in its team.
    Claims,
    /// Tells the team what was done here.
    TeamFacts,
    /// Decides with the others of the team who does what is to be done once for all.
    TeamLead,
    /// Finishes sign-ins of merchants anywhere, and shares those of the team.
    SignIns,
    /// Removes old content and keeps the search index.
    Upkeep,
    /// Looks for new versions of the program.
    Updates,
    /// Asks Rainforest about open applications.
    Applications,
    /// Tells people at this desk.
    MessagesHere,
    /// Sends emails.
    MessagesByEmail,
    /// Calls the platform.
    MessagesToPlatform,
}

/// How a worker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WorkerState {
    /// It works, or waits for something to do.
    Running,
    /// It broke off and begins again in a moment.
    BrokenOff,
    /// The profile closes.
    Ended,
}

/// A worker and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WorkerRow {
    /// Which.
    pub worker: Worker,
    /// How it stands.
    pub state: WorkerState,
    /// How often it broke off since the profile was opened.
    pub broken_off: u32,
    /// When it did last. Unix milliseconds.
    pub broken_off_at: Option<i64>,
}
