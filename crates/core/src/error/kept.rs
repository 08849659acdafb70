//! A failure, as the record keeps it, and back.

use crate::{Code, Failure, FilePlace, Reason};
use gangway_domain::Provider;
use gangway_record::db::kept_failure::{KeptFailure, Place};

/// As the record keeps it.
pub(crate) fn kept(failure: &Failure) -> KeptFailure {
    let failure = failure.clone();
    let place = failure.place.map(|it| Place { file: it.file, line: it.line, key: it.key });
    KeptFailure {
        code: failure.code.word(),
        reason: failure.reason.map(Reason::word),
        about: failure.what,
        place,
        provider: failure.provider.map(|it| it.word().to_owned()),
        message: failure.message,
        detail: failure.detail,
    }
}

/// What the record keeps; `None`: it has a code or a provider that this program does not know.
pub(crate) fn read(kept: KeptFailure) -> Option<Failure> {
    let provider = match kept.provider.as_deref() {
        None => None,
        Some(word) => Some(Provider::read(word)?),
    };
    Some(Failure {
        code: Code::read(&kept.code)?,
        // The sentence of the record says it as well.
        reason: kept.reason.as_deref().and_then(Reason::read),
        what: kept.about,
        place: kept.place.map(|it| Box::new(FilePlace { file: it.file, line: it.line, key: it.key })),
        provider,
        message: kept.message,
        detail: kept.detail,
    })
}

/// A failure that is in the record and cannot be read.
pub(crate) fn unreadable(column: &str) -> Failure {
    let failure = Failure::new(Code::RecordDamaged, "A failure that the record keeps cannot be read.");
    failure.because(Reason::RecordUnreadable).about(column)
}

#[cfg(test)]
mod tests {
    use super::{Code, Failure, FilePlace, Reason, kept, read};
    use gangway_domain::Provider;

    /// Every word that this or an earlier program may have kept. A word is only ever added: one that is renamed or removed
    /// cannot be read in the records of those who have it. One that nobody emits any more stays readable by an alias.
    const KEPT: &str = include_str!("kept_words.txt");

    #[test]
    fn what_is_kept_is_read_back() {
        let place = FilePlace { file: Some("profile.toml".into()), line: Some(2), key: "run.pause".into() };
        let failure = Failure::new(Code::SignInAgain, "Sign in.").because(Reason::TokenOver).about("ana").with("401");
        let failure = Failure { provider: Some(Provider::Ratepay), ..failure.at(place) };
        assert_eq!(read(kept(&failure)), Some(failure));
    }

    /// `TokenOver` as `token_over`.
    fn snake(variant: &str) -> String {
        let letter = |(at, letter): (usize, char)| {
            let apart = if at > 0 && letter.is_uppercase() { "_" } else { "" };
            format!("{apart}{}", letter.to_lowercase())
        };
        variant.char_indices().map(letter).collect()
    }

    #[test]
    fn every_word_that_was_kept_is_read() {
        for line in KEPT.lines() {
            match line.split_once(' ') {
                Some(("Code", word)) => assert!(Code::read(word).is_some(), "{line} cannot be read any more"),
                Some(("Reason", word)) => assert!(Reason::read(word).is_some(), "{line} cannot be read any more"),
                _ => panic!("{line}"),
            }
        }
    }

    /// The list is whole: each variant is in it under the word that is kept for it.
    #[test]
    fn every_word_is_in_the_list() {
        let (codes, reasons) = (include_str!("failure.rs"), include_str!("reason.rs"));
        for (name, source, begin) in [("Code", codes, "pub enum Code {"), ("Reason", reasons, "\nreasons! {")] {
            let body = source.split_once(begin).unwrap().1.split_once("\n}").unwrap().0;
            let variants: Vec<&str> = body
                .lines()
                .filter_map(|line| line.trim().split([',', ':', '(']).next())
                .filter(|it| it.starts_with(char::is_uppercase))
                .collect();
            assert!(variants.len() > 10, "{name}: the scan has lost its way");
            for variant in variants {
                let line = format!("{name} {}", snake(variant));
                assert!(KEPT.lines().any(|kept| kept == line), "{line} is not in kept_words.txt");
            }
        }
    }
}
