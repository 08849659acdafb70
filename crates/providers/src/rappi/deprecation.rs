//! `x-rappi-api-deprecation-date` and `-info`: on any answer and any webhook (PROVIDERS.md 1.5). Noticed wherever they
//! come, because they announce the day on which something stops working.

use super::Call;
use crate::http::Answer;
use reqwest::header::HeaderMap;
use std::sync::Arc;

const DATE: &str = "x-rappi-api-deprecation-date";
const INFO: &str = "x-rappi-api-deprecation-info";
/// What is longer is cut here, in characters: it is shown and kept.
const LONGEST: usize = 400;

/// Something will go away.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deprecation {
    /// Of what: a word of [`super::Call`], or a webhook's event.
    pub of: String,
    /// As it came; the form of the date is not documented.
    pub date: Option<String>,
    /// The provider's words.
    pub info: Option<String>,
}

/// Told about announcements. Called between an answer and its use, so it must not wait.
pub type Hear = Arc<dyn Fn(Deprecation) + Send + Sync>;

impl Deprecation {
    /// What an answer announces about its call, if anything.
    pub(super) fn of_answer(call: Call, answer: &Answer) -> Option<Self> {
        let text = |name: &str| answer.header(name).map(String::from);
        Self::of(call.word(), text(DATE), text(INFO))
    }

    fn of(of: &str, date: Option<String>, info: Option<String>) -> Option<Self> {
        (date.is_some() || info.is_some()).then(|| Self { of: of.to_owned(), date, info })
    }

    /// What the headers of a webhook announce about `of`, if anything.
    pub fn announced(of: &str, headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| {
            let text = String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned();
            let text: String = text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            Some(text).filter(|text| !text.is_empty())
        };
        Self::of(of, text(DATE), text(INFO))
    }
}

#[cfg(test)]
mod tests {
    use super::{DATE, Deprecation, INFO};
    use reqwest::header::{HeaderMap, HeaderValue};

    #[test]
    fn either_header_is_enough_and_neither_is_nothing() {
        let check = |pairs: &[(&'static str, &[u8])], expected: Option<(Option<&str>, Option<&str>)>| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_bytes(value).unwrap());
            }
            let heard = Deprecation::announced("token", &headers);
            let parts = heard.as_ref().map(|it| (it.date.as_deref(), it.info.as_deref()));
            assert_eq!(parts, expected, "{pairs:?}");
        };
        check(&[], None);
        check(&[(DATE, b" ")], None);
        check(&[(DATE, b"2027-01-31")], Some((Some("2027-01-31"), None)));
        check(&[(INFO, b"use v3")], Some((None, Some("use v3"))));
        check(&[(DATE, b"\xff"), (INFO, b"a\tb")], Some((Some("\u{fffd}"), Some("ab"))));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut headers = HeaderMap::new();
        headers.insert(INFO, HeaderValue::from_str(&"x".repeat(9000)).unwrap());
        assert_eq!(Deprecation::announced("token", &headers).unwrap().info.unwrap().len(), 400);
    }
}
