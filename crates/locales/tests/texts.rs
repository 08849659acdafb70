//! What Rust says is what the catalogue says, and what is wrong with the catalogue is named.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic, and nobody outside uses its parts")]

#[path = "../build/catalogue.rs"]
mod catalogue;
#[path = "../build/code.rs"]
mod code;
#[path = "../build/message.rs"]
mod message;

use gangway_domain::Language;
use gangway_locales::{desktop, menu, message as template, missing, report};
use std::{collections::BTreeMap, path::Path};

#[test]
fn a_text_counts_in_each_language() {
    let check = |language, confirmed, failed, expected: &str| {
        assert_eq!(desktop::run_ended_text(language, confirmed, failed), expected);
    };
    check(Language::En, 1284, 1, "1,284 confirmed · 1 failed");
    check(Language::Es, 1, 2, "1 confirmada · 2 fallidas");
    check(Language::Pt, 1284, 0, "1.284 confirmadas · 0 com falha");
    check(Language::De, 1, 1, "1 bestätigt · 1 fehlgeschlagen");
    assert_eq!(report::plan_batch_of_wave(Language::En, 3, 1, 2), "Batch 3, wave 2 · 1 store");
    // An apostrophe is one, as the window's parser takes it.
    assert!(report::note_sign_in_over(Language::En).starts_with("The merchant's authorization"));
}

#[test]
fn a_template_keeps_its_placeholders() {
    let text = template::email_needs_information_text(Language::En);
    assert!(text.contains("Hello {{ merchant_name }},"), "{text}");
    assert!(
        text.contains("{% if missing %}Still needed: {{ missing }}\n\n{% endif %}{{ application_link }}"),
        "{text}"
    );
}

#[test]
fn a_word_is_looked_up_by_what_a_provider_calls_it() {
    assert_eq!(missing::find(Language::De, "ssn_last_4"), Some("letzte vier Ziffern der Sozialversicherungsnummer"));
    assert_eq!(missing::find(Language::De, "paused"), None);
    assert_eq!(menu::quit(Language::Pt), "Sair");
}

/// What the build says of a catalogue in which Spanish stands beside the English source.
fn faults(source: &str, own: &str) -> Vec<String> {
    let texts = |text: &str| serde_json::from_str::<BTreeMap<String, String>>(text).unwrap();
    let languages = [("en", source), ("es", own)]
        .map(|(tag, text)| (tag.to_owned(), catalogue::plural_forms(tag).unwrap(), texts(text)));
    catalogue::of(&languages, &["menu"]).map(|read| code::of(&read)).err().unwrap_or_default()
}

#[test]
fn what_is_wrong_with_a_catalogue_fails_the_build_by_name() {
    let check = |source: &str, own: &str, expected: &str| {
        assert_eq!(faults(source, own).join("\n"), expected, "{source} {own}");
    };
    check(r#"{"menu.quit": "Quit"}"#, r#"{"menu.quit": "Salir"}"#, "");
    check(r#"{"menu.quit": "Quit"}"#, "{}", "locales/es.json: menu.quit: missing");
    check(r#"{"menu.quit": "Quit"}"#, r#"{"menu.quit": ""}"#, "locales/es.json: menu.quit: missing");
    // What only the window says is the window's to check.
    check(r#"{"menu.quit": "Quit", "place.home": "Home"}"#, r#"{"menu.quit": "Salir"}"#, "");
    check(
        r#"{"menu.quit": "Quit"}"#,
        r#"{"menu.quit": "Salir", "menu.go": "Ir"}"#,
        "locales/es.json: menu.go: not in the source",
    );
    check(
        r#"{"menu.quit": "Quit {name}"}"#,
        r#"{"menu.quit": "Salir de {nombre}"}"#,
        "locales/es.json: menu.quit: arguments (nombre: Shown) instead of (name: Shown)",
    );
    check(
        r#"{"menu.quit": "{name} stores"}"#,
        r#"{"menu.quit": "{name, plural, one {# tienda} other {# tiendas}}"}"#,
        "locales/es.json: menu.quit: arguments (name: Number) instead of (name: Shown)",
    );
    check(
        r#"{"menu.quit": "{n, plural, one {# store} other {# stores}}"}"#,
        r#"{"menu.quit": "{n, plural, few {# tiendas} other {# tiendas}}"}"#,
        "locales/es.json: menu.quit: {n}: few is no plural form of this language",
    );
    check(
        r#"{"menu.quit": "Quit"}"#,
        r#"{"menu.quit": "Salir {n, date}"}"#,
        "locales/es.json: menu.quit: {n}: Rust says plain arguments, plural and select",
    );
    assert!(
        faults(r#"{"menu.quit": "Quit"}"#, r#"{"menu.quit": "Salir {"}"#)[0]
            .starts_with("locales/es.json: menu.quit: ")
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let faults = catalogue::read(Path::new("nowhere")).unwrap_err();
    assert!(faults[0].starts_with("locales/languages.json: "), "{faults:?}");
}
