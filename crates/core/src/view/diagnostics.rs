use super::{Check, Connection, Deprecation, ProfileDetail, RecordStats, WorkerRow};
use serde::Serialize;

/// What whoever helps wants to know first: no secret, no merchant, no content of a delivery.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostics {
    /// When it was made, Unix milliseconds.
    pub made_at: i64,
    /// Of this program.
    pub version: &'static str,
    /// Operating system and processor, such as `linux x86_64`.
    pub system: String,
    /// The environment's facts, without secrets.
    pub environment: ProfileDetail,
    /// How vault, receiver and providers are.
    pub connection: Connection,
    /// Every step of the connection check, walked for this.
    pub check: Check,
    /// What goes on by itself.
    pub workers: Vec<WorkerRow>,
    /// How large the record is.
    pub record: RecordStats,
    /// What providers announced to go away.
    pub deprecations: Vec<Deprecation>,
    /// The last lines of the program's log, oldest first; empty where none is kept.
    pub log: Vec<String>,
}
