//! The first journey: first screen → authorize → tree → provision 37 stores, two of which fail → results → retry.

use crate::{
    Seat, Window,
    steps::{authorize, check_rows, open_merchant, register_webhook},
};

/// Stores that the journey provisions.
pub const STORES: usize = 37;

/// Makes the journey and keeps a picture of every step; answers what was seen, a line each.
pub async fn take(seat: &Seat, window: &Window) -> Vec<String> {
    let mut seen = Vec::new();
    first_screen(window).await;
    let account = authorize(seat, window, 0).await;
    window.picture("03-authorized").await;
    seen.push(format!("authorized as {} through the desktop's own deep link", account.email));
    open_merchant(window).await;
    window.picture("04-stores").await;
    let rows = check_rows(window, STORES).await;
    window.until_text("plan-stores", &STORES.to_string()).await;
    register_webhook(window).await;
    window.picture("05-plan").await;
    seen.push(format!("planned: \"{}\"", window.text("plan-run").await));
    seat.provider().fail(&[rows[3].clone(), rows[30].clone()], 1).await;
    window.run_plan().await;
    window.find("operation-panel").await;
    window.picture("06-running").await;
    window.find("operation-summary").await;
    window.until_text("operation-state", "Finished").await;
    let (confirmed, failed) = (window.text("count-confirmed").await, window.text("count-failed").await);
    window.picture("07-two-failed").await;
    seen.push(format!("results: {confirmed} confirmed, {failed} failed"));
    window.press("operation-retry").await;
    window.until_text("plan-run", "2").await;
    window.picture("08-retry-plan").await;
    window.run_plan().await;
    window.until_text("count-confirmed", "2").await;
    window.until_text("operation-state", "Finished").await;
    window.picture("09-retried").await;
    seen.push("the two failed stores were retried and confirmed".to_owned());
    look_around(window).await;
    seen
}

async fn first_screen(window: &Window) {
    window.find("first-run-sandbox").await;
    window.picture("01-first-run").await;
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    window.picture("02-no-merchants").await;
}

async fn look_around(window: &Window) {
    window.press("nav-deliveries").await;
    window.press_row("delivery-row").await;
    window.find("delivery-panel").await;
    window.picture("10-deliveries").await;
    window.press("nav-activity").await;
    window.find("activity-row").await;
    window.picture("11-activity").await;
    window.press("nav-settings").await;
    window.find("settings-profile").await;
    window.picture("12-settings").await;
}
