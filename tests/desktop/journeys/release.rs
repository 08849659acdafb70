//! Runs that rest, wait for a sign-in, are held and taken back; and stores that are released.

use gangway_desktop_tests::{
    Seat, Window,
    steps::{authorized_desk, check_rows, register_webhook, start},
};
use gangway_sandbox::{Config, Sandbox};
use gangway_tests::{Provider, merchant::allow};
use std::time::Duration;

async fn desk(journey: &str, latency_ms: u64) -> (Seat, Window, Sandbox) {
    let config = Config { latency: Duration::from_millis(latency_ms), ..Config::default() };
    let (seat, mut window, sandbox) = authorized_desk(config).await;
    window.keep_pictures(journey);
    (seat, window, sandbox)
}

#[tokio::test]
async fn paused_expired_signed_in_and_finished() {
    let (seat, window, sandbox) = desk("journeys/rest", 900).await;
    let provider = Provider { at: sandbox.description().clone() };
    window.press("tree-check-all").await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.find("count-sending").await;
    window.press("operation-pause").await;
    window.until_text("operation-state", "Paused").await;
    window.find("operation-resume").await;
    window.picture("01-paused").await;

    // While it rests, the merchant's token ends: going on asks for the sign-in, and that sets it going.
    provider.expire("merchant").await;
    window.press("operation-resume").await;
    window.find("operation-halt").await;
    window.until_text("operation-state", "Paused").await;
    window.picture("02-sign-in-again").await;
    let account = sandbox.description().merchants[0].clone();
    window.press("nav-merchants").await;
    let link = start(&window, "link").await;
    let back = allow(&link, &account).await;
    seat.open_address(&back).await;
    window.until_text("authorize-done", &account.email).await;
    window.press("authorize-show").await;
    window.press("tab-operations").await;
    window.press_row("operation-row").await;
    window.until_text("operation-state", "Finished").await;
    window.picture("03-finished").await;
    window.close().await;
    assert!(provider.received().await.values().all(|times| *times == 1), "a store was received twice");
}

#[tokio::test]
async fn released_after_a_question_and_taken_back_in_time() {
    let (_seat, window, sandbox) = desk("journeys/release", 0).await;
    let provider = Provider { at: sandbox.description().clone() };
    check_rows(&window, 24).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;
    window.press("operation-plan").await;

    window.press("plan-mode-deprovision").await;
    window.press("tree-check-all").await;
    window.until_text("plan-run", "Deprovision").await;
    window.picture("01-plan").await;
    window.press("plan-run").await;
    window.find("release-dialog").await;
    let stores = window.text("plan-stores").await;
    window.write("release-number", &stores).await;
    window.picture("02-question").await;
    window.press("release-confirm").await;
    window.find("operation-hold").await;
    window.picture("03-held").await;
    window.press("operation-undo").await;
    window.until_text("operation-state", "Cancelled").await;
    assert!(provider.calls("deprovisioning").await.is_empty(), "something left");

    window.press("operation-plan").await;
    window.press("plan-mode-deprovision").await;
    window.press("tree-check-all").await;
    window.press("plan-hold-0").await;
    window.press("plan-run").await;
    window.write("release-number", &stores).await;
    window.press("release-confirm").await;
    window.until_text("operation-state", "Finished").await;
    window.picture("04-released").await;
    window.close().await;
    let refused = provider.calls("deprovisioning").await.iter().filter(|call| call.status != Some(202)).count();
    assert_eq!(refused, 0, "the provider refused something that the plan should have left out");
}
