//! Links that the desktop opens lead to a view; the size of the window is kept.

use fantoccini::key::Key;
use gangway_desktop_tests::{Seat, Window};

/// A script that says whether something of the page is pressed.
fn pressed(id: &str) -> String {
    format!("return document.querySelector('[data-testid=\"{id}\"]')?.ariaPressed === 'true'")
}

#[tokio::test]
async fn a_link_leads_to_its_view_and_a_wrong_one_says_why_not() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/links");
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    seat.open_address("dev.gangway.console:/open/deliveries?verdict=rejected&environment=sandbox").await;
    window.until("the rejected deliveries are shown", &pressed("filter-rejected")).await;
    window.picture("view").await;

    seat.open_address("dev.gangway.console:/open/home?environment=elsewhere").await;
    window.until_text("notice-warning", "elsewhere").await;
    seat.open_address("dev.gangway.console:/open/settings/credentials?environment=sandbox").await;
    window
        .until("both are said", "return document.querySelectorAll('[data-testid=\"notice-warning\"]').length === 2")
        .await;
    window.until("the view stays", &pressed("filter-rejected")).await;
    window.picture("refused").await;

    window.press("history-back").await;
    window.find("merchants-empty").await;
    window.press("history-forward").await;
    window.until("the view is there again", &pressed("filter-rejected")).await;
    window.close().await;
}

async fn narrower(window: &Window, than: u32) {
    window.until("the window is drawn larger", &format!("return innerWidth < {than}")).await;
}

#[tokio::test]
async fn the_window_is_drawn_larger_and_stays_so() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/size");
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    let before = window.run("return innerWidth").await.as_u64().expect("a width");
    for _ in 0..5 {
        window.chord(&[Key::Control], '+').await;
    }
    let half = u32::try_from(before * 11 / 20).expect("a width");
    narrower(&window, half).await;
    let page = "return document.documentElement.scrollWidth <= innerWidth";
    // The driver's pointer knows nothing of the size of the window; the keyboard does.
    let places = [
        ('a', "applications"),
        ('s', "subscriptions"),
        ('w', "deliveries"),
        ('n', "notifications"),
        ('u', "activity"),
        ('h', "home"),
        ('e', "settings"),
    ];
    for (letter, place) in places {
        window.chord(&[], 'g').await;
        window.chord(&[], letter).await;
        let here = format!("return document.querySelector('[data-testid=\"nav-{place}\"]').ariaCurrent === 'page'");
        window.until(&format!("{place} is shown"), &here).await;
        window.until(&format!("{place} has no scroll bar of the page"), page).await;
        window.picture(place).await;
    }
    window.close().await;
    let window = seat.open().await;
    window.find("nav-settings").await;
    narrower(&window, half).await;
    window.chord(&[Key::Control], '0').await;
    window.until("the window is as usual again", &format!("return innerWidth >= {before}")).await;
    window.close().await;
}
