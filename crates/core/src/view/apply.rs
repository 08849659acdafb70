use super::SubscriptionOutcome;
use serde::Serialize;
use specta::Type;

/// One kind of step of applying a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ApplyWord {
    /// It is there as wanted.
    Keep,
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// The file does not want it.
    Delete,
    /// The file does not want it and the provider does not have it: it is no longer meant here.
    Forget,
}

/// One step of applying a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplyStep {
    /// What.
    pub step: ApplyWord,
    /// Event type.
    pub event: String,
    /// Address.
    pub url: String,
    /// The provider's id, where there is one.
    pub subscription: Option<String>,
    /// How it ended; `None` in a plan.
    pub outcome: Option<SubscriptionOutcome>,
    /// Why not, if not.
    pub failure: Option<crate::Failure>,
}

/// The plan of applying a file, or how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApplyReport {
    /// In the order in which they are taken.
    pub steps: Vec<ApplyStep>,
    /// Steps that change something, there or here.
    pub changes: u32,
}
