//! What is said to the person lies over no button, in either size, theme and language.

use fantoccini::key::Key;
use gangway_desktop_tests::{
    Seat, Window,
    steps::{both, check_rows, link, open_merchant, start},
};
use gangway_tests::merchant::allow;
use serde_json::json;

/// Every button and field of the topmost layer that a notice lies over, looked at in its middle and near its corners.
const COVERED: &str = r#"
    const layers = document.querySelectorAll('[role="dialog"], [role="alertdialog"]');
    const top = layers[layers.length - 1] ?? document.body;
    const said = (element) => element?.closest('[data-testid^="notice-"]') ?? null;
    const isCovered = (element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        if (width === 0 || height === 0 || said(element)) return false;
        const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
        return points.some(([x, y]) => said(document.elementFromPoint(left + x * width, top + y * height)));
    };
    return [...top.querySelectorAll('button, input, select, textarea, a[href]')].filter(isCovered)
        .map((element) => element.dataset.testid ?? element.textContent);
"#;

async fn nothing_is_covered(window: &Window, name: &str) {
    window.until("something is said", "return document.querySelector('[data-testid^=\"notice-\"]') !== null").await;
    both(window, name).await;
    assert_eq!(window.run(COVERED).await, json!([]), "{name}: a notice lies over these");
}

async fn journey(seat: &Seat, language: &str, (width, height): (u32, u32)) {
    let mut window = seat.open().await;
    window.size(width, height).await;
    window.keep_pictures(&format!("journeys/notices-{language}"));
    window.press("first-run-sandbox").await;
    start(&window, "link").await;
    window.press("authorize-copy").await;
    nothing_is_covered(&window, "01-dialog").await;

    let account = seat.provider().at.merchants[0].clone();
    let back = allow(&link(&window).await, &account).await;
    seat.open_address(&back).await;
    window.until_text("authorize-done", &account.email).await;
    open_merchant(&window).await;
    check_rows(&window, 22).await;
    window.press("merchant-more").await;
    window.press("merchant-export").await;
    nothing_is_covered(&window, "02-page").await;
    if width < 1100 {
        window.press("panel-open").await;
        nothing_is_covered(&window, "03-drawer").await;
        window.keys(&[Key::Escape]).await;
    }
    window.press("merchant-more").await;
    window.press("merchant-export").await;
    window.press("merchant-more").await;
    window.press("merchant-import").await;
    window.find("import-dialog").await;
    nothing_is_covered(&window, "04-wide-dialog").await;
    window.close().await;
}

#[tokio::test]
async fn a_notice_lies_over_no_button() {
    journey(&Seat::new().await, "en", (1280, 800)).await;
}

#[tokio::test]
async fn a_notice_lies_over_no_button_of_a_small_window_in_spanish() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"es","theme":"light"}"#).expect("preferences");
    journey(&seat, "es", (1024, 640)).await;
}
