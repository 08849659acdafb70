//! What members of a team did, and runs of colleagues.

use crate::view::ActivityChanged;
use gangway_domain::{ActKind, TeamFact};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which facts are wanted; what is empty or absent asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamFactFilter {
    /// One of these.
    pub what: Vec<TeamFact>,
    /// By this person, by id.
    pub person: Option<String>,
    /// About this merchant.
    pub merchant: Option<String>,
    /// Found in what belongs to it, or in the person's name, whatever the case.
    pub search: String,
}

/// What a member did. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamFactRow {
    /// The entry of the team's log that says so.
    pub seq: u64,
    /// When, by the clock of the device.
    pub at: i64,
    /// How the person was called then.
    pub person: String,
    /// It was done on this computer.
    pub is_this: bool,
    /// What; absent: a newer program wrote it, and this one does not know the word.
    pub what: Option<TeamFact>,
    /// The word that is in the log.
    pub written: String,
    /// The act of the audit log that it was, where it was one.
    pub act: Option<ActKind>,
    /// To what, in words for a person.
    pub about: String,
    /// To what: a run, a merchant, a message.
    pub subject: String,
    /// The merchant concerned.
    pub merchant: Option<String>,
    /// More.
    pub detail: Option<String>,
    /// Before and after, fact by fact.
    pub changes: Vec<ActivityChanged>,
}

/// Somebody who ever did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamPerson {
    /// Their id.
    pub id: String,
    /// How they were called last.
    pub name: String,
}

impl From<(String, String)> for TeamPerson {
    fn from((id, name): (String, String)) -> Self {
        Self { id, name }
    }
}

/// A page of what members did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamFactPage {
    /// Newest first.
    pub rows: Vec<TeamFactRow>,
    /// All that match.
    pub total: u32,
    /// Everybody there is to choose from.
    pub people: Vec<TeamPerson>,
}

/// A run of a colleague, as far as the team's log tells it. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamRunRow {
    /// Which.
    pub run: String,
    /// Whose.
    pub person: String,
    /// The merchant's name, as the colleague's console has it.
    pub name: Option<String>,
    /// The merchant.
    pub merchant: Option<String>,
    /// Whether stores leave the integration.
    pub deprovisions: Option<bool>,
    /// At which integration.
    pub integration: Option<String>,
    /// How many stores it is about.
    pub stores: Option<u32>,
    /// How many requests it was planned with.
    pub requests: Option<u32>,
    /// Batches that the provider took.
    pub batches: u32,
    /// Stores with a result.
    pub results: u32,
    /// When it began.
    pub started_at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// How many stores ended how, by the word of their state.
    pub outcome: Option<Vec<ActivityChanged>>,
}
