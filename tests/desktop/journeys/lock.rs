//! The window's lock: nothing is shown or done before the PIN, whatever the page asks; work goes on behind it.

use fantoccini::key::Key;
use gangway_desktop_tests::{Seat, Window, steps::both};
use serde_json::Value;

/// What the shell answers to a command that the page calls past its own screens.
async fn called(window: &Window, command: &str) -> String {
    let script = format!(
        "const done = arguments[0];
         window.__TAURI_INTERNALS__.invoke('{command}').then(() => done('answered'), (error) => done(error.code ?? String(error)))"
    );
    window.run_async(&script).await.as_str().unwrap_or_default().to_owned()
}

async fn unlock(window: &Window, pin: &str) {
    window.write("lock-pin", pin).await;
    window.keys(&[Key::Return]).await;
}

#[tokio::test]
async fn a_locked_window_shows_and_does_nothing_and_a_start_locks() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/lock");
    window.press("first-run-sandbox").await;
    window.press("nav-merchants").await;
    window.find("merchants-empty").await;
    window.press("nav-settings").await;
    window.press("settings-receiver").await;
    window.until_text("settings-receiver-state", "127.0.0.1:").await;
    let address = window.run("return document.querySelector('[data-testid=settings-address]').value").await;
    let hook = format!("http://{}/hooks/nobody", address.as_str().expect("an address"));
    window.press("settings-security").await;
    window.find("disk").await;
    window.write("pin-new", "correct-horse").await;
    window.write("pin-again", "correct-horse").await;
    window.press("pin-set").await;
    window.find("lock-now").await;
    both(&window, "settings").await;
    assert_eq!(called(&window, "merchants").await, "answered");

    window.press("lock-now").await;
    window.find("lock-screen").await;
    both(&window, "locked").await;
    for command in ["merchants", "start", "overview", "save_diagnostics", "set_pin", "lock_after", "arrival"] {
        assert_eq!(called(&window, command).await, "locked", "{command}");
    }
    assert_eq!(called(&window, "lock_status").await, "answered");
    assert_eq!(window.run("return document.querySelectorAll('nav').length").await, Value::from(0));
    let answer = gangway_tests::http::send(gangway_tests::http::client().post(&hook).body("{}")).await;
    assert_eq!(answer.status, 404, "the receiver answers: it knows no such endpoint");

    // A link waits until the window is open again.
    seat.open_address("dev.gangway.console:/open/activity?environment=sandbox").await;
    unlock(&window, "wrong-horse").await;
    window.until_text("lock-refused", "not the PIN").await;
    window.picture("refused").await;
    unlock(&window, "correct-horse").await;
    let there = "return document.querySelector('[data-testid=\"nav-activity\"]')?.ariaCurrent === 'page'";
    window.until("the link leads to its place", there).await;

    window.close().await;
    let window = seat.open().await;
    window.find("lock-screen").await;
    assert_eq!(called(&window, "merchants").await, "locked");
    unlock(&window, "correct-horse").await;
    window.find("nav-merchants").await;
    window.close().await;
}
