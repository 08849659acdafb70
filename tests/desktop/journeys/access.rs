//! axe-core on every place, light and dark: no serious finding.

use fantoccini::key::Key;
use gangway_desktop_tests::steps::{authorize, check_rows, open_merchant, register_webhook};
use gangway_desktop_tests::{Seat, Window};

const AXE: &str = include_str!("../../../ui/node_modules/axe-core/axe.min.js");

async fn check(window: &Window, place: &str) {
    for theme in ["light", "dark"] {
        window.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
        window.picture(&format!("{place}-{theme}")).await;
        window.run(&format!("if (!window.axe) {{ {AXE}; window.axe = axe }}")).await;
        let found = window
            .run_async(
                "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'], iframes: false }).then((result) => done(result.violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.target + ' ' + node.failureSummary).join('; '))), (error) => done(['axe: ' + error]))",
            )
            .await;
        assert_eq!(found, serde_json::json!([]), "{place}, {theme}");
    }
}

async fn applications(window: &Window) {
    window.press("nav-applications").await;
    window.find("application-card").await;
    check(window, "applications-board").await;
    window.run("document.querySelector('[data-testid=\"application-card\"]').focus(); return true").await;
    window.keys(&[Key::Enter]).await;
    window.find("application-timeline").await;
    check(window, "application").await;
    window.press("applications-table").await;
    window.find("application-row").await;
    check(window, "applications-table").await;
    window.press("nav-merchants").await;
    window.press("view-businesses").await;
    window.press("business-new").await;
    window.write("business-name", "Café").await;
    window.press("account-rappi").await;
    check(window, "business-new").await;
    window.press("business-save").await;
    window.find("happening").await;
    check(window, "business").await;
}

async fn subscriptions(window: &Window) {
    window.press("nav-subscriptions").await;
    window.find("subscriptions-read").await;
    check(window, "subscriptions-empty").await;
    window.press("subscription-new").await;
    window.write("desired-event", "DISPUTE_CREATED").await;
    window.keys(&[Key::Tab]).await;
    window.press("desired-target-here").await;
    window.until_text("request-preview", "POST").await;
    check(window, "subscription-new").await;
    window.press("subscription-send").await;
    window
        .until("it is created", "return document.querySelector('[data-testid=\"subscription-dialog\"]') === null")
        .await;
    window.find("subscription-panel").await;
    check(window, "subscriptions").await;
    for (way, view) in [("view-matrix", "matrix"), ("subscriptions-providers", "providers")] {
        window.press(way).await;
        check(window, &format!("subscriptions-{view}")).await;
    }
}

#[tokio::test]
async fn no_place_shuts_anybody_out() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/access");
    window.find("first-run-sandbox").await;
    check(&window, "first-run").await;
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    check(&window, "merchants-empty").await;
    window.press("authorize-open").await;
    window.find("authorize-dialog").await;
    check(&window, "authorize").await;
    window.press("authorize-way-link").await;
    window.find("authorize-url").await;
    check(&window, "authorize-link").await;
    window.press("authorize-cancel").await;
    window.client().refresh().await.expect("a fresh page");
    authorize(&seat, &window, 0).await;
    open_merchant(&window).await;
    check(&window, "stores").await;
    check_rows(&window, 25).await;
    register_webhook(&window).await;
    check(&window, "plan").await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;
    check(&window, "operation").await;
    for (tab, sign) in [
        ("tab-operations", "operation-row"),
        ("tab-drift", "drift-empty"),
        ("tab-webhook", "tab-webhook"),
        ("tab-review", "review-empty"),
    ] {
        window.press(tab).await;
        window.find(sign).await;
        check(&window, tab).await;
    }
    window.press("review-keep-first").await;
    window.find("keep-dialog").await;
    check(&window, "review-keep").await;
    window.press("keep-confirm").await;
    window.until("it is kept", "return document.querySelector('[data-testid=\"keep-dialog\"]') === null").await;
    check(&window, "review").await;
    subscriptions(&window).await;
    applications(&window).await;
    for (place, sign) in [
        ("home", "home-applications"),
        ("merchants", "merchant-row"),
        ("deliveries", "delivery-row"),
        ("notifications", "preview-only"),
        ("activity", "activity-row"),
    ] {
        window.press(&format!("nav-{place}")).await;
        window.find(sign).await;
        check(&window, place).await;
    }
    window.press("nav-merchants").await;
    authorize(&seat, &window, 1).await;
    window.keys(&[Key::Escape]).await;
    window.press("nav-merchants").await;
    window.write("merchants-search", "franq").await;
    window
        .until("one is found", "return document.querySelectorAll('[data-testid=\"merchant-row\"]').length === 1")
        .await;
    check(&window, "merchants-search").await;
    window.press("nav-settings").await;
    for section in ["profile", "credentials", "receiver", "connection", "notifications", "appearance", "profiles"] {
        window.press(&format!("settings-{section}")).await;
        check(&window, &format!("settings-{section}")).await;
    }
    window.press("palette-open").await;
    window.find("palette").await;
    check(&window, "palette").await;
    window.close().await;
}
