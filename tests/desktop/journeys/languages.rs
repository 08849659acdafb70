//! Every place in the languages with the longest words, in a small window: nothing is wider than the window, and no button loses a
//! word.

#![expect(clippy::expect_used, reason = "a desk that does not work ends the test with a sentence")]

use fantoccini::key::Key;
use gangway_desktop_tests::{
    Seat, Window,
    steps::{authorize, check_rows, open_merchant, register_webhook},
};
use serde_json::json;

/// Of each button and tab whose words do not fit into it.
const CUT: &str = "return [...document.querySelectorAll('button, [role=tab], [role=radio]')]
    .filter((it) => it.offsetParent !== null && it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0)
    .map((it) => it.textContent + ' (' + it.scrollWidth + ' > ' + it.clientWidth + ')')";
/// Keys of texts, where words should be.
const KEYS: &str = "return [...document.body.innerText.matchAll(/\\b[a-z]+\\.[a-z_]+[a-zA-Z]*\\b/g)].map((it) => it[0])
    .filter((it) => /^(home|queue|place|settings|operation|plan|need|common|store|team|merchant)\\./.test(it))";

async fn fits(window: &Window, name: &str) {
    window.picture(name).await;
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, json!(0), "{name} is wider than the window");
    assert_eq!(window.run(CUT).await, json!([]), "{name}: words are cut");
    assert_eq!(window.run(KEYS).await, json!([]), "{name}: a text is missing");
}

async fn places(language: &str) {
    let seat = Seat::new().await;
    let chosen = format!("{{\"language\":\"{language}\",\"theme\":\"light\"}}");
    std::fs::write(seat.home().join("preferences.json"), chosen).expect("preferences");
    let mut window = seat.open().await;
    window.size(1024, 640).await;
    window.keep_pictures(&format!("journeys/languages-{language}"));
    window.find("first-run-sandbox").await;
    fits(&window, "01-first-run").await;
    window.press("first-run-sandbox").await;
    window.find("need-applications_in_review").await;
    fits(&window, "02-home").await;
    window.press("nav-merchants").await;
    authorize(&seat, &window, 0).await;
    fits(&window, "03-merchants").await;
    open_merchant(&window).await;
    check_rows(&window, 22).await;
    window.press("panel-open").await;
    register_webhook(&window).await;
    fits(&window, "04-plan").await;
    window.run_plan().await;
    window.until_text("count-confirmed", "22").await;
    fits(&window, "05-operation").await;
    // The panel is a drawer here.
    window.keys(&[Key::Escape]).await;
    for place in ["queue", "applications", "subscriptions", "deliveries", "notifications", "activity", "settings"] {
        window.press(&format!("nav-{place}")).await;
        fits(&window, &format!("06-{place}")).await;
    }
    let sections = [
        "profile",
        "credentials",
        "receiver",
        "connection",
        "team",
        "notifications",
        "appearance",
        "profiles",
        "about",
    ];
    for section in sections {
        window.press(&format!("settings-{section}")).await;
        fits(&window, &format!("07-{section}")).await;
    }
    window.close().await;
}

#[tokio::test]
async fn german_has_room() {
    places("de").await;
}

#[tokio::test]
async fn portuguese_has_room() {
    places("pt").await;
}
