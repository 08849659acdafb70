//! What is wrong is said where it is, in the person's language; a secret is made; a letter that came back is given to its message.

#![expect(clippy::expect_used, reason = "a desk that does not work ends the test with a sentence")]

use crate::notifications::{desk, fits, open_email, theme, to_settings, write_anew};
use fantoccini::Locator;
use gangway_desktop_tests::Window;
use gangway_tests::mail::{PASSWORD, USER};
use serde_json::json;

async fn saved(window: &Window) {
    window.press("notifications-save").await;
    window.until("it is saved", "return document.querySelector('[data-testid=\"notifications-save\"]').disabled").await;
}

/// What a mail server sends back for a letter of ours.
fn report(id: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.shop.test\r\nContent-Type: multipart/report\r\n\r\nReporting-MTA: dns; mx.shop.test\r\n\r\n\
         Final-Recipient: rfc822; office@shop.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1\r\n No such mailbox here\r\n\r\nMessage-ID: <{id}@platform.test>\r\n"
    )
}

async fn message_id(window: &Window) -> String {
    let script =
        "return /msg_[0-9a-f]{32}/.exec(document.querySelector('[data-testid=\"notification-facts\"]').textContent)[0]";
    window.run(script).await.as_str().expect("a text").to_owned()
}

/// One is made, tried, and replaced only after a question.
async fn make_a_secret(window: &Window) {
    window.press("platform-secret-make").await;
    window.find("platform-secret-copy").await;
    window.run("document.querySelector('[data-testid=\"platform-secret-make\"]').scrollIntoView(); return true").await;
    fits(window, "04-secret").await;
    window.press("try-platform").await;
    window.find("tried-platform").await;
    fits(window, "05-tried").await;
    window.press("platform-secret-make").await;
    window.find("platform-secret-question").await;
    fits(window, "06-replace").await;
    window.press("platform-secret-keep").await;
}

#[tokio::test]
async fn what_is_wrong_is_said_in_its_place_and_what_comes_back_is_noted() {
    let (seat, mut window, mail) = desk(Some(r#"{"language":"es","theme":"light"}"#)).await;
    window.keep_pictures("journeys/returned");
    to_settings(&window).await;
    window.overhear().await;
    write_anew(&window, "notifications-zone", "Bogota").await;
    window.press("notifications-save").await;
    window
        .until("the field has the focus", "return document.activeElement.dataset.testid === 'notifications-zone'")
        .await;
    fits(&window, "01-mistake").await;
    theme(&window, "dark").await;
    fits(&window, "02-mistake-dark").await;
    theme(&window, "light").await;
    write_anew(&window, "notifications-zone", "America/Bogota").await;
    write_anew(&window, "platform-url", "https://hooks.example.com/x").await;
    window.press("notifications-save").await;
    window.until("the field has the focus", "return document.activeElement.dataset.testid === 'platform-url'").await;
    fits(&window, "03-mistake-of-the-address").await;
    write_anew(&window, "platform-url", "http://127.0.0.1:9/gangway").await;
    write_anew(&window, "notifications-platform-name", "PlatformPay").await;
    write_anew(&window, "notifications-link", "https://platform.test/apply/{application_id}").await;
    write_anew(&window, "mail-user", USER).await;
    write_anew(&window, "mail-password", "wrong").await;
    saved(&window).await;

    make_a_secret(&window).await;

    window.press("sending-switch").await;
    window.press("sending-confirm").await;
    window.find("sending-on").await;
    window.press("nav-notifications").await;
    open_email(&window).await;
    window.press("notification-send").await;
    window.until_text("notification-words", "rechaza el inicio de sesión").await;
    window.until_text("notification-words", "535").await;
    fits(&window, "07-reason").await;
    window.press("notifications-channel").await;
    fits(&window, "08-channels").await;
    window.press_css("[role=option][data-key=platform]").await;
    window
        .until(
            "only calls are listed",
            "return [...document.querySelectorAll('[data-testid=\"notification-row\"]')].every((row) => /Plataforma/.test(row.textContent))",
        )
        .await;
    window.press_row("notification-row").await;
    window.press("notification-send").await;
    window.until_text("notification-words", "Ahí nada acepta conexiones").await;
    window.press("notification-only").await;
    window.find("notifications-merchant").await;
    fits(&window, "09-only").await;
    window.press("notifications-merchant").await;
    window.press("notifications-channel").await;
    window.press_css("[role=option][data-key=all]").await;

    to_settings(&window).await;
    write_anew(&window, "mail-password", PASSWORD).await;
    saved(&window).await;
    window.press("nav-notifications").await;
    open_email(&window).await;
    window.press("notification-send").await;
    window.press("notification-bounce").await;
    window.find("bounce-letter").await.send_keys("Hola").await.expect("a field takes a text");
    window.find("bounce-failure").await;
    fits(&window, "10-no-bounce").await;
    window.press("bounce-cancel").await;
    let id = message_id(&window).await;
    window.press("notification-bounce").await;
    let (mine, other) = (seat.home().join("returned.eml"), seat.home().join("other.eml"));
    std::fs::write(&mine, report(&id)).expect("a file");
    std::fs::write(&other, report(&"msg_0".replace('0', &"0".repeat(32)))).expect("a file");
    for (file, found) in [(&other, "bounce-failure"), (&mine, "bounce-understood")] {
        let input = window.client().find(Locator::Css("input[type=file]")).await.expect("a place for a file");
        input.send_keys(file.to_str().expect("a path")).await.expect("the file is chosen");
        window.find(found).await;
    }
    window.until_text("bounce-understood", "550 5.1.1 No such mailbox here").await;
    fits(&window, "11-understood").await;
    theme(&window, "dark").await;
    fits(&window, "12-understood-dark").await;
    window.size(1024, 640).await;
    fits(&window, "13-understood-small").await;
    window.press("bounce-confirm").await;
    window.until_text("notification-state", "devuelta").await;
    fits(&window, "14-returned-small").await;
    theme(&window, "light").await;
    window.size(1280, 800).await;
    fits(&window, "15-returned").await;
    assert_eq!(mail.received().len(), 1);

    let heard = window.overheard().await;
    assert!(heard.contains("platformSecret"), "the settings were overheard");
    assert!(!heard.contains("whsec_"), "a secret crossed the border to the window");
    window.press("nav-activity").await;
    window.until_text("activity-row", "Correo devuelto anotado").await;
    let page = window.run("return document.documentElement.outerHTML.includes('whsec_')").await;
    assert_eq!(page, json!(false), "a secret is in the page");
    window.close().await;
}
