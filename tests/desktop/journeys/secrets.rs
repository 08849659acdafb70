//! No secret crosses the border to the window, is logged, or reaches the record.

use gangway_desktop_tests::steps::{authorized_desk, check_rows, open_merchant, register_webhook, start};
use gangway_sandbox::Config;
use gangway_tests::merchant::allow;

#[tokio::test]
async fn nothing_secret_is_heard_logged_or_recorded() {
    let (seat, window, sandbox) = authorized_desk(Config::default()).await;
    window.overhear().await;
    window.press("nav-merchants").await;
    let account = sandbox.description().merchants[1].clone();
    let link = start(&window, "link").await;
    let back = allow(&link, &account).await;
    seat.open_address(&back).await;
    window.until_text("authorize-done", &account.email).await;
    open_merchant(&window).await;
    check_rows(&window, 3).await;
    register_webhook(&window).await;
    window.run_plan().await;
    window.until_text("operation-state", "Finished").await;
    window.press("nav-deliveries").await;
    window.press_row("delivery-row").await;
    window.find("delivery-body").await;
    window.press("nav-activity").await;
    window.find("activity-row").await;

    let heard = window.overheard().await;
    assert!(heard.contains(&account.email) && heard.contains("STORE_PROVISIONING_STATUS"), "nothing was overheard");
    window.close().await;
    let log = std::fs::read(seat.log()).expect("the log");
    let mut record = std::fs::read(seat.home().join("sandbox/record.db")).expect("the record");
    record.extend(std::fs::read(seat.home().join("sandbox/record.db-wal")).unwrap_or_default());
    assert!(holds(&record, account.email.as_bytes()), "the record was not read");
    let code = back.split("code=").nth(1).and_then(|rest| rest.split('&').next()).expect("a code");
    let secrets = [
        ("the client secret", sandbox.description().client_secret.as_str()),
        ("the authorization code", code),
        // Every token of the simulated provider is a JWT, whose first part always begins so.
        ("a token", "eyJ"),
        ("an Authorization header", "Bearer "),
    ];
    for (what, secret) in secrets {
        assert!(!holds(heard.as_bytes(), secret.as_bytes()), "{what} crossed the border to the window");
        assert!(!holds(&log, secret.as_bytes()), "{what} was logged");
        assert!(!holds(&record, secret.as_bytes()), "{what} is in the record");
    }
}

fn holds(text: &[u8], part: &[u8]) -> bool {
    assert!(!part.is_empty());
    text.windows(part.len()).any(|window| window == part)
}
