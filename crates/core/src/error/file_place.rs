use serde::{Deserialize, Serialize};
use specta::Type;

/// A place in a profile's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilePlace {
    /// The file; `None`: the value has not been written to one.
    pub file: Option<String>,
    /// Counted from 1; `None`: what is missing stands nowhere.
    pub line: Option<u32>,
    /// Such as `notifications.zone`.
    pub key: String,
}
