//! Every environment that was opened goes on while another one is shown: its run ends, its receiver takes results.

use gangway_desktop_tests::{
    Seat,
    steps::{authorized_desk_with, open_merchant, register_webhook},
};
use gangway_sandbox::Config;
use std::time::Duration;

#[tokio::test]
async fn a_run_goes_on_while_another_environment_is_shown() {
    let seat = Seat::new().await;
    let other = seat.home().join("mexico");
    std::fs::create_dir_all(&other).expect("a profile folder");
    std::fs::write(other.join("profile.toml"), "kind = \"sandbox\"\n").expect("a profile");
    // Results come long after the other environment is shown.
    let config = Config { webhook_delay: Duration::from_secs(4), ..Config::default() };
    let (mut window, sandbox) = authorized_desk_with(&seat, config).await;
    window.keep_pictures("journeys/environments");
    open_merchant(&window).await;
    window.press("tree-check-all").await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.find("operation-panel").await;
    window.press("nav-settings").await;
    window.press("settings-profiles").await;
    window.press("profile-open-mexico").await;
    window.until("it is shown", "return document.title.includes('Home')").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    window.picture("other").await;
    let state = format!("{}/state", sandbox.description().control);
    gangway_tests::until("every result is taken by the environment that is not shown", async || {
        let state = gangway_tests::http::get(&state).await.json();
        let deliveries = &state["deliveries"];
        deliveries["delivered"].as_u64().unwrap_or(0) > 0 && deliveries["pending"] == 0
    })
    .await;
    window.press("nav-settings").await;
    window.press("settings-profiles").await;
    window.press("profile-open-sandbox").await;
    // It is shown where it was left, and the other one can be opened.
    window.find("profile-open-mexico").await;
    open_merchant(&window).await;
    let over = "return document.querySelector('[data-testid=\"operation-panel\"]')?.dataset.state === 'finished' \
                || document.querySelectorAll('[data-testid=\"tree-row\"][data-state=\"ours\"]').length > 0";
    window.until("its stores are integrated", over).await;
    window.picture("back").await;
    window.close().await;
}
