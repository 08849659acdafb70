//! A team without an account: a colleague whose work moves the tree of this window, and the way back.

use gangway_desktop_tests::{Seat, steps::both};
use gangway_tests::until;

#[tokio::test]
async fn a_team_is_tried_in_the_sandbox_and_left() {
    let seat = Seat::new().await;
    let mut window = seat.open().await;
    window.keep_pictures("journeys/tried-team");
    window.find("first-run-try-team").await;
    both(&window, "00-first-run").await;
    window.press("first-run-try-team").await;
    window.until_text("line-team", "Complete to #").await;
    window.press("nav-settings").await;
    window.press("settings-team").await;
    window.until("the colleague is a member", "return document.body.innerText.includes('Carla (simulated)')").await;
    both(&window, "01-team").await;
    window.press("line-team").await;
    window.find("line-team-more").await;
    window.picture("02-line").await;
    window.press("line-team-open").await;
    // The colleague runs by itself: its results come through the relay, to this window too.
    window.press("nav-deliveries").await;
    until("a result came", async || window.shows("[data-testid=delivery-row]").await).await;
    window.picture("03-deliveries").await;
    // What it did is told with its name.
    window.press("nav-home").await;
    window.until("the run is at home", "return document.querySelector('[data-testid=team-run-row]') !== null").await;
    window.run("document.querySelector('[data-testid=team-run-row]').scrollIntoView({ block: 'center' })").await;
    both(&window, "04-home").await;
    window.press("nav-activity").await;
    window.press("activity-of-team").await;
    window
        .until("the run is in the team's log", "return document.querySelector('[data-testid=team-fact-row]') !== null")
        .await;
    window.press_row("team-fact-row").await;
    window.find("team-fact").await;
    both(&window, "05-facts").await;
    window.press("nav-settings").await;
    window.press("settings-team").await;
    window.press("team-leave").await;
    window.press("team-leave-yes").await;
    window.find("team-try").await;
    window.press("settings-receiver").await;
    window.until_text("settings-receiver-state", "127.0.0.1:").await;
    window.close().await;
}
