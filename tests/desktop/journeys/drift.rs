//! What changed behind our back is counted in the list, shown with the merchant, and seen.

use gangway_desktop_tests::steps::authorized_desk;
use gangway_sandbox::Config;
use gangway_tests::Provider;

#[tokio::test]
async fn a_store_that_changed_hands_is_seen() {
    let (_seat, mut window, sandbox) = authorized_desk(Config::default()).await;
    window.keep_pictures("journeys/drift");
    let provider = Provider { at: sandbox.description().clone() };
    window.press("tab-drift").await;
    window.find("drift-empty").await;
    let rows = "return [...document.querySelectorAll('[data-testid=\"tree-row\"]')].filter((row) => ['ours', 'not_integrated'].includes(row.dataset.state)).slice(0, 4).map((row) => row.dataset.store)";
    window.press("tab-stores").await;
    window.find("tree-row").await;
    let stores: Vec<String> = serde_json::from_value(window.run(rows).await).expect("stores");
    provider.link(&stores, "theirs").await;
    window.press("merchant-refresh").await;
    window.until_text("tab-drift", "4").await;
    window.press("tab-drift").await;
    window.find("drift-seen").await;
    window.picture("01-differences").await;
    window.press("nav-merchants").await;
    window.find("merchant-row").await;
    window.picture("02-merchants").await;
    window.press_row("merchant-row").await;
    window.press("tab-drift").await;
    window.press("drift-seen").await;
    window.until("they are seen", "return document.querySelector('[data-testid=\"drift-seen\"]') === null").await;
    window.close().await;
}
