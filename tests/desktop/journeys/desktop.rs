//! What the program does outside its window: the tray, and a notification when nobody looks.

use gangway_desktop_tests::{
    Seat,
    desktop::Desktop,
    steps::{authorized_desk_with, both, open_merchant, register_webhook},
};
use gangway_sandbox::Config;
use gangway_tests::{Provider, until};
use serde_json::json;
use std::time::Duration;

/// Title of the main window.
const SHOWN: &str = "— Gangway$";

/// An address of the receiver that no endpoint has.
fn hook(receiver: &str) -> String {
    format!("http://{receiver}/hooks/nobody")
}

#[tokio::test]
async fn the_tray_leads_to_every_place_and_out() {
    let seat = Seat::new().await;
    let desktop = Desktop::start(&seat).await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/tray");
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    let places = ["Show Gangway", "Authorize a merchant…", "Merchants", "Webhook log", "Audit log", "Settings", "Quit"];
    // The window gives the menu its places as soon as it has some.
    until("the tray has the window's places", async || desktop.tray().await == places).await;
    for (entry, place) in [("Webhook log", "deliveries"), ("Audit log", "activity"), ("Settings", "settings")] {
        desktop.choose(entry).await;
        let there = format!("return document.querySelector('[data-testid=\"nav-{place}\"]').ariaCurrent === 'page'");
        window.until(&format!("the tray leads to {place}"), &there).await;
    }
    desktop.choose("Authorize a merchant…").await;
    window.find("authorize-dialog").await;
    window.picture("authorize").await;
    desktop.choose("Quit").await;
    window.ended().await;
}

/// With a tray, closing hides: webhooks come in all the same, and it is said once.
#[tokio::test]
async fn closing_the_window_keeps_receiving_and_says_so_once() {
    let seat = Seat::new().await;
    let desktop = Desktop::start(&seat).await;
    let window = seat.open().await;
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    window.press("nav-settings").await;
    window.press("settings-receiver").await;
    window.until_text("settings-receiver-state", "127.0.0.1:").await;
    let address = window.run("return document.querySelector('[data-testid=settings-address]').value").await;
    let address = address.as_str().expect("an address").to_owned();
    for times in 1..=2 {
        seat.close_window(SHOWN).await;
        until("the window is gone", async || !seat.sees_window(SHOWN).await).await;
        until("it was said", async || desktop.notifications().len() == 1).await;
        let answer = gangway_tests::http::send(gangway_tests::http::client().post(hook(&address)).body("{}")).await;
        assert_eq!(answer.status, 404, "the receiver answers, the {times}. time too: it knows no such endpoint");
        desktop.choose("Show Gangway").await;
        until("the window is back", async || seat.sees_window(SHOWN).await).await;
    }
    assert_eq!(desktop.notifications().first().map(|(title, _)| title.as_str()), Some("Gangway keeps running"));
    assert_eq!(desktop.notifications().len(), 1, "said once");
    // What whoever helps wants to know is one file, with the log in it.
    window.press("settings-about").await;
    window.press("diagnostics-save").await;
    window.find("saved").await;
    both(&window, "about").await;
    let saved = std::fs::read_dir(seat.home().parent().expect("a folder").join("home/Downloads"))
        .expect("the folder")
        .flatten()
        .next()
        .expect("a file")
        .path();
    let said: serde_json::Value = serde_json::from_slice(&std::fs::read(saved).expect("the file")).expect("JSON");
    assert!(said["log"].as_array().is_some_and(|lines| !lines.is_empty()), "{said}");
    // Chosen otherwise, closing ends it.
    window.press("settings-appearance").await;
    window.press("at-login").await;
    let entries = seat.home().parent().expect("a folder").join("home/.config/autostart");
    let entry = || std::fs::read_dir(&entries).ok()?.flatten().next().map(|it| it.path());
    until("the session starts it", async || {
        entry().is_some_and(|path| std::fs::read_to_string(path).is_ok_and(|text| text.contains("--hidden")))
    })
    .await;
    window.press("at-login").await;
    until("the session does not start it any more", async || entry().is_none()).await;
    window.press("keep-running").await;
    both(&window, "background").await;
    seat.close_window(SHOWN).await;
    window.ended().await;
}

