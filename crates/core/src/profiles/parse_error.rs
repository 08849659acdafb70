//! What the parser of a profile says, as codes. Its own sentences are English and name this program's types: the command line
//! shows them as they are, the window says what they mean.

use crate::{Failure, Reason, profiles::validation::Checker};
use std::ops::Range;

impl Checker<'_> {
    /// What is wrong with the file as a whole: its syntax, its keys, or the kinds of their values.
    pub(crate) fn unread(&self, error: &toml::de::Error) -> Failure {
        let span = error.span().unwrap_or(0..0);
        let line = self.line(&span);
        let own = line.split_once('=').map_or(line, |(key, _)| key).trim();
        let words = error.message().trim_end_matches('.');
        let mut failure = self.at(if own.is_empty() { "the file" } else { own }, &span, words);
        if let Some(place) = &mut failure.place {
            place.key = self.key(&span);
            if let Some(missing) = words.strip_prefix("missing field ") {
                // No line is to blame for what is not there.
                (place.line, place.key) = (None, missing.replace('`', ""));
            }
        }
        let (reason, what) = meaning(words);
        failure.reason = Some(reason);
        failure.what = what;
        failure
    }

    fn start_of_line(&self, span: &Range<usize>) -> usize {
        self.text[..span.start.min(self.text.len())].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line(&self, span: &Range<usize>) -> &str {
        self.text[self.start_of_line(span)..].lines().next().unwrap_or_default()
    }

    /// `notifications.email.port`, from the line and the table that it stands in.
    fn key(&self, span: &Range<usize>) -> String {
        let line = self.line(span);
        if let Some(table) = header(line) {
            return table.to_owned();
        }
        let own = line.split_once('=').map_or("", |(key, _)| key.trim());
        let table = self.text[..self.start_of_line(span)].lines().rev().find_map(header);
        table.into_iter().chain(Some(own)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
    }
}

/// `notifications.email` of `[notifications.email]`.
fn header(line: &str) -> Option<&str> {
    let (name, _) = line.trim().strip_prefix('[')?.split_once(']')?;
    Some(name.trim_matches('[').trim())
}

/// What a sentence of the parser means, and what that is about.
fn meaning(words: &str) -> (Reason, Option<String>) {
    let expected = words.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let begins = |with: &str| words.starts_with(with);
    if begins("unknown field ") {
        (Reason::KeyUnknown, Some(quoted(expected)))
    } else if begins("unknown variant ") {
        (Reason::ValueUnknown, Some(quoted(expected)))
    } else if begins("missing field ") {
        (Reason::ValueMissing, None)
    } else if begins("duplicate key") {
        (Reason::KeyTwice, None)
    } else if begins("invalid type: ") || begins("invalid value: ") {
        of_kind(expected, begins("invalid value: "))
    } else {
        (Reason::FileSyntax, None)
    }
}

/// What the parser waited for; `too_large`: it was a number, and no such one.
fn of_kind(expected: &str, too_large: bool) -> (Reason, Option<String>) {
    let largest = match expected {
        "u16" => Some(u64::from(u16::MAX)),
        "u32" => Some(u64::from(u32::MAX)),
        "u64" => Some(i64::MAX as u64),
        _ => None,
    };
    match (expected, largest) {
        (_, Some(largest)) if too_large => (Reason::ValueRange, Some(format!("0–{largest}"))),
        (_, Some(_)) => (Reason::TypeNumber, None),
        ("a boolean", _) => (Reason::TypeSwitch, None),
        ("a sequence", _) => (Reason::TypeList, None),
        (kind, _) if kind.ends_with("string") => (Reason::TypeText, None),
        (kind, _) if kind.starts_with("struct") || kind == "a map" => (Reason::TypeTable, None),
        _ => (Reason::TypeOther, None),
    }
}

/// "a, b, c" of "one of `a`, `b`, `c`".
fn quoted(list: &str) -> String {
    list.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::{Reason, profiles::profile::Profile};
    use std::path::Path;

    #[test]
    fn every_kind_of_mistake_is_a_code_with_key_and_line() {
        let real = "kind = \"production\"\n[rappi]\nlogin = \"https://l\"\napi = \"https://a\"\nclient_id = \"c\"\n";
        let check = |text: &str, reason: Reason, (line, key): (u32, &str), what: Option<&str>| {
            let failure = Profile::parse(text, Path::new("/h/p"), "p").unwrap_err();
            let place = failure.place.clone().unwrap();
            assert_eq!(failure.reason, Some(reason), "{text}: {failure}");
            assert_eq!((place.line.unwrap_or(0), place.key.as_str()), (line, key), "{text}: {failure}");
            assert_eq!(failure.what.as_deref(), what, "{text}: {failure}");
            assert_eq!(place.file.as_deref(), Some("/h/p/profile.toml"));
        };
        let places = "kind, country, rappi, ratepay, rainforest, receiver, run, sandbox, notifications, telling, network, retention, updates";
        check("kind = \"sandbox\"\ncolour = 1", Reason::KeyUnknown, (2, "colour"), Some(places));
        check("kind = \"sandbox\"\n[colour]\nred = 1", Reason::KeyUnknown, (2, "colour"), Some(places));
        let pauses = "concurrency, overdue_after_s, no_result_after_s, doubt_for_s, unknown_for_s, call_timeout_s";
        check(&format!("{real}[run]\n pause = 1"), Reason::KeyUnknown, (7, "run.pause"), Some(pauses));
        check(
            "kind = \"sandbox\"\n[notifications.platform]\nuri = \"\"",
            Reason::KeyUnknown,
            (3, "notifications.platform.uri"),
            Some("url"),
        );
        check("country = \"co\"", Reason::ValueMissing, (0, "kind"), None);
        check("kind = \"prod\"", Reason::ValueUnknown, (1, "kind"), Some("sandbox, development, production"));
        check("kind = \"sandbox\"\ncountry = 57", Reason::TypeText, (2, "country"), None);
        check(&format!("{real}[run]\nconcurrency = \"4\""), Reason::TypeNumber, (7, "run.concurrency"), None);
        check(&format!("{real}[run]\nunknown_for_s = 1.5"), Reason::TypeNumber, (7, "run.unknown_for_s"), None);
        check(&format!("{real}integrations = \"a\""), Reason::TypeList, (6, "rappi.integrations"), None);
        check("kind = \"sandbox\"\nrun = 4", Reason::TypeTable, (2, "run"), None);
        check(
            "kind = \"sandbox\"\n[rappi]\nloopback_port = 70000",
            Reason::ValueRange,
            (3, "rappi.loopback_port"),
            Some("0–65535"),
        );
        check(
            &format!("{real}[run]\nunknown_for_s = -1"),
            Reason::ValueRange,
            (7, "run.unknown_for_s"),
            Some("0–4294967295"),
        );
        check(&format!("{real}[run]\nconcurrency = 0"), Reason::ValueRange, (7, "run.concurrency"), Some("1–16"));
        check("kind = \"sandbox\"\nkind = \"sandbox\"", Reason::KeyTwice, (2, "kind"), None);
        for broken in ["country = co", "country = \"co", "country \"co\"", "[rappi\napi = 1"] {
            let failure = Profile::parse(&format!("kind = \"sandbox\"\n{broken}"), Path::new("/h/p"), "p").unwrap_err();
            assert_eq!(failure.reason, Some(Reason::FileSyntax), "{broken}: {failure}");
            assert_eq!(failure.place.unwrap().line, Some(2), "{broken}");
        }
    }
}
