use super::{Flags, Kind, LeftOutStore};
use serde::Serialize;

/// A plan to be read, kept and signed off before anything runs: what would leave, what would not and why. Nothing of it was
/// sent. `--json` of a dry run and the exported files are made from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanReview {
    /// When it was made.
    pub at: i64,
    /// In which profile.
    pub profile: String,
    /// The merchant's name.
    pub merchant: String,
    /// Who authorized.
    pub email: String,
    /// Provision or deprovision.
    pub kind: Kind,
    /// To or from which integration.
    pub integration: String,
    /// Options of every store; none when releasing.
    pub flags: Option<Flags>,
    /// Stores that would be sent.
    pub stores: u32,
    /// Waves they would leave in.
    pub waves: u32,
    /// The requests, of at most 20 stores each, all for one integration.
    pub batches: Vec<ReviewBatch>,
    /// What stays behind, and what the provider would answer if it did not.
    pub left_out: Vec<LeftOutStore>,
    /// What else will not happen.
    pub notes: Vec<ReviewNote>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewBatch {
    /// From 1.
    pub number: u32,
    /// From 1; a wave begins when the results of the one before are in.
    pub wave: u32,
    /// Its stores.
    pub stores: Vec<ReviewStore>,
}

/// One store of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewStore {
    /// The provider's id.
    pub store: String,
    /// The name that would be sent.
    pub name: String,
    /// Its options; none when releasing.
    pub flags: Option<Flags>,
}

/// What will not happen, or not by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewNote {
    /// The review itself sends nothing.
    NothingSent,
    /// Stores take no orders until somebody switches them on.
    StartsInactive,
    /// No results come in until the webhook is registered, which the run does first.
    WebhookMissing,
    /// Nothing leaves until the merchant signs in again.
    SignInOver,
}
