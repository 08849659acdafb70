//! The activity: filtered, read entry by entry, and proven; what somebody changed outside is said in the place itself.

use gangway_desktop_tests::steps::{authorized_desk, both, check_rows, open_merchant, register_webhook};
use gangway_record::Connection;
use gangway_sandbox::Config;

const ROWS: &str = "document.querySelectorAll('[data-testid=\"activity-row\"]').length";

#[tokio::test]
async fn what_was_done_is_read_and_proven() {
    let (seat, mut window, _sandbox) = authorized_desk(Config::default()).await;
    window.keep_pictures("journeys/activity");
    open_merchant(&window).await;
    check_rows(&window, 3).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;

    window.press("nav-activity").await;
    window.find("activity-row").await;
    window.find("activity-whole").await;
    let all = window.run(&format!("return {ROWS}")).await.as_u64().expect("a number");
    window.press("activity-act").await;
    window.press_css("[role=option][data-key=\"operation_started\"]").await;
    window.until("only runs are listed", &format!("return {ROWS} === 1")).await;
    window.press_row("activity-row").await;
    window.find("act-changes").await;
    window.until_text("act-changes", "Running").await;
    both(&window, "01-entry").await;
    window.press("activity-export").await;
    window.press("activity-export-csv").await;
    window.find("saved").await;
    window.press("activity-act").await;
    window.press_css("[role=option][data-key=\"any\"]").await;
    window.until("all are listed again", &format!("return {ROWS} === {all}")).await;
    window.write("activity-search", "author").await;
    window.until("the authorization is found", &format!("return {ROWS} === 1")).await;
    window.client().refresh().await.expect("a fresh page");
    window.press("nav-activity").await;

    // Somebody takes the newest entries out of the file.
    window.until_text("activity-whole", "Log intact (verified)").await;
    let c = Connection::open(seat.home().join("sandbox/record.db")).expect("the record");
    c.execute_batch(
        "DROP TRIGGER audit_is_append_only_update; DROP TRIGGER audit_is_append_only_delete;
         UPDATE audit SET actor = 'somebody else' WHERE id = 1;
         DELETE FROM audit WHERE id > (SELECT max(id) FROM audit) - 2;",
    )
    .expect("it is written");
    window.press("activity-check").await;
    window.until_text("activity-broken", "The end was cut off").await;
    both(&window, "02-broken").await;
    window.size(1024, 640).await;
    both(&window, "03-small-broken").await;
    window.press("activity-accept").await;
    window.find("activity-accept-dialog").await;
    both(&window, "04-accept").await;
    window.press("activity-accept-sure").await;
    window
        .until(
            "the end is accepted, the changed entry stays said",
            "return !document.querySelector('[data-testid=\"activity-broken\"]').textContent.includes('cut off')",
        )
        .await;
    window.press_row("activity-row").await;
    window.find("act-facts").await;
    both(&window, "05-small-entry").await;
    window.close().await;
}
