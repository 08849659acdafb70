//! Whether there is a newer version of this program.

use crate::Failure;
use serde::Serialize;
use specta::Type;

/// What is known of new versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UpdateState {
    /// This environment does not look.
    Off,
    /// Nobody looked yet.
    Waiting,
    /// This is the newest.
    UpToDate,
    /// There is a newer one.
    Offered,
    /// What names the newest is not believed.
    Refused,
    /// It could not be looked.
    Failed,
}

/// New versions, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpdateStatus {
    /// What is known.
    pub state: UpdateState,
    /// The version that runs.
    pub running: String,
    /// Where it is looked; `None`: nowhere.
    pub address: Option<String>,
    /// The newer one.
    pub offered: Option<OfferedUpdate>,
    /// When it was looked last. Unix milliseconds.
    pub checked_at: Option<i64>,
    /// A run is going: it is not the time.
    pub run_going: bool,
    /// Why it was refused, or could not be looked.
    pub failure: Option<Failure>,
}

/// A version that can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferedUpdate {
    /// Which.
    pub version: String,
    /// What changed: plain text, in the words of whoever made it.
    pub notes: String,
    /// Unix milliseconds.
    pub published_at: i64,
    /// Where the package for this computer is.
    pub address: Option<String>,
    /// What installs it once it is here.
    pub command: Option<String>,
}
