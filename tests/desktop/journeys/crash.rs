//! kill -9 in the middle of a run, and the next start.

use gangway_desktop_tests::steps::{authorized_desk, open_merchant, register_webhook};
use gangway_sandbox::Config;
use gangway_tests::Provider;
use std::time::Duration;

#[tokio::test]
async fn a_power_cut_in_the_middle_of_a_run() {
    let config = Config { latency: Duration::from_millis(700), ..Config::default() };
    let (seat, mut window, sandbox) = authorized_desk(config).await;
    window.keep_pictures("journeys/crash");
    window.press("tree-check-all").await;
    register_webhook(&window).await;
    window.run_plan().await;
    // The first four requests are under way, three more wait for their turn.
    window.find("count-sending").await;
    window.picture("01-before").await;
    seat.kill();
    drop(window);

    let mut window = seat.open().await;
    window.keep_pictures("journeys/crash");
    window.find("left-open").await;
    window.picture("02-left-open").await;
    window.press("left-open-read").await;
    window.press("nav-settings").await;
    window.find("settings-workers").await;
    window.run("document.querySelector('[data-testid=\"settings-workers\"]').scrollIntoView({ block: 'end' })").await;
    window.picture("02-background-work").await;
    open_merchant(&window).await;
    window.until("nothing is unknown any more", "return [...document.querySelectorAll('[data-testid=\"tree-row\"]')].length > 0 && !document.querySelector('[data-testid=\"filter-unknown\"]').textContent.match(/[1-9]/)").await;
    window.press("tab-operations").await;
    window.press_row("operation-row").await;
    window.find("operation-summary").await;
    window.picture("03-settled").await;
    let words = window.words().await;
    assert!(!words.contains("asking"), "{words}");
    window.press("operation-resume").await;
    window.until_text("operation-state", "Finished").await;
    window.picture("04-sent-the-rest").await;
    window.close().await;

    let times = Provider { at: sandbox.description().clone() }.received().await;
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    assert!(times.len() > 100 && twice.is_empty(), "{} sent, twice: {twice:?}", times.len());
}
