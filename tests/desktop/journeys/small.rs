//! A small window: 1024×640, Spanish, dark. Nothing overflows, the panel is a drawer, and everything can be reached.

use gangway_desktop_tests::{
    Seat, Window,
    steps::{authorize, check_rows, open_merchant, register_webhook},
};

async fn fits(window: &Window, place: &str) {
    window.picture(place).await;
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, serde_json::json!(0), "{place} is wider than the window");
}

#[tokio::test]
async fn a_small_window_cuts_nothing_off() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"es","theme":"dark"}"#).expect("preferences");
    let mut window = seat.open().await;
    window.size(1024, 640).await;
    window.keep_pictures("journeys/small");
    window.find("first-run-sandbox").await;
    fits(&window, "01-first-run").await;
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    authorize(&seat, &window, 0).await;
    fits(&window, "02-authorized").await;
    open_merchant(&window).await;
    fits(&window, "03-stores").await;
    check_rows(&window, 22).await;
    window.press("panel-open").await;
    register_webhook(&window).await;
    fits(&window, "04-plan").await;
    window.run_plan().await;
    window.until_text("count-confirmed", "22").await;
    fits(&window, "05-confirmed").await;
    window.close().await;
}
