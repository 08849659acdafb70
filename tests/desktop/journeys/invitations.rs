//! A merchant anywhere: invited from the window, signed in by the relay's page, and seen in the list.

use gangway_desktop_tests::{Seat, Window, steps::both};
use gangway_tests::{
    http::{client, send},
    merchant, until,
};

async fn in_a_team(seat: &Seat) -> Window {
    let window = seat.open().await;
    window.find("first-run-try-team").await;
    window.press("first-run-try-team").await;
    window.until_text("line-team", "#").await;
    window.press("nav-merchants").await;
    window.press("view-invitations").await;
    window
}

/// The link of the newest invitation, as the window has it.
async fn address(window: &Window) -> String {
    let script = "const done = arguments[0]; window.__TAURI_INTERNALS__.invoke('invitations').then((rows) => done(rows[0].address));";
    window.run_async(script).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_merchant_is_invited_and_signs_in_from_elsewhere() {
    let seat = Seat::new().await;
    let mut window = in_a_team(&seat).await;
    window.keep_pictures("journeys/invitations");
    window.find("invitations-empty").await;
    window.picture("01-empty").await;
    let account = seat.provider().at.merchants[0].clone();
    window.press("invitations-new").await;
    window
        .write(
            "invitations-list",
            &format!("Parrilla del Puerto {}\u{E007}Café Andino eva@shop.test\u{E007}nobody", account.email),
        )
        .await;
    both(&window, "02-list").await;
    window.press("invitations-read").await;
    window.find("invitee-fault").await;
    window.picture("03-rows").await;
    window.press("invitations-make").await;
    window.find_css("[data-testid=invitation-row]").await;
    both(&window, "04-open").await;
    let rows = window
        .run_async("const done = arguments[0]; window.__TAURI_INTERNALS__.invoke('invitations').then(done);")
        .await;
    let rows = rows.as_array().expect("rows");
    let link = rows.iter().find(|row| row["email"] == account.email.as_str()).expect("the merchant's");
    let link = link["address"].as_str().expect("a link").to_owned();
    until("somebody is there", async || send(client().get(&link)).await.status == 200).await;
    let login = send(client().post(&link)).await.location.expect("on to the login");
    let page = merchant::follow(&merchant::allow(&login, &account).await).await;
    assert!(page.body.contains("You signed in"), "{}", page.body);
    window.until("the list says so", "return document.body.innerText.includes('Signed in')").await;
    both(&window, "05-signed-in").await;
    window.press("invitation-more").await;
    window.find("invitation-cancel").await;
    window.picture("06-menu").await;
    window.close().await;
}

/// Where there is little room, in the language of the longest words.
#[tokio::test]
async fn a_small_german_window_cuts_nothing_off() {
    let seat = Seat::new().await;
    std::fs::write(seat.home().join("preferences.json"), r#"{"language":"de","theme":"dark"}"#).expect("preferences");
    let mut window = in_a_team(&seat).await;
    window.size(1024, 640).await;
    window.keep_pictures("journeys/invitations");
    window.press("invitations-new").await;
    window.write("invitations-list", "Pizzería Bella Vista de la Avenida Corrientes eva@shop.test").await;
    window.press("invitations-read").await;
    window.find_css("[data-testid=invitee-row]").await;
    window.picture("07-rows-small-german").await;
    window.press("invitations-make").await;
    window.find_css("[data-testid=invitation-row]").await;
    window.picture("08-small-german").await;
    let overflow = window.run("return document.documentElement.scrollWidth - window.innerWidth").await;
    assert_eq!(overflow, serde_json::json!(0), "the list is wider than the window");
    assert!(address(&window).await.contains("/m/"));
    window.close().await;
}
