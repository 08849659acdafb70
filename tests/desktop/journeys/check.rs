//! Asking what is wrong: the way to the provider, a delivery's signature, a call that never came, and a new secret.

use gangway_desktop_tests::{
    Window,
    steps::{authorized_desk, both, check_rows, open_merchant, register_webhook},
};
use gangway_sandbox::Config;
use gangway_tests::Provider;
use serde_json::json;

async fn outcome(window: &Window, step: &str) -> serde_json::Value {
    window
        .run(&format!(
            "return document.querySelector('[data-testid=\"check-step\"][data-step=\"{step}\"]')?.dataset.outcome"
        ))
        .await
}

#[tokio::test]
async fn a_person_finds_out_what_is_wrong() {
    let (_seat, mut window, sandbox) = authorized_desk(Config::default()).await;
    window.keep_pictures("journeys/check");
    let integration = sandbox.description().integrations[0].clone();

    let provider = Provider { at: sandbox.description().clone() };
    provider.announce(json!({ "date": "2027-03-31", "info": "Read the status of the store instead." })).await;
    window.press("nav-settings").await;
    window.find("rappi-login").await;
    window.run("document.querySelector('[data-testid=\"rappi-login\"]').scrollIntoView()").await;
    both(&window, "00-profile").await;
    window.press("settings-connection").await;
    window.press("check-run").await;
    window.find("check-step").await;
    window.find("announced").await;
    window.find("line-announced").await;
    assert_eq!(outcome(&window, "integrator_login").await, "ok");
    assert_eq!(outcome(&window, "webhook").await, "attention");
    both(&window, "01-check").await;
    window.press("settings-team").await;
    window.find("team-try").await;
    both(&window, "01-team").await;

    window.press("nav-merchants").await;
    open_merchant(&window).await;
    check_rows(&window, 3).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;

    window.press("nav-deliveries").await;
    window.press_row("delivery-row").await;
    window.press("delivery-examine").await;
    window.find("lab-result").await;
    assert_eq!(window.attribute("lab-result", "data-finding").await.as_deref(), Some("right"));
    both(&window, "02-examined").await;

    window.press("lab-open").await;
    window.find("lab-dialog").await;
    window.write("lab-headers", "Rappi-Signature: t=1776765600000,sign=00ff").await;
    window.write("lab-body", "{\"event\":\"STORE_PROVISIONING_STATUS\"}").await;
    both(&window, "03-lab").await;
    window.press("lab-examine").await;
    window.find_css("[data-testid=\"lab-dialog\"] [data-testid=\"lab-result\"]").await;
    both(&window, "04-lab-result").await;
    window.client().refresh().await.expect("a fresh page");

    window.press("nav-settings").await;
    window.press("settings-connection").await;
    window.press("check-run").await;
    window.find("check-step").await;
    assert_eq!(outcome(&window, "webhook").await, "ok");
    window.press("settings-receiver").await;
    window.press(&format!("rotate-{integration}")).await;
    window.find("rotate-dialog").await;
    both(&window, "05-question").await;
    window.press("rotate-confirm").await;
    window.find(&format!("rotation-{integration}")).await;
    window.run(&format!("document.querySelector('[data-testid=\"rotation-{integration}\"]').scrollIntoView()")).await;
    both(&window, "06-rotation").await;

    window.size(1024, 640).await;
    window.press("settings-profile").await;
    window.find("rappi-login").await;
    both(&window, "07-small-profile").await;
    window.press("settings-connection").await;
    both(&window, "07-small-check").await;
    window.press("nav-deliveries").await;
    window.press_row("delivery-row").await;
    window.press("delivery-examine").await;
    window.find("lab-result").await;
    both(&window, "08-small-examined").await;
    window.close().await;
}
