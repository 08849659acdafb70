//! Home: what needs a person, and how things stand.

use gangway_domain::{RejectionReason, application::Status, dispute::DisputeReason};
use serde::Serialize;
use specta::Type;

/// Why something needs a person, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AttentionKind {
    /// A dispute's date has passed.
    DisputeOverdue,
    /// The provider said by when it answers what was handed in again, and has not.
    ReviewOverdue,
    /// A run waits until the merchant signs in again.
    SignInOver,
    /// A run was halted by a cause that concerns every further request.
    RunHalted,
    /// The program ended while a run was sending.
    RunInterrupted,
    /// The provider asks the platform about applications.
    ApplicationsInReview,
    /// The provider asks merchants for more about their applications.
    ApplicationsNeedInformation,
    /// Messages to people that were refused.
    MessagesRefused,
    /// Stores whose outcome is unknown.
    OutcomeUnknown,
    /// Stores that were accepted long ago, without a result.
    Overdue,
    /// Calls came that were not believed.
    DeliveryRejected,
    /// A subscription is not as it is meant.
    SubscriptionDiffers,
    /// Stores changed without a run of ours.
    Drift,
    /// A dispute's date is near.
    DisputeDueSoon,
}

/// One thing that needs a person. What it is about is where to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Attention {
    /// Why.
    pub kind: AttentionKind,
    /// What it is about: a merchant's name, an event, a dispute's id.
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
    /// What needs a person, the most urgent first.
    pub items: Vec<Attention>,
}