/// Without a tray, closing would end a run in the middle: a person is asked, and may think again.
#[tokio::test]
async fn closing_while_a_run_goes_asks_first() {
    let seat = Seat::new().await;
    let (window, sandbox) = authorized_desk_with(&seat, Config::default()).await;
    // What was sent stays without a result: the run goes on for as long as the journey takes.
    let provider = Provider { at: sandbox.description().clone() };
    provider.fault(json!({ "call": "provisioning", "next": 100, "kind": "no_webhook" })).await;
    open_merchant(&window).await;
    window.press("tree-check-all").await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.find("operation-panel").await;
    seat.close_window(SHOWN).await;
    window.until_text("closing", "still going").await;
    window.picture("closing").await;
    window.press("closing-stay").await;
    window.until("nobody is asked any more", "return !document.querySelector('[data-testid=closing]')").await;
    seat.close_window(SHOWN).await;
    window.find("closing-quit").await;
    // The driver would miss the answer to a press that ends the program.
    window.run("setTimeout(() => document.querySelector('[data-testid=closing-quit]').click(), 50)").await;
    window.ended().await;
}

/// As on a fresh Debian: the loader finds nothing that draws a tray.
#[tokio::test]
async fn without_a_library_for_a_tray_the_window_opens_all_the_same() {
    let mut seat = Seat::new().await;
    let folder = seat.home().join("broken");
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["libayatana-appindicator3.so", "libappindicator3.so"] {
        std::fs::write(folder.join(name), "no library").unwrap();
        std::fs::write(folder.join(format!("{name}.1")), "no library").unwrap();
    }
    seat.set("LD_LIBRARY_PATH", &folder.display().to_string());
    let window = seat.open().await;
    window.find("first-run-sandbox").await;
    let log = std::fs::read_to_string(seat.log()).unwrap();
    assert_eq!(log.matches("no library for a tray").count(), 1, "{log}");
    window.close().await;
}

#[tokio::test]
async fn a_long_run_that_nobody_watched_is_announced_once() {
    let seat = Seat::new().await;
    let desktop = Desktop::start(&seat).await;
    let config = Config { latency: Duration::from_millis(5500), ..Config::default() };
    let (window, sandbox) = authorized_desk_with(&seat, config).await;
    open_merchant(&window).await;
    window.press("tree-check-all").await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.find("count-sending").await;
    seat.minimize("— Gangway$").await;
    gangway_tests::until("the run is announced", async || !desktop.notifications().is_empty()).await;
    // The last results come while the end of the run is noted: a second announcement would follow now.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let told = desktop.notifications();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "Operation finished");
    assert!(told[0].1.contains(" confirmed · 0 failed"), "{told:?}");
    let names = sandbox.description().merchants[0].clone();
    assert!(!told[0].1.contains(&names.email) && !told[0].1.contains(&names.name), "personal data: {told:?}");
    // It leads to the run that it is about.
    desktop.press_notification().await;
    window.find("operations-back").await;
    window.close().await;
}

#[tokio::test]
async fn news_of_an_application_is_announced_without_a_name() {
    let seat = Seat::new().await;
    let desktop = Desktop::start(&seat).await;
    let window = seat.open().await;
    window.press("first-run-sandbox").await;
    window.press("nav-applications").await;
    window.find("application-card").await;
    let truth = seat.provider().rainforest();
    seat.minimize("— Gangway$").await;
    let name = "Very Private Bakery";
    let request =
        json!({ "through": ["IN_PROGRESS", "PROCESSING", "COMPLETED"], "apart_s": 0, "set": { "dba_name": name } });
    truth.play(request).await;
    gangway_tests::until("the news is announced", async || !desktop.notifications().is_empty()).await;
    let told = desktop.notifications();
    assert!(told.iter().any(|(_, text)| text.contains("Completed")), "{told:?}");
    assert!(told.iter().all(|(title, text)| !title.contains(name) && !text.contains(name)), "personal data: {told:?}");
    let unread = told.len();
    let shown = format!("Show Gangway · {unread} unread");
    until("the tray says how many are unread", async || desktop.tray().await.first() == Some(&shown)).await;
    let title = format!("return document.title.startsWith('({unread}) ')");
    window.until("and so does the title", &title).await;
    desktop.press_notification().await;
    window.find("notification-facts").await;
    window.close().await;
}

/// The browser that a person finished a sign-in in gives the second process a token; by that the window may come to the front.
#[tokio::test]
async fn a_second_start_brings_the_window_to_the_front_by_the_desktops_token() {
    let seat = Seat::new().await;
    let window = seat.open().await;
    window.press("first-run-sandbox").await;
    window.find("nav-home").await;
    seat.minimize(SHOWN).await;
    until("the window is gone", async || !seat.sees_window(SHOWN).await).await;
    let token = "browser-7-desk_TIME4711";
    assert!(seat.start_again(token).await, "the second process ends well");
    until("the window is back", async || seat.sees_window(SHOWN).await).await;
    until("by the token", async || seat.startup_id(SHOWN).await.contains(token)).await;
    window.close().await;
}
