//! First run → authorize → tree → provision 37 of 200 stores, two of which fail → results → retry.

use gangway_desktop_tests::{
    Seat,
    steps::{authorized_desk, both, open_merchant},
    tour,
};
use gangway_sandbox::Config;

#[tokio::test]
async fn from_the_first_screen_to_provisioned_stores() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/first");
    let seen = tour::take(&seat, &window).await;
    assert_eq!(seen[1], "planned: \"Provision 37 stores in 2 batches\"");
    assert_eq!(seen[2], "results: 35 confirmed, 2 failed");
    let received = seat.provider().received().await;
    assert_eq!(received.len(), tour::STORES);
    assert_eq!(received.values().filter(|times| **times == 2).count(), 2, "only the failed ones were sent again");
    window.close().await;
}

#[tokio::test]
async fn a_restart_needs_no_new_sign_in() {
    let (seat, window, _sandbox) = authorized_desk(Config::default()).await;
    window.close().await;
    let window = seat.open().await;
    open_merchant(&window).await;
    window.press("merchant-refresh").await;
    window.until_text("connection-line", "connected").await;
    window
        .until("the stores are read again", "return document.querySelectorAll('[data-testid=\"tree-row\"]').length > 5")
        .await;
    assert!(!window.shows("[data-testid=\"notice-failure\"]").await, "{}", window.words().await);
    window.close().await;
}

#[tokio::test]
async fn a_mistake_in_the_profile_is_said_in_the_persons_language() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"es","theme":"dark"}"#).expect("preferences");
    std::fs::create_dir_all(seat.home().join("sandbox")).expect("a folder");
    let file = seat.home().join("sandbox/profile.toml");
    std::fs::write(&file, "kind = \"sandbox\"\n[run]\nconcurrency = \"4\"\n").expect("a profile");
    let mut window = seat.open().await;
    window.keep_pictures("journeys/mistake");
    window.press("first-run-sandbox").await;
    window.until_text("notice-failure", "Línea 3: run.concurrency").await;
    window.until_text("notice-failure", "número entero").await;
    assert!(!window.words().await.contains("invalid type"), "{}", window.words().await);
    both(&window, "01-first-run").await;
    window.close().await;
}
