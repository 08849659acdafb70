//! From the first screen to confirmed stores without a mouse, in Spanish.

use fantoccini::key::Key;
use gangway_desktop_tests::{Seat, Window, steps::link};
use gangway_tests::merchant::allow;

#[tokio::test]
async fn everything_without_a_mouse() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/keyboard");
    window.find("first-run-sandbox").await;
    window.tab_to("language-en").await;
    window.keys(&[Key::Right]).await;
    window.until_text("first-run-sandbox", "Abrir").await;
    window.picture("01-primera-vez").await;
    window.tab_to("first-run-sandbox").await;
    window.keys(&[Key::Enter]).await;
    window.find("nav-merchants").await;
    for letter in ['g', 'm'] {
        window.chord(&[], letter).await;
    }
    window.find("merchants-empty").await;

    window.chord(&[Key::Control], 'k').await;
    window.find("palette-input").await;
    for letter in "autorizar".chars() {
        window.chord(&[], letter).await;
    }
    window.find("palette-item").await;
    window.picture("02-paleta").await;
    window.keys(&[Key::Enter]).await;
    window.find("authorize-dialog").await;
    window.tab_to("authorize-way-link").await;
    window.keys(&[Key::Enter]).await;
    let account = seat.provider().at.merchants[2].clone();
    let back = allow(&link(&window).await, &account).await;
    seat.open_address(&back).await;
    window.until_text("authorize-done", &account.email).await;
    window.picture("03-autorizado").await;
    window.tab_to("authorize-show").await;
    window.keys(&[Key::Enter]).await;
    window.find("tree-row").await;

    window.tab_to("tree-row").await;
    window.chord(&[Key::Control], 'a').await;
    window.until_text("selection-bar", "3").await;
    window.tab_to("plan-register").await;
    window.keys(&[Key::Enter]).await;
    window
        .until("the webhook is registered", "return document.querySelector('[data-testid=\"plan-register\"]') === null")
        .await;
    window.picture("04-plan").await;
    window.tab_to("plan-run").await;
    window.keys(&[Key::Enter]).await;
    window.until_text("count-confirmed", "3").await;
    window.picture("05-confirmadas").await;
    window.close().await;
}

/// A place of the side bar is the one that is shown.
async fn here(window: &Window, place: &str) {
    let there = format!("return document.querySelector('[data-testid=\"nav-{place}\"]').ariaCurrent === 'page'");
    window.until(&format!("{place} is shown"), &there).await;
}

#[tokio::test]
async fn the_way_back_and_the_place_after_a_restart() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/back");
    window.press("first-run-sandbox").await;
    window.find("nav-merchants").await;
    for letter in ['g', 'm'] {
        window.chord(&[], letter).await;
    }
    window.find("merchants-empty").await;
    for letter in ['g', 'a'] {
        window.chord(&[], letter).await;
    }
    here(&window, "applications").await;
    window.press("nav-deliveries").await;
    here(&window, "deliveries").await;
    window.chord(&[Key::Alt], char::from(Key::Left)).await;
    here(&window, "applications").await;
    window.chord(&[Key::Alt], char::from(Key::Right)).await;
    here(&window, "deliveries").await;
    seat.focus_window("— Gangway").await;
    seat.point(640, 400).await;
    seat.click(8).await;
    here(&window, "applications").await;
    seat.click(9).await;
    here(&window, "deliveries").await;
    window.press("nav-settings").await;
    window.press("settings-network").await;
    window.find("network-ways").await;
    window.picture("settings").await;
    window.close().await;
    let window = seat.open().await;
    window.find("network-ways").await;
    here(&window, "settings").await;
    window.close().await;
}
