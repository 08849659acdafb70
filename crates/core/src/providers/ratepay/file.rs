//! `subscriptions.toml`: what a profile's subscriptions are to be.

use super::secrets::given;
use crate::{
    Code, Failure,
    files::{place::Files, text::secret_at},
    read_text_file,
};
use gangway_domain::{address::written, apply::Wanted};
use gangway_providers::ratepay::fingerprint;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::{
    collections::HashSet,
    ops::Range,
    path::{Path, PathBuf},
};
use toml::Spanned;

/// A checked file: every line can be applied as far as it can be known without asking anybody.
#[derive(Debug, Clone)]
pub struct SubscriptionsFile {
    pub(super) lines: Vec<Line>,
}

/// One subscription of a file.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) event: String,
    pub(super) url: String,
    pub(super) secret: Option<SecretString>,
}

impl Line {
    pub(super) fn wanted(&self) -> Wanted {
        let fingerprint = self.secret.as_ref().map(fingerprint);
        Wanted { event: self.event.clone(), url: self.url.clone(), fingerprint }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileIn {
    #[serde(default)]
    subscription: Vec<Spanned<LineIn>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineIn {
    event: Spanned<String>,
    url: Spanned<String>,
    secret_file: Option<Spanned<PathBuf>>,
}

impl SubscriptionsFile {
    /// Reads and checks a file; errors name line and key. Secrets are in files of their own, beside it unless their path is
    /// absolute: this one can be kept under version control.
    pub fn read(files: &dyn Files, path: &Path) -> Result<Self, Failure> {
        Self::parse(files, &read_text_file(files, path)?.text, path)
    }

    fn parse(files: &dyn Files, text: &str, path: &Path) -> Result<Self, Failure> {
        let at = |span: &Range<usize>, problem: &str| {
            let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
            Failure::new(Code::BadInput, format!("{}, line {line}: {problem}.", path.display()))
        };
        let file: FileIn = toml::from_str(text)
            .map_err(|error| at(&error.span().unwrap_or(0..0), error.message().trim_end_matches('.')))?;
        let mut seen = HashSet::new();
        let mut lines = Vec::with_capacity(file.subscription.len());
        for entry in file.subscription {
            let span = entry.span();
            let LineIn { event, url, secret_file } = entry.into_inner();
            let event_text = super::create::event_type(event.get_ref())
                .map_err(|failure| at(&event.span(), &format!("event: {}", failure.message.trim_end_matches('.'))))?;
            let url_text = written(url.get_ref());
            if url_text.is_empty() {
                return Err(at(&url.span(), "url: it is blank"));
            }
            if !seen.insert((event_text.clone(), url_text.clone())) {
                return Err(at(&span, "this event type and address are there twice"));
            }
            let secret = match secret_file {
                Some(file) => Some(secret(files, path, file.get_ref()).map_err(|problem| at(&file.span(), &problem))?),
                None => None,
            };
            lines.push(Line { event: event_text, url: url_text, secret });
        }
        Ok(Self { lines })
    }
}

fn secret(files: &dyn Files, beside: &Path, path: &Path) -> Result<SecretString, String> {
    let path = beside.parent().unwrap_or(Path::new("")).join(path);
    let wrong = |problem: &str| format!("secret_file: {}: {problem}", path.display());
    let secret = secret_at(files, &path).map_err(|problem| wrong(&problem))?;
    given(secret.expose_secret()).map_err(|failure| wrong(failure.message.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::SubscriptionsFile;
    use crate::LocalFiles;

    fn read(text: &str) -> Result<SubscriptionsFile, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("good"), format!("{}\n", "s".repeat(64))).unwrap();
        std::fs::write(folder.path().join("short"), "geheim").unwrap();
        let path = folder.path().join("subscriptions.toml");
        std::fs::write(&path, text).unwrap();
        let shown = format!("{}/", folder.path().display());
        SubscriptionsFile::read(&LocalFiles, &path).map_err(|failure| failure.message.replace(&shown, ""))
    }

    #[test]
    fn a_file_is_read() {
        let file = read(
            "# ours\n[[subscription]]\nevent = \" E \"\nurl = \"https://a.com/\"\nsecret_file = \"good\"\n\
             [[subscription]]\nevent = \"E\"\nurl = \"https://b.com/\"\n",
        )
        .unwrap();
        let wanted: Vec<_> = file.lines.iter().map(super::Line::wanted).collect();
        assert_eq!((wanted[0].event.as_str(), wanted[1].url.as_str()), ("E", "https://b.com/"));
        assert!(wanted[0].fingerprint.is_some() && wanted[1].fingerprint.is_none());
        assert!(read("").unwrap().lines.is_empty());
        assert!(!format!("{file:?}").contains("ssss"));
    }

    #[test]
    fn every_mistake_names_its_line() {
        let check = |text: &str, expected: &str| assert_eq!(read(text).unwrap_err(), expected);
        let one = "[[subscription]]\nevent = \"E\"\nurl = \"https://a.com/\"\n";
        check("x = 1", "subscriptions.toml, line 1: unknown field `x`, expected `subscription`.");
        check("[[subscription]]\nevent = \"E\"\n", "subscriptions.toml, line 1: missing field `url`.");
        check(&format!("{one}{one}"), "subscriptions.toml, line 4: this event type and address are there twice.");
        check(&one.replace("https://a.com/", " "), "subscriptions.toml, line 3: url: it is blank.");
        check(
            &format!("{one}secret = \"s\""),
            "subscriptions.toml, line 4: unknown field `secret`, expected one of `event`, `url`, `secret_file`.",
        );
        check(
            &format!("{one}secret_file = \"short\""),
            "subscriptions.toml, line 4: secret_file: short: The secret has 6 characters; it needs at least 64.",
        );
        assert!(
            read(&format!("{one}secret_file = \"none\""))
                .unwrap_err()
                .starts_with("subscriptions.toml, line 4: secret_file: none: ")
        );
        assert!(read(&one.replace("\"E\"", "\"\"")).unwrap_err().starts_with("subscriptions.toml, line 2: event: "));
    }
}
