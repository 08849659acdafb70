use super::Home;
use crate::view::{Dialect, Language, Preferences, ProfileDraft, ProfileEdit, ProfileKind, RappiEdit, TokenField};

fn draft() -> ProfileDraft {
    ProfileDraft {
        name: "co-live".into(),
        kind: ProfileKind::Production,
        country: "co".into(),
        client_id: "id".into(),
        client_secret: "geheim".into(),
        integrations: vec!["pos".into()],
        public_url: None,
        rappi: None,
    }
}

#[test]
fn a_new_profile_is_listed_and_its_file_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let profile = home.create(&draft()).unwrap();
    assert_eq!(profile.rappi.unwrap().api, "https://api.rappi.com.co");
    assert_eq!(home.profiles().len(), 1);
    let text = std::fs::read_to_string(folder.path().join("co-live/profile.toml")).unwrap();
    assert!(!text.contains("geheim"));
    assert!(home.create(&draft()).is_err(), "a second one of the same name");
}

/// Every opened profile goes on receiving, so no two of them want the same address.
#[test]
fn each_new_profile_receives_at_an_address_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let port = |name: &str| home.create(&ProfileDraft { name: name.into(), ..draft() }).unwrap().receiver.port();
    assert_eq!([port("co-live"), port("mx-live"), port("br-live")], [4180, 4181, 4182]);
}

#[test]
fn hosts_and_dialect_are_chosen_at_once_or_later() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let fields = vec![TokenField { name: "audience".into(), value: " api ".into() }];
    let older = RappiEdit {
        api: Some("https://services.rappi.com.co".into()),
        dialect: Some(Dialect::B),
        token_url: Some("https://tenant.example.com/oauth/token".into()),
        token_fields: Some(fields),
        ..Default::default()
    };
    let profile = home.create(&ProfileDraft { rappi: Some(older), ..draft() }).unwrap();
    let keys = profile.rappi.unwrap();
    assert_eq!(keys.api, "https://services.rappi.com.co");
    assert_eq!(keys.login, "https://login.partners.rappi.com");
    assert_eq!(profile.wire.dialect, Dialect::B);
    assert_eq!(profile.wire.token.fields, [("audience".to_owned(), "api".to_owned())]);

    let back = RappiEdit {
        dialect: Some(Dialect::A),
        token_url: Some(String::new()),
        token_fields: Some(Vec::new()),
        ..Default::default()
    };
    let wire = home.edit_rappi("co-live", &back).unwrap().write().unwrap().wire;
    assert_eq!((wire.dialect, wire.token.url, wire.token.fields.len()), (Dialect::A, None, 0));
    let path = folder.path().join("co-live/profile.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    let wrong = RappiEdit { api: Some("http://api.rappi.com.co".into()), ..Default::default() };
    assert!(home.edit_rappi("co-live", &wrong).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn ratepay_is_named_in_a_profile() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    home.create(&draft()).unwrap();
    let named = home.name_ratepay("co-live", " rp-client ").unwrap().write().unwrap().ratepay.unwrap();
    assert_eq!((named.client_id.as_str(), named.api.as_str()), ("rp-client", "https://api.ratepay.com"));
    assert!(home.name_ratepay("co-live", " ").is_err());
    let text = std::fs::read_to_string(folder.path().join("co-live/profile.toml")).unwrap();
    assert!(text.starts_with("# Every key") && text.contains("[ratepay]\nclient_id = \"rp-client\""), "{text}");
}

#[test]
fn an_edit_keeps_comments_and_a_wrong_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    home.create(&draft()).unwrap();
    let path = folder.path().join("co-live/profile.toml");
    let edit = ProfileEdit { concurrency: Some(2), ..Default::default() };
    assert_eq!(home.edit("co-live", &edit).unwrap().write().unwrap().concurrency, 2);
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(before.starts_with("# Every key"));
    let wrong = ProfileEdit { concurrency: Some(99), ..Default::default() };
    assert!(home.edit("co-live", &wrong).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}

/// The window keeps all choices at once, and may have read them before one was made.
#[test]
fn a_choice_that_was_made_stays_made() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let chosen = Preferences { keep_running: Some(true), ..Preferences::default() };
    home.set_preferences(chosen).unwrap();
    home.set_preferences(Preferences { language: Some(Language::Es), ..Preferences::default() }).unwrap();
    assert_eq!(home.preferences(), Preferences { language: Some(Language::Es), ..chosen });
    home.set_preferences(Preferences { keep_running: Some(false), ..Preferences::default() }).unwrap();
    assert_eq!(home.preferences().keep_running, Some(false));
}

/// Choices of a newer program are not lost to those of this one.
#[test]
fn choices_that_cannot_be_read_stay_beside() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let newer = r#"{"language":"tlh","theme":"dark"}"#;
    std::fs::write(folder.path().join("preferences.json"), newer).unwrap();
    assert_eq!(home.preferences(), Preferences::default());
    let chosen = Preferences { language: Some(Language::Es), ..Preferences::default() };
    home.set_preferences(chosen).unwrap();
    assert_eq!(home.preferences(), chosen);
    assert_eq!(std::fs::read_to_string(folder.path().join("preferences.unreadable")).unwrap(), newer);
}
