//! Authorizing that does not go as planned, and the in-app window.

use gangway_desktop_tests::{
    Seat, Window,
    steps::{link, start},
};
use gangway_sandbox::MerchantLogin;
use gangway_tests::merchant::{allow, deny};

async fn sandbox(journey: &str) -> (Seat, Window) {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures(journey);
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    (seat, window)
}

fn account(seat: &Seat, index: usize) -> MerchantLogin {
    seat.provider().at.merchants[index].clone()
}

async fn exchanges(seat: &Seat) -> usize {
    seat.provider().calls("oauth-token").await.len()
}

#[tokio::test]
async fn a_merchant_says_no() {
    let (seat, window) = sandbox("journeys/deny").await;
    let merchant = account(&seat, 0);
    let link = start(&window, "link").await;
    let back = deny(&link, &merchant).await;
    seat.open_address(&back).await;
    window.find("authorize-failure").await;
    window.picture("denied").await;
    assert_eq!(exchanges(&seat).await, 0, "a refusal is never exchanged");
    window.press("authorize-again").await;
    window.find("authorize-way-link").await;
    window.close().await;
}

#[tokio::test]
async fn a_wrong_state_reaches_nobody() {
    let (seat, window) = sandbox("journeys/state").await;
    let merchant = account(&seat, 0);
    let link = start(&window, "link").await;
    let back = allow(&link, &merchant).await;
    let at = back.find("state=").expect("a state") + 6;
    let forged = format!("{}{}{}", &back[..at], if back.as_bytes()[at] == b'x' { 'y' } else { 'x' }, &back[at + 1..]);
    seat.open_address(&forged).await;
    window.write("authorize-paste-input", &forged).await;
    window.press("authorize-paste-submit").await;
    window.find("authorize-problem").await;
    window.picture("forged").await;
    assert_eq!(exchanges(&seat).await, 0, "an unknown state never reaches the token endpoint");
    // The true answer still works, and only once.
    seat.open_address(&back).await;
    window.until_text("authorize-done", &merchant.email).await;
    seat.open_address(&back).await;
    window.press("authorize-show").await;
    window.find("tree-row").await;
    assert_eq!(exchanges(&seat).await, 1);
    window.close().await;
}

#[tokio::test]
async fn somebody_else_signs_in() {
    let (seat, window) = sandbox("journeys/mismatch").await;
    let (expected, merchant) = (account(&seat, 0), account(&seat, 1));
    window.press("authorize-open").await;
    window.write("authorize-email", &expected.email).await;
    window.press("authorize-way-link").await;
    let back = allow(&link(&window).await, &merchant).await;
    seat.open_address(&back).await;
    window.until_text("authorize-question", &merchant.email).await;
    window.picture("question").await;
    window.press("authorize-discard").await;
    window.press("authorize-again").await;
    window.write("authorize-email", &expected.email).await;
    window.press("authorize-way-link").await;
    let back = allow(&link(&window).await, &merchant).await;
    window.write("authorize-paste-input", &back).await;
    window.press("authorize-paste-submit").await;
    window.press("authorize-accept").await;
    window.until_text("authorize-done", &merchant.email).await;
    window.close().await;
}

#[tokio::test]
async fn a_merchant_at_the_desk_uses_the_window_in_the_program() {
    const PICTURES: &str = "journeys/in-app";
    let (seat, window) = sandbox(PICTURES).await;
    let merchant = account(&seat, 0);
    window.press("authorize-open").await;
    window.press("authorize-way-window").await;
    // WebDriver sees the main window only: the login window is filled in as a merchant does, with the keyboard.
    seat.focus_window(&seat.provider().at.login).await;
    wait_for_call(&seat, "/authorize").await;
    seat.picture(PICTURES, "01-sign-in").await;
    seat.press_key("Tab").await;
    seat.type_text(&merchant.email).await;
    seat.press_key("Tab").await;
    seat.type_text(&merchant.password).await;
    seat.press_key("Return").await;
    wait_for_call(&seat, "/authorize/login").await;
    seat.picture(PICTURES, "02-consent").await;
    seat.press_key("Tab").await;
    seat.press_key("Return").await;
    window.until_text("authorize-done", &merchant.email).await;
    seat.picture(PICTURES, "03-done").await;
    window.close().await;
}

/// Until the login host answered a page, and the page is on the screen.
async fn wait_for_call(seat: &Seat, path: &str) {
    gangway_tests::until(&format!("a call of {path}"), async || {
        seat.provider().look("/log").await.as_array().is_some_and(|calls| calls.iter().any(|call| call["path"] == path))
    })
    .await;
    // There is no sign of painting that a test could wait for in a window it does not see into.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
}
