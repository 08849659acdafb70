//! Announcements in headers, on any answer and any webhook: the day on which something stops working. Rappi has headers of
//! its own (docs/wire.md 1.5); `Deprecation`, `Sunset` and their links are RFC 9745 and RFC 8594, which any provider may send.

use super::http::Answer;
use gangway_domain::Provider;
use reqwest::header::HeaderMap;
use std::sync::Arc;

/// The first that is there counts. `Sunset` before `Deprecation`: it is the day on which it ends.
const DATES: [&str; 3] = ["x-rappi-api-deprecation-date", "sunset", "deprecation"];
const INFO: &str = "x-rappi-api-deprecation-info";
const LINK: &str = "link";
/// What is longer is cut here, in characters: it is shown and kept.
const LONGEST: usize = 400;

/// Something will go away.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deprecation {
    /// Who says so.
    pub provider: Provider,
    /// Of what: the name of a call, or a webhook's event.
    pub of: String,
    /// As it came: a date, or a moment as `@` and Unix seconds (RFC 9745).
    pub date: Option<String>,
    /// The provider's words, or the link that it gives.
    pub info: Option<String>,
}

/// Told about announcements. Called between an answer and its use, so it must not wait.
pub type Hear = Arc<dyn Fn(Deprecation) + Send + Sync>;

impl Deprecation {
    /// What an answer announces about its call, if anything.
    pub(super) fn of_answer(provider: Provider, of: &str, answer: &Answer) -> Option<Self> {
        Self::of(provider, of, |name| answer.header(name).map(String::from))
    }

    /// What the headers of a webhook announce about `of`, if anything.
    pub fn announced(provider: Provider, of: &str, headers: &HeaderMap) -> Option<Self> {
        Self::of(provider, of, |name| {
            let text = String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned();
            let text: String = text.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            Some(text).filter(|text| !text.is_empty())
        })
    }

    fn of(provider: Provider, of: &str, text: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let date = DATES.iter().find_map(|name| text(name));
        let info = text(INFO).or_else(|| text(LINK).filter(|link| is_about_an_end(link)));
        (date.is_some() || info.is_some()).then(|| Self { provider, of: of.to_owned(), date, info })
    }
}

/// Links are about anything; these two relations are about this.
fn is_about_an_end(link: &str) -> bool {
    let link = link.to_ascii_lowercase().replace('"', "");
    ["rel=deprecation", "rel=sunset"].iter().any(|relation| link.contains(relation))
}

#[cfg(test)]
mod tests {
    use super::{DATES, Deprecation, INFO, LINK};
    use gangway_domain::Provider;
    use reqwest::header::{HeaderMap, HeaderValue};

    #[test]
    fn either_header_is_enough_and_neither_is_nothing() {
        let check = |pairs: &[(&'static str, &[u8])], expected: Option<(Option<&str>, Option<&str>)>| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_bytes(value).unwrap());
            }
            let heard = Deprecation::announced(Provider::Ratepay, "token", &headers);
            let parts = heard.as_ref().map(|it| (it.date.as_deref(), it.info.as_deref()));
            assert_eq!(parts, expected, "{pairs:?}");
        };
        let [rappi, sunset, deprecation] = DATES;
        check(&[], None);
        check(&[(rappi, b" ")], None);
        check(&[(rappi, b"2027-01-31")], Some((Some("2027-01-31"), None)));
        check(&[(INFO, b"use v3")], Some((None, Some("use v3"))));
        check(&[(rappi, b"\xff"), (INFO, b"a\tb")], Some((Some("\u{fffd}"), Some("ab"))));
        check(&[(deprecation, b"@1688169599")], Some((Some("@1688169599"), None)));
        let day = "Sun, 31 Jan 2027 00:00:00 GMT";
        check(&[(deprecation, b"@1688169599"), (sunset, day.as_bytes())], Some((Some(day), None)));
        let link = r#"<https://docs.example/v3>; rel="Sunset""#;
        check(&[(LINK, link.as_bytes())], Some((None, Some(link))));
        check(&[(LINK, br#"<https://api.example/list?page=2>; rel="next""#)], None);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut headers = HeaderMap::new();
        headers.insert(INFO, HeaderValue::from_str(&"x".repeat(9000)).unwrap());
        let heard = Deprecation::announced(Provider::Rappi, "token", &headers).unwrap();
        assert_eq!(heard.info.unwrap().len(), 400);
    }
}
