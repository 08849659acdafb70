//! The file that names the newest version: `latest.json`, in the form of Tauri's updater, so that one file serves both.

use jiff::Timestamp;
use semver::Version;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Letters of the notes that are shown.
const LONGEST_NOTES: usize = 4_000;

/// A version that can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Release {
    pub(super) version: Version,
    /// Plain text, cut to what can be shown.
    pub(super) notes: String,
    /// Unix milliseconds.
    pub(super) published_at: i64,
    /// Where each package is, by `<system>-<processor>-<form>`, such as `linux-x86_64-deb`.
    pub(super) packages: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    version: String,
    #[serde(default)]
    notes: String,
    pub_date: String,
    #[serde(default)]
    platforms: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
struct Package {
    url: String,
}

/// What in the file cannot be read: a place, and never the file's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is no such file; line and column.
    Form { line: usize, column: usize },
    /// A value that cannot be, by its name.
    Value(&'static str),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Form { line, column } => write!(f, "line {line}, column {column}"),
            Self::Value(name) => f.write_str(name),
        }
    }
}

/// Reads a file whose signature was checked.
pub(super) fn read(bytes: &[u8]) -> Result<Release, Unreadable> {
    let form = |error: serde_json::Error| Unreadable::Form { line: error.line(), column: error.column() };
    let file: File = serde_json::from_slice(bytes).map_err(form)?;
    let version = file.version.trim_start_matches('v');
    let version = Version::parse(version).map_err(|_| Unreadable::Value("version"))?;
    let published: Timestamp = file.pub_date.parse().map_err(|_| Unreadable::Value("pub_date"))?;
    let packages = file.platforms.into_iter().map(|(name, package)| (name, package.url)).collect();
    Ok(Release { version, notes: shown(&file.notes), published_at: published.as_millisecond(), packages })
}

/// Without control characters but line ends.
fn shown(notes: &str) -> String {
    let kept = notes.replace("\r\n", "\n");
    kept.chars().filter(|letter| *letter == '\n' || !letter.is_control()).take(LONGEST_NOTES).collect()
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, read};

    #[test]
    fn the_form_of_tauris_updater() {
        let text = r#"{"version":"v0.2.0","notes":"One.\r\nTwo\u0007.","pub_date":"2026-12-01T10:00:00Z",
            "platforms":{"linux-x86_64-deb":{"signature":"x","url":"https://a.example/g.deb"}},"more":1}"#;
        let release = read(text.as_bytes()).unwrap();
        assert_eq!((release.version.to_string().as_str(), release.notes.as_str()), ("0.2.0", "One.\nTwo."));
        assert_eq!(release.published_at, 1_796_119_200_000);
        assert_eq!(release.packages["linux-x86_64-deb"], "https://a.example/g.deb");
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_place() {
        let check = |text: &str, expected: Unreadable| assert_eq!(read(text.as_bytes()), Err(expected), "{text}");
        check("{\n}", Unreadable::Form { line: 2, column: 1 });
        check(r#"{"version":"two","pub_date":"2026-12-01T10:00:00Z"}"#, Unreadable::Value("version"));
        check(r#"{"version":"0.2.0","pub_date":"yesterday"}"#, Unreadable::Value("pub_date"));
    }

    #[test]
    fn notes_are_cut_to_what_can_be_shown() {
        let text =
            format!(r#"{{"version":"1.0.0","notes":"{}","pub_date":"2026-12-01T10:00:00Z"}}"#, "é".repeat(9_000));
        assert_eq!(read(text.as_bytes()).unwrap().notes.chars().count(), 4_000);
    }
}
