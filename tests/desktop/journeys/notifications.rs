//! Notifications: looked at while nothing leaves, set up, tried, turned on, sent, and worded anew.

#![expect(clippy::expect_used, reason = "a desk that does not work ends the test with a sentence")]

use fantoccini::key::Key;
use gangway_desktop_tests::{Seat, Window};
use gangway_tests::{
    mail::{MailHost, PASSWORD, USER},
    until,
};
use serde_json::json;

/// A sandbox whose mail server is this test's; nothing else is set up.
fn profile(mail: &MailHost) -> String {
    let text = mail.profile("starttls");
    let known = text.lines().filter(|line| !line.starts_with("user")).collect::<Vec<_>>().join("\n");
    format!("kind = \"sandbox\"\n\n[notifications]\nlanguage = \"es\"\n\n{known}\n")
}

pub(crate) async fn desk(preferences: Option<&str>) -> (Seat, Window, MailHost) {
    let (seat, mail) = (Seat::new().await, MailHost::start());
    let folder = seat.home().join("sandbox");
    std::fs::create_dir_all(&folder).expect("a profile folder");
    std::fs::write(folder.join("profile.toml"), profile(&mail)).expect("a profile");
    if let Some(preferences) = preferences {
        std::fs::write(seat.home().join("preferences.json"), preferences).expect("preferences");
    }
    let mut window = seat.open().await;
    window.keep_pictures("journeys/notifications");
    window.press("first-run-sandbox").await;
    window.press("nav-applications").await;
    window.find("application-board").await;
    let rainforest = seat.provider().rainforest();
    for through in [
        json!([]),
        json!(["IN_PROGRESS", "PROCESSING", "COMPLETED"]),
        json!(["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION"]),
    ] {
        rainforest.play(json!({ "through": through, "pause_ms": 150 })).await;
    }
    window.press("nav-notifications").await;
    window
        .until(
            "everything is told",
            "return document.querySelectorAll('[data-testid=\"notification-row\"]').length >= 18",
        )
        .await;
    window.find("notification-row").await;
    (seat, window, mail)
}

pub(crate) async fn theme(window: &Window, name: &str) {
    window.run(&format!("document.documentElement.dataset.theme = '{name}'")).await;
}

pub(crate) async fn fits(window: &Window, name: &str) {
    window.picture(name).await;
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, json!(0), "{name} is wider than the window");
}

/// Opens the newest email of the list.
pub(crate) async fn open_email(window: &Window) {
    let script = "const row = [...document.querySelectorAll('[data-testid=\"notification-row\"]')].find((row) => \
         /Email|Correo/.test(row.textContent)); row.querySelector('[role=\"rowheader\"], td').focus(); return true";
    window.run(script).await;
    window.keys(&[Key::Enter]).await;
    window.find("notification-said").await;
}

/// Writes over what stands in a field.
pub(crate) async fn write_anew(window: &Window, id: &str, text: &str) {
    window.press(id).await;
    window.chord(&[Key::Control], 'a').await;
    window.find(id).await.send_keys(text).await.expect("a field takes a text");
}

pub(crate) async fn to_settings(window: &Window) {
    window.press("nav-settings").await;
    window.press("settings-notifications").await;
    window.find("notifications-matrix").await;
}

#[tokio::test]
async fn people_are_told_when_somebody_turns_it_on() {
    let (_seat, window, mail) = desk(None).await;
    window.find("preview-only").await;
    open_email(&window).await;
    fits(&window, "01-preview").await;
    theme(&window, "dark").await;
    fits(&window, "02-preview-dark").await;
    theme(&window, "light").await;
    assert!(mail.received().is_empty(), "nothing leaves");

    to_settings(&window).await;
    fits(&window, "03-settings").await;
    write_anew(&window, "notifications-platform-name", "PlatformPay").await;
    write_anew(&window, "notifications-link", "https://platform.test/apply/{application_id}").await;
    write_anew(&window, "mail-user", USER).await;
    write_anew(&window, "mail-password", "wrong").await;
    window.press("notifications-save").await;
    window.until("it is saved", "return document.querySelector('[data-testid=\"notifications-save\"]').disabled").await;
    window.press("try-email").await;
    window.until_text("tried-email", "535").await;
    window.picture("04-refused").await;
    write_anew(&window, "mail-password", PASSWORD).await;
    window.press("notifications-save").await;
    window.until("it is saved", "return document.querySelector('[data-testid=\"notifications-save\"]').disabled").await;
    window.press("try-email").await;
    window
        .until("it works", "return !/535/.test(document.querySelector('[data-testid=\"tried-email\"]').textContent)")
        .await;
    window.picture("05-works").await;

    window.press("sending-switch").await;
    window.find("sending-question").await;
    window.picture("06-question").await;
    window.press("sending-confirm").await;
    window.find("sending-on").await;
    window.press("nav-notifications").await;
    open_email(&window).await;
    assert!(mail.received().is_empty(), "what was held stays held");
    window.press("notification-send").await;
    window
        .until(
            "it was sent",
            "return /^Sent/.test(document.querySelector('[data-testid=\"notification-state\"]').textContent)",
        )
        .await;
    until("the letter came", async || mail.received().len() == 1).await;
    let letter = &mail.received()[0];
    assert!(letter.tls && letter.login && letter.letter.contains("PlatformPay"), "{letter:?}");
    fits(&window, "07-sent").await;
    // Nothing more about this merchant, until somebody says otherwise.
    window.press("notification-muted").await;
    window
        .until(
            "the merchant is muted",
            "return document.querySelector('[data-testid=\"notification-muted\"] input').checked",
        )
        .await;
    window.run("document.querySelector('[data-testid=\"notification-muted\"]').scrollIntoView(); return true").await;
    fits(&window, "07-muted").await;

    to_settings(&window).await;
    window.run("document.querySelector('[data-testid=\"template-text\"]').scrollIntoView()").await;
    window.find("preview-page").await;
    window.run("document.querySelector('[data-testid=\"preview-page\"]').scrollIntoView()").await;
    fits(&window, "08-template").await;
    write_anew(&window, "template-subject", "{{ merchant_nam }}").await;
    window.until_text("template-findings", "merchant_nam").await;
    window.run("document.querySelector('[data-testid=\"template-findings\"]').scrollIntoView()").await;
    fits(&window, "09-mistake").await;
    write_anew(&window, "template-subject", "Please help us, {{ merchant_name }}").await;
    window.press("template-save").await;
    window.find("template-reset").await;
    let password = window.run(&format!("return document.documentElement.outerHTML.includes({PASSWORD:?})")).await;
    assert_eq!(password, json!(false), "the password is in the page");
    window.press("notices-open").await;
    window.picture("10-centre").await;
    window.close().await;
}

#[tokio::test]
async fn notifications_fit_a_small_window_in_spanish_and_in_the_dark() {
    let (_seat, window, _mail) = desk(Some(r#"{"language":"es","theme":"dark"}"#)).await;
    window.size(1024, 640).await;
    fits(&window, "11-small").await;
    open_email(&window).await;
    fits(&window, "12-small-panel").await;
    window.keys(&[Key::Escape]).await;
    to_settings(&window).await;
    fits(&window, "13-small-settings").await;
    for (name, id) in
        [("14-small-ways", "mail-host"), ("15-small-template", "template-subject"), ("16-small-page", "preview-page")]
    {
        window.run(&format!("document.querySelector('[data-testid=\"{id}\"]').scrollIntoView()")).await;
        fits(&window, name).await;
    }
    window.close().await;
}
