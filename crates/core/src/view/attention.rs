//! Home: what needs a person, and how things stand.

use gangway_domain::{
    RejectionReason, application::Status, attention::AttentionKind, dispute::DisputeReason,
    notifications::NotificationReason,
};
use serde::Serialize;
use specta::Type;

/// One thing that needs a person. What it is about is where to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Attention {
    /// Why.
    pub kind: AttentionKind,
    /// What it is about, within its kind: an act on it names this.
    pub id: String,
    /// What it is called: a merchant's name, an event, a dispute's id; empty where it is about the desk itself.
    pub subject: String,
    /// Why calls were not believed, where this program knows the reason.
    pub why: Option<RejectionReason>,
    /// The reason of a rejection as the record has it, where this program does not know it.
    pub detail: Option<String>,
    /// The reason of a dispute.
    pub dispute: Option<DisputeReason>,
    /// The status of applications.
    pub status: Option<Status>,
    /// The application.
    pub application: Option<String>,
    /// Why messages are held.
    pub held: Option<NotificationReason>,
    /// How many stores, calls or differences.
    pub count: u32,
    /// Since when, or the date it is due.
    pub at: Option<i64>,
    /// The merchant.
    pub merchant: Option<String>,
    /// The run.
    pub operation: Option<String>,
    /// The newest delivery.
    pub delivery: Option<i64>,
    /// Grows with whatever is new about it; who says that it is done says so of this.
    pub seen: i64,
    /// Whether a person may say that it is done.
    pub may_be_done: bool,
    /// Why it is out of sight, among those that are.
    pub hidden: Option<Hidden>,
}

/// Why something that needs a person is out of sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hidden {
    /// Until a moment that a person chose.
    Snoozed {
        /// Unix milliseconds.
        until: i64,
    },
    /// A person said that it is done with.
    Done,
}

/// Things of one kind that are too many to be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MoreAttention {
    /// Of which kind.
    pub kind: AttentionKind,
    /// How many more there are.
    pub count: u32,
}

/// Figures for a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Stores provisioned by runs of the last seven days.
    pub integrated: u32,
    /// Stores that failed or were rejected in them.
    pub failed: u32,
    /// Stores that were accepted and wait for their result.
    pub waiting: u32,
    /// Of these, late.
    pub overdue: u32,
    /// Stores whose outcome is unknown.
    pub unknown: u32,
    /// Results that never came, of all merchants.
    pub missed: u32,
}

/// Applications in one status, by how long they have been in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusAges {
    /// Which.
    pub status: Status,
    /// How many in all.
    pub count: u32,
    /// Up to one day, up to three, up to seven, longer.
    pub ages: [u32; 4],
}

/// What Home shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// At a glance.
    pub figures: Figures,
    /// Applications: the known statuses in the order of a life, then those that are new; empty where there is none.
    pub applications: Vec<StatusAges>,
    /// What needs a person, the most urgent first: one row for each subject.
    pub items: Vec<Attention>,
    /// Those of a kind that are too many to be listed.
    pub more: Vec<MoreAttention>,
    /// What a person put out of sight, in the same order.
    pub hidden: Vec<Attention>,
}
