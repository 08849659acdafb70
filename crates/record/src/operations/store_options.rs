//! The options that a run sends with every store, as `operations.flags` keeps them.
//!
//! The names are the record's own: whatever the window calls them may change, and what was kept is still read. A text without a
//! version is of the first one. What cannot be read is an error, and nothing is sent by it.

use crate::{
    Sql,
    db::unreadable::{self, Unreadable},
};
use serde::{Deserialize, Serialize};

const COLUMN: &str = "operations.flags";
/// Of what is written now.
const VERSION: u32 = 1;

/// Options for all stores of a run.
#[expect(clippy::struct_excessive_bools, reason = "four switches that are each sent by name")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreOptions {
    /// Ping events.
    pub ping_active: bool,
    /// Get-menu events.
    pub get_menu_active: bool,
    /// Cancellation events.
    pub cancellation_events: bool,
    /// It takes orders at once.
    pub is_active: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Text {
    #[serde(default = "first")]
    version: u32,
    ping_active: bool,
    get_menu_active: bool,
    cancellation_events: bool,
    status: Status,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Status {
    Active,
    Inactive,
}

const fn first() -> u32 {
    1
}

impl StoreOptions {
    /// As it is kept.
    pub fn text(&self) -> String {
        let text = Text {
            version: VERSION,
            ping_active: self.ping_active,
            get_menu_active: self.get_menu_active,
            cancellation_events: self.cancellation_events,
            status: if self.is_active { Status::Active } else { Status::Inactive },
        };
        // A number, four switches and a word always become JSON.
        serde_json::to_string(&text).unwrap_or_default()
    }

    /// Reads [`StoreOptions::text`] back.
    pub fn read(text: &str) -> Sql<Self> {
        let kept: Text = unreadable::json(text, 0, COLUMN)?;
        if kept.version > VERSION {
            return Err(Unreadable::newer(COLUMN, kept.version).at(0));
        }
        Ok(Self {
            ping_active: kept.ping_active,
            get_menu_active: kept.get_menu_active,
            cancellation_events: kept.cancellation_events,
            is_active: matches!(kept.status, Status::Active),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::StoreOptions;
    use crate::Unreadable;

    const OPTIONS: StoreOptions =
        StoreOptions { ping_active: true, get_menu_active: false, cancellation_events: true, is_active: false };

    #[test]
    fn what_is_kept_is_read_back_with_a_version_or_without() {
        assert_eq!(StoreOptions::read(&OPTIONS.text()).unwrap(), OPTIONS);
        let first = r#"{"pingActive":true,"getMenuActive":false,"cancellationEvents":true,"status":"INACTIVE"}"#;
        assert_eq!(StoreOptions::read(first).unwrap(), OPTIONS);
    }

    #[test]
    fn what_cannot_be_read_is_no_default() {
        let newer = OPTIONS.text().replace("\"version\":1", "\"version\":2");
        let more = OPTIONS.text().replace('{', "{\"expressActive\":true,");
        for text in ["", "{}", "null", r#"{"pingActive":true}"#, newer.as_str(), more.as_str()] {
            let error = StoreOptions::read(text).unwrap_err();
            assert_eq!(Unreadable::among(&error).unwrap().column, "operations.flags", "{text}");
        }
    }
}
