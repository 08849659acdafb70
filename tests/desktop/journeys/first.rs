//! First run → authorize → tree → provision 37 of 200 stores, two of which fail → results → retry.

use crate::steps::{authorize, authorized_desk, check_rows, open_merchant};
use gangway_desktop_tests::{Seat, merchant::ask};

#[tokio::test]
async fn from_the_first_screen_to_provisioned_stores() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/first");
    window.find("first-run-sandbox").await;
    window.picture("01-first-run").await;
    window.press("first-run-sandbox").await;
    window.find("merchants-empty").await;
    window.picture("02-no-merchants").await;
    authorize(&seat, &window, 0).await;
    window.picture("03-authorized").await;
    open_merchant(&window).await;
    window.picture("04-stores").await;

    let rows = check_rows(&window, 37).await;
    window.until_text("selection-bar", "37").await;
    window.until_text("plan-stores", "37").await;
    window.picture("05-plan").await;
    let control = seat.sandbox()["control"].as_str().expect("its address").to_owned();
    let failing = format!("{{\"stores\":[\"{}\",\"{}\"],\"times\":1}}", rows[3], rows[30]);
    let answer = ask(&format!("{control}/fail-stores"), "POST", &failing).await;
    assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");

    window.press("plan-register").await;
    window.until("the webhook is registered", "return document.querySelector('[data-testid=\"plan-register\"]') === null").await;
    window.until_text("plan-run", "37").await;
    window.press("plan-run").await;
    window.find("operation-panel").await;
    window.picture("06-running").await;
    window.find("operation-summary").await;
    window.until_text("count-confirmed", "35").await;
    window.until_text("count-failed", "2").await;
    window.picture("07-two-failed").await;

    window.press("operation-retry").await;
    window.until_text("plan-run", "2").await;
    window.picture("08-retry-plan").await;
    window.press("plan-run").await;
    window.until_text("count-confirmed", "2").await;
    window.until_text("operation-state", "").await;
    window.picture("09-retried").await;

    window.press("nav-deliveries").await;
    window.find("delivery-row").await;
    window.press("delivery-row").await;
    window.find("delivery-panel").await;
    window.picture("10-deliveries").await;
    window.press("nav-activity").await;
    window.find("activity-row").await;
    window.picture("11-activity").await;
    window.press("nav-settings").await;
    window.find("settings-vault").await;
    window.picture("12-settings").await;
    window.close().await;
}

#[tokio::test]
async fn a_restart_needs_no_new_sign_in() {
    let (seat, window, _sandbox) = authorized_desk().await;
    window.close().await;
    let window = seat.open().await;
    open_merchant(&window).await;
    window.press("merchant-refresh").await;
    window.until("the stores are read again", "return document.querySelectorAll('[data-testid=\"tree-row\"]').length > 5").await;
    assert!(!window.shows("[data-testid=\"notice-error\"]").await, "{}", window.words().await);
    window.close().await;
}
