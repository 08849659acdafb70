//! A failure as the record keeps it: in words of its own, whose meaning is the core's. A text without a version is of the
//! first one.

use crate::{
    Sql,
    db::unreadable::{self, Unreadable},
};
use serde::{Deserialize, Serialize};

/// Of what is written now.
const VERSION: u32 = 1;

/// A failure: what halted a run, or ended an attempt to authorize.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptFailure {
    /// What kind of failure, as a word: `sign_in_again` …
    pub code: String,
    /// Why exactly, as a word.
    pub reason: Option<String>,
    /// What the reason is about.
    pub about: Option<String>,
    /// Where in the profile's file it is.
    pub place: Option<Place>,
    /// Who answered, where it was not Rappi.
    pub provider: Option<String>,
    /// One English sentence.
    pub message: String,
    /// More, in words of others.
    pub detail: Option<String>,
}

/// A place in a profile's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: Option<String>,
    /// Counted from 1.
    pub line: Option<u32>,
    /// Such as `notifications.zone`.
    pub key: String,
}

#[derive(Serialize, Deserialize)]
struct Text {
    #[serde(default = "first")]
    version: u32,
    code: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default, rename = "what")]
    about: Option<String>,
    #[serde(default)]
    place: Option<Place>,
    #[serde(default)]
    provider: Option<String>,
    message: String,
    #[serde(default)]
    detail: Option<String>,
}

const fn first() -> u32 {
    1
}

impl KeptFailure {
    /// As it is kept.
    pub fn text(self) -> String {
        let Self { code, reason, about, place, provider, message, detail } = self;
        let text = Text { version: VERSION, code, reason, about, place, provider, message, detail };
        // Texts and numbers always become JSON.
        serde_json::to_string(&text).unwrap_or_default()
    }

    /// Reads [`KeptFailure::text`] back.
    pub fn read(text: &str, column: &'static str) -> Sql<Self> {
        let Text { version, code, reason, about, place, provider, message, detail } =
            unreadable::json(text, 0, column)?;
        if version > VERSION {
            return Err(Unreadable::newer(column, version).at(0));
        }
        Ok(Self { code, reason, about, place, provider, message, detail })
    }
}

#[cfg(test)]
mod tests {
    use super::{KeptFailure, Place};
    use crate::Unreadable;

    const COLUMN: &str = "operations.halt";

    #[test]
    fn what_is_kept_is_read_back_with_a_version_or_without() {
        let halt = KeptFailure {
            code: "sign_in_again".into(),
            reason: Some("token_over".into()),
            about: Some("ana@shop.test".into()),
            place: Some(Place { file: None, line: Some(3), key: "run.pause".into() }),
            provider: Some("ratepay".into()),
            message: "Sign in.".into(),
            detail: Some("401".into()),
        };
        assert_eq!(KeptFailure::read(&halt.clone().text(), COLUMN).unwrap(), halt);
        let first = r#"{"code":"sign_in_again","reason":"token_over","what":null,"place":null,"provider":null,"message":"Sign in.","detail":null}"#;
        let read = KeptFailure::read(first, COLUMN).unwrap();
        assert_eq!((read.code.as_str(), read.reason.as_deref()), ("sign_in_again", Some("token_over")));
        let oldest = KeptFailure::read(r#"{"code":"record_full","message":"Full.","detail":null}"#, COLUMN).unwrap();
        assert_eq!((oldest.code.as_str(), oldest.reason), ("record_full", None));
    }

    #[test]
    fn what_cannot_be_read_has_a_name() {
        for text in ["", "{}", r#"{"version":2,"code":"x","message":"y"}"#, r#"{"code":7,"message":"y"}"#] {
            let error = KeptFailure::read(text, COLUMN).unwrap_err();
            assert_eq!(Unreadable::among(&error).unwrap().column, COLUMN, "{text}");
        }
    }
}
