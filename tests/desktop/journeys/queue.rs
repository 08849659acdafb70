//! A day's work: Home opens with what needs a person, one row a subject; the queue says of every merchant what is next and for
//! whom, and takes one act for many.

use fantoccini::key::Key;
use gangway_desktop_tests::{
    Seat,
    steps::{authorize, both, check_rows, open_merchant, register_webhook},
};

const CHOSEN: &str = "return [...document.querySelectorAll('[data-testid=\"queue-row\"][aria-selected=true]')].length";

#[tokio::test]
async fn a_day_is_worked_through() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/queue");
    window.press("first-run-sandbox").await;
    // The program opens at Home: applications that the simulated Rainforest has from the beginning.
    window.find("need-row").await;
    both(&window, "01-home").await;
    authorize(&seat, &window, 0).await;
    open_merchant(&window).await;
    let stores = check_rows(&window, 3).await;
    seat.provider().fail(&stores[..2], 1).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;

    window.press("nav-home").await;
    window.find("need-stores_failed").await;
    both(&window, "02-home-failed").await;
    window.press("figure-to-failed").await;
    window.find("merchant-row").await;
    both(&window, "03-merchants-failed").await;
    window.press("nav-home").await;
    window.press("need-snooze-stores_failed").await;
    window.find("need-snooze-stores_failed-tomorrow").await;
    both(&window, "04-snooze").await;
    window.press("need-snooze-stores_failed-tomorrow").await;
    window.until_text("home-hidden", "1").await;
    window.press("home-hidden").await;
    window.find("hidden-need-row").await;
    both(&window, "05-hidden").await;
    window.press("need-back-stores_failed").await;
    window.until("it is back", "return document.querySelector('[data-testid=\"home-hidden\"]') === null").await;

    window.press("nav-queue").await;
    window.find("queue-row").await;
    both(&window, "06-queue").await;
    // J goes to the first row, X chooses it, and so on.
    for key in ['j', 'x', 'j', 'x'] {
        window.chord(&[], key).await;
    }
    window.until("two are chosen", &format!("{CHOSEN} === 2")).await;
    window.find("queue-selection").await;
    both(&window, "07-chosen").await;
    window.press("queue-assign").await;
    window.press("queue-assign-me").await;
    window
        .until(
            "both are ours",
            "return [...document.querySelectorAll('[data-testid=\"queue-row\"] bdi[title]')].length >= 2",
        )
        .await;
    window.press("queue-set-due").await;
    window.press("queue-set-due-week").await;
    window.press("queue-add-tag").await;
    window.write("queue-ask-tag-word", "chain").await;
    window.press("queue-ask-tag-do").await;
    window.find("queue-tag").await;
    window.press("queue-clear").await;
    both(&window, "08-kept").await;
    window.chord(&[], 'k').await;
    window.keys(&[Key::Enter]).await;
    window.find("queue-next").await;
    both(&window, "09-panel").await;
    window.press("queue-close").await;
    window.press("queue-board").await;
    window.find("queue-lanes").await;
    both(&window, "10-board").await;
    window.press("queue-table").await;
    window.size(1024, 640).await;
    both(&window, "11-small").await;
    window.chord(&[], 'j').await;
    window.chord(&[], 'x').await;
    window.find("queue-selection").await;
    both(&window, "12-small-chosen").await;
    window.press("queue-clear").await;
    window.chord(&[], 'j').await;
    window.keys(&[Key::Enter]).await;
    window.find("queue-next").await;
    both(&window, "13-small-panel").await;
    window.keys(&[Key::Escape]).await;
    window.press("nav-home").await;
    window.find("need-row").await;
    both(&window, "14-small-home").await;
    window.close().await;
}
