//! What a person reads: the page's second table, the codes of the core and the words of the window are one.

use crate::page::table;
use gangway_core::{Code, Conclusion, Failure, view::Provider};
use gangway_providers::{
    http::Cut,
    net::{ApiErrorKind, Forbidden, RemoteText},
};
use std::collections::BTreeSet;

const ENGLISH: &str = include_str!("../../locales/en.json");

#[test]
fn every_conclusion_is_explained_and_every_cell_is_a_conclusion() {
    let explained: BTreeSet<String> = table("Conclusions").rows.into_keys().collect();
    let known: BTreeSet<String> = Conclusion::ALL.iter().map(|it| it.word().to_owned()).collect();
    assert_eq!(explained, known);
    for (label, cells) in table("Answers").rows {
        for cell in &cells[1..] {
            assert!(cell == "–" || known.contains(cell), "{label}: {cell}");
        }
    }
    let used: BTreeSet<String> = table("Answers").rows.into_values().flat_map(|cells| cells[1..].to_vec()).collect();
    assert!(known.is_subset(&used), "{:?}", known.difference(&used));
}

/// The words of the table about codes are those of the window.
#[test]
fn the_words_are_those_of_the_window() {
    let words: serde_json::Value = serde_json::from_str(ENGLISH).unwrap();
    let table = table("What a person reads");
    for (code, cells) in &table.rows {
        let code = code.trim_matches('`');
        let word =
            |part: &str| words[format!("failure.{code}.{part}")].as_str().unwrap().replace("{provider}", "Rappi");
        assert_eq!(cells[1..3], [word("title"), word("next")], "{code}");
    }
    let listed: BTreeSet<String> = table.rows.keys().map(|code| code.trim_matches('`').to_owned()).collect();
    let made: BTreeSet<String> =
        errors().into_iter().map(|error| word(Failure::from(error.by(Provider::Rappi)).code)).collect();
    assert_eq!(listed, made);
}

fn word(code: Code) -> String {
    serde_json::to_value(code).unwrap().as_str().unwrap().to_owned()
}

/// One of each kind that Rappi has: its 404 is a refused request.
fn errors() -> Vec<ApiErrorKind> {
    let text = RemoteText::default;
    let forbidden = |why| ApiErrorKind::NotAllowed { why, text: text() };
    vec![
        ApiErrorKind::Credentials { status: 401, text: text() },
        ApiErrorKind::MerchantToken { text: text() },
        ApiErrorKind::MerchantTokenOver,
        forbidden(Forbidden::Merchant),
        forbidden(Forbidden::Integration),
        forbidden(Forbidden::Other),
        ApiErrorKind::Refused { status: 400, problems: Vec::new() },
        ApiErrorKind::RateLimited { retry_after: None },
        ApiErrorKind::Unavailable { status: 500, text: text() },
        ApiErrorKind::Cut(Cut::TimedOut),
        ApiErrorKind::Cut(Cut::TooLarge),
        ApiErrorKind::Unreadable(String::new()),
    ]
}
