//! Applications at Rainforest: by status, as a table, one in full; late messages, a missed one, and personal data asked for.

use fantoccini::key::Key;
use gangway_desktop_tests::{Seat, Window};
use gangway_tests::RainforestTruth;
use serde_json::json;

async fn fits(window: &Window, name: &str) {
    window.picture(name).await;
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, json!(0), "{name} is wider than the window");
}

/// Opens the card or row with this id, as a person at the keyboard does.
async fn open(window: &Window, test_id: &str, id: &str) {
    let script = format!(
        "const row = document.querySelector('[data-testid=\"{test_id}\"][data-id=\"{id}\"]');
         (row.querySelector('[role=\"rowheader\"]') ?? row).focus(); return true"
    );
    window
        .until(
            &format!("{id} is there"),
            &format!("return document.querySelector('[data-testid=\"{test_id}\"][data-id=\"{id}\"]') !== null"),
        )
        .await;
    window.run(&script).await;
    window.keys(&[Key::Enter]).await;
}

#[tokio::test]
async fn applications_are_followed_to_their_decision() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/applications");
    window.press("first-run-sandbox").await;
    window.press("nav-applications").await;
    window.find_css("[data-testid=\"application-card\"]").await;
    let truth: RainforestTruth = seat.provider().rainforest();
    fits(&window, "01-board").await;

    // A whole life, told backwards and twice, with a name that is meant to break something.
    let name = "<img src=x onerror=alert(1)> \u{202e}Café Luna 👩🏽‍🚀";
    let request = json!({
        "through": ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION", "PROCESSING", "IN_REVIEW"],
        "order": "reversed", "times": 2, "new_ids": true, "apart_s": 90_000, "set": { "dba_name": name },
    });
    let late = truth.play(request).await;
    open(&window, "application-card", &late.id).await;
    window.until_text("application-state", "In review").await;
    window.until_text("application-timeline", "Came late").await;
    fits(&window, "02-late").await;
    let scripts = window.run("return document.querySelectorAll('main img, aside img').length").await;
    assert_eq!(scripts, json!(0), "markup in a name is text");

    // More was asked for; everything about it is in the panel.
    let needs =
        truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION"], "apart_s": 200_000 })).await;
    open(&window, "application-card", &needs.id).await;
    window.until_text("application-reviews", "Bank statements").await;
    window.until_text("fields-people", "Hidden").await;
    fits(&window, "03-needs-information").await;
    window.press("personal-show").await;
    window.until_text("fields-people", "@example.com").await;
    window.run("document.querySelector('[data-testid=\"fields-people\"]').scrollIntoView(); return true").await;
    fits(&window, "04-personal").await;
    window.press("application-close").await;

    // Nobody told of it: asking finds out.
    truth.move_silently(&late.id, "DECLINED").await;
    window.press("applications-refresh").await;
    open(&window, "application-card", &late.id).await;
    window.until_text("application-state", "Declined").await;
    window.until_text("application-timeline", "From the API").await;
    fits(&window, "05-asked").await;
    window.press("application-close").await;

    window.press("applications-table").await;
    window.find_css("[data-testid=\"application-row\"]").await;
    fits(&window, "06-table").await;
    window.press("view-needing").await;
    window.press("applications-resubmitted").await;
    window.press("view-keep").await;
    window.write("view-name", "Handed in again and stuck").await;
    fits(&window, "07-keep-view").await;
    window.press("view-confirm").await;
    window.find_css("[data-testid=\"view-kept\"]").await;

    window.run("document.documentElement.dataset.theme = 'dark'").await;
    window.press("applications-board").await;
    fits(&window, "08-dark").await;
    open(&window, "application-card", &needs.id).await;
    window.until_text("application-timeline", "Needs information").await;
    fits(&window, "09-dark-panel").await;
    window.press("application-close").await;

    window.press("nav-activity").await;
    window.until_text("activity-row", "Personal data of an application shown").await;
    let text = window.run("return document.body.textContent").await;
    assert!(!text.as_str().unwrap_or_default().contains("@example.com"), "the activity names no address");
    window.close().await;
}

#[tokio::test]
async fn applications_in_a_small_window_in_spanish() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"es","theme":"light"}"#).expect("preferences");
    let mut window = seat.open().await;
    window.size(1024, 640).await;
    window.keep_pictures("journeys/applications-small");
    window.press("first-run-sandbox").await;
    window.press("nav-applications").await;
    window.find_css("[data-testid=\"application-card\"]").await;
    fits(&window, "01-board").await;
    window.press("applications-table").await;
    window.find_css("[data-testid=\"application-row\"]").await;
    fits(&window, "02-table").await;
    window.run("document.querySelector('[data-testid=\"application-row\"] [role=\"rowheader\"]').focus()").await;
    window.keys(&[Key::Enter]).await;
    window.find("application-state").await;
    fits(&window, "03-drawer").await;
    window.keys(&[Key::Escape]).await;
    // What is wrong is said in the person's language; what is new to us stays as the provider writes it.
    let truth: RainforestTruth = seat.provider().rainforest();
    let request = json!({ "through": ["IN_PROGRESS"], "set": { "new_field": { "part": "as it came" } } });
    let filled = truth.play(request).await;
    window.press("applications-board").await;
    open(&window, "application-card", &filled.id).await;
    window.until_text("application-problems", "Propietario 1 · últimos cuatro dígitos").await;
    window.until_text("application-problems", "Sitio web").await;
    window.until_text("application-problems", "The website does not answer").await;
    window.until_text("fields-other", "new_field.part").await;
    fits(&window, "05-problems").await;
    window.run("document.querySelector('[data-testid=\"fields-people\"]').scrollIntoView(); return true").await;
    fits(&window, "06-fields").await;
    window.run("document.documentElement.dataset.theme = 'dark'; return true").await;
    window.run("document.querySelector('[data-testid=\"fields-other\"]').scrollIntoView(); return true").await;
    fits(&window, "07-fields-dark").await;
    window.run("document.documentElement.dataset.theme = 'light'; return true").await;
    window.keys(&[Key::Escape]).await;
    window.press("nav-settings").await;
    window.press("settings-credentials").await;
    window.find("rainforest-facts").await;
    window.run("document.querySelector('[data-testid=\"rainforest-facts\"]').scrollIntoView(); return true").await;
    fits(&window, "04-settings").await;
    window.close().await;
}
