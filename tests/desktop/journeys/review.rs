//! Reviewing a tree: keep it, let something happen, compare, sign off; what was signed off can be looked at again.

use gangway_desktop_tests::steps::{authorized_desk, both};
use gangway_sandbox::Config;
use gangway_tests::Provider;

const STORES: &str = "return [...document.querySelectorAll('[data-testid=\"tree-row\"]')].filter((row) => ['ours', 'not_integrated'].includes(row.dataset.state)).slice(0, 6).map((row) => row.dataset.store)";
const DIFFERENCES: &str = "document.querySelectorAll('[data-testid=\"difference-row\"]').length";

#[tokio::test]
async fn a_tree_is_kept_compared_and_signed_off() {
    let (_seat, mut window, sandbox) = authorized_desk(Config::default()).await;
    window.keep_pictures("journeys/review");
    let provider = Provider { at: sandbox.description().clone() };
    let stores: Vec<String> = serde_json::from_value(window.run(STORES).await).expect("stores");
    window.press("tab-review").await;
    window.find("review-empty").await;
    both(&window, "01-first").await;
    window.press("review-keep-first").await;
    window.find("keep-dialog").await;
    window.write("keep-name", "Before Easter").await;
    both(&window, "02-keep").await;
    window.press("keep-confirm").await;
    window.until_text("snapshot-row", "Before Easter").await;

    provider.link(&stores, "theirs").await;
    window.press("merchant-refresh").await;
    window.until("differences are shown", &format!("return {DIFFERENCES} === {}", stores.len())).await;
    window.press("review-sign-off").await;
    window.find("sign-off-counts").await;
    window.write("sign-off-note", "Agreed with the merchant: these stores moved to another integration.").await;
    both(&window, "03-sign-off").await;
    window.press("sign-off-confirm").await;
    window.until_text("sign-off-row", "Agreed with the merchant").await;
    both(&window, "04-signed-off").await;

    window.press("review-export").await;
    window.press("review-export-html").await;
    window.find("saved").await;
    // The tree goes on; what was signed off is still there to be looked at.
    provider.link(&stores, "nobody").await;
    window.press("merchant-refresh").await;
    window.press("sign-off-show").await;
    window.until("it is as it was", &format!("return {DIFFERENCES} === {}", stores.len())).await;
    window.write("review-search", &stores[0]).await;
    window.until("one is found", &format!("return {DIFFERENCES} === 1")).await;
    window.size(1024, 640).await;
    both(&window, "05-small").await;
    window.press("review-panel-open").await;
    window.find("snapshot-row").await;
    both(&window, "06-small-panel").await;
    window.close().await;
}
