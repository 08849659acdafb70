//! `notifications`: list, send, preview, and what goes with them.

use crate::process::{Home, gangway, run};
use gangway_domain::notifications::{Change, Channel, Event, Matrix, Rules};
use gangway_record::{Record, notifications};
use gangway_tests::mail::{MailHost, PASSWORD};
use serde_json::json;
use std::path::Path;

fn change(email: &str) -> Change {
    Change {
        application: "app_1".into(),
        merchant: "mid_1".into(),
        merchant_name: "Café Ñandú".into(),
        email: Some(email.into()),
        event: Event::NeedsInformation,
        at: 1_776_765_600_000,
        late: false,
        link: Some("https://platform.test/apply".into()),
    }
}

/// As a fold would have left it.
async fn made(home: &Home, change: Change) {
    let record = Record::open(&home.folder.path().join("desk/record.db")).unwrap();
    let rules = Rules { matrix: Matrix::default(), quiet: None, set_up: [Channel::Email].into(), sending: false };
    record.write(move |c| notifications::announce(c, &change, &rules, 1)).await.unwrap();
}

#[tokio::test]
async fn messages_are_listed_looked_at_and_sent() {
    let (home, mail) = (Home::open(), MailHost::start());
    assert_eq!(home.run(&["notifications", "list"]).json()["total"], 0);
    let file = home.folder.path().join("desk/profile.toml");
    let profile = std::fs::read_to_string(&file).unwrap();
    let notifications =
        format!("[notifications]\nplatform_name = \"PlatformPay\"\nretry_after_s = []\n{}", mail.profile("starttls"));
    std::fs::write(&file, format!("{profile}\n{notifications}")).unwrap();
    std::fs::write(home.credentials().join("telling-email-password"), PASSWORD).unwrap();
    made(&home, change("ana@shop.test")).await;

    let listed = home.run(&["notifications", "list", "--channel", "email"]).json();
    let row = &listed["rows"][0];
    assert_eq!(
        (&row["state"], &row["reason"], &row["to"]),
        (&json!("held"), &json!("preview"), &json!("a•••@shop.test"))
    );
    let id = row["id"].as_str().unwrap().to_owned();
    let looked = home.run(&["notifications", "preview", &id]).json();
    assert!(looked["words"]["text"].as_str().unwrap().contains("https://platform.test/apply"), "{looked}");

    let refused = home.run(&["notifications", "send", &id]);
    assert_eq!((refused.code, &refused.json()["failure"]["reason"]), (2, &json!("preview_only")), "{refused:?}");
    assert_eq!(home.run(&["notifications", "sending", "on"]).code, 0);
    let sent = home.run(&["notifications", "send", &id]);
    assert_eq!((sent.code, &sent.json()["notifications"][0]["state"]), (0, &json!("sent")), "{sent:?}");
    assert_eq!(mail.received().len(), 1);
    // Nothing else is due but the notification centre's own.
    let rest = home.run(&["notifications", "send"]);
    assert_eq!((rest.code, mail.received().len()), (0, 1), "{rest:?}");

    // A bounce comes as an email.
    let report = format!("Action: failed\r\nStatus: 5.1.1\r\n\r\nMessage-ID: <{id}@platform.test>\r\n");
    let bounced = run(home.gangway(&["notifications", "bounced"]), report.as_bytes());
    assert_eq!((bounced.code, &bounced.json()["notification"]["row"]["reason"]), (0, &json!("bounced")), "{bounced:?}");
    assert_eq!(run(home.gangway(&["notifications", "bounced"]), b"hello").code, 2);
    let held = home.run(&["notifications", "hold", "msg_none"]);
    assert_eq!(held.code, 2, "{held:?}");
}

#[tokio::test]
async fn a_merchant_is_muted_and_told_about_again() {
    let home = Home::open();
    let muted = home.run(&["notifications", "mute", "--merchant", "mid_1"]);
    let expected = json!({ "merchant": { "merchant": "mid_1", "muted": true, "language": null } });
    assert_eq!((muted.code, muted.json()), (0, expected), "{muted:?}");
    made(&home, change("ana@shop.test")).await;
    let why = |row: &serde_json::Value| row["reason"].clone();
    let listed = home.run(&["notifications", "list", "--merchant", "mid_1"]).json();
    assert!(
        listed["total"] != 0 && listed["rows"].as_array().unwrap().iter().all(|row| why(row) == "muted"),
        "{listed}"
    );
    assert_eq!(home.run(&["notifications", "unmute", "--merchant", "mid_1"]).json()["merchant"]["muted"], false);
    made(&home, Change { application: "app_2".into(), ..change("ana@shop.test") }).await;
    let listed = home.run(&["notifications", "list", "--search", "app_2"]).json();
    assert!(
        listed["total"] != 0 && listed["rows"].as_array().unwrap().iter().all(|row| why(row) != "muted"),
        "{listed}"
    );
    for wrong in [&["notifications", "mute"][..], &["notifications", "mute", "--merchant", ""]] {
        assert_eq!(home.run(wrong).code, 2, "{wrong:?}");
    }
}

#[tokio::test]
async fn a_refusal_ends_with_one() {
    let (home, mail) = (Home::open(), MailHost::start());
    let file = home.folder.path().join("desk/profile.toml");
    let profile = std::fs::read_to_string(&file).unwrap();
    let notifications = format!("[notifications]\nplatform_name = \"PlatformPay\"\n{}", mail.profile("tls"));
    std::fs::write(&file, format!("{profile}\n{notifications}")).unwrap();
    std::fs::write(home.credentials().join("telling-email-password"), PASSWORD).unwrap();
    home.run(&["notifications", "sending", "on"]);
    made(&home, change("unknown@shop.test")).await;
    made(&home, Change { application: "app_2".into(), ..change("later-9@shop.test") }).await;
    let sent = home.run(&["notifications", "send"]);
    assert_eq!(sent.code, 6, "one is tried again later: {sent:?}");
    let listed = home.run(&["notifications", "list", "--state", "refused"]).json();
    let row = &listed["rows"][0];
    assert!(row["words"].as_str().unwrap().starts_with("550 5.1.1"), "{listed}");
    let again = home.run(&["notifications", "send", row["id"].as_str().unwrap()]);
    assert_eq!(again.code, 1, "{again:?}");
}

#[test]
fn every_template_can_be_looked_at() {
    let home = Home::open();
    let page = home.folder.path().join("page.html");
    let looked = home.run(&[
        "notifications",
        "preview",
        "--event",
        "declined",
        "--language",
        "de",
        "--html",
        page.to_str().unwrap(),
    ]);
    assert_eq!((looked.code, &looked.json()["findings"]), (0, &json!([])), "{looked:?}");
    let text = std::fs::read_to_string(page).unwrap();
    assert!(text.contains("lang=\"de\"") && text.contains("default-src 'none'"), "{text}");
    assert_eq!(home.run(&["notifications", "preview", "--event", "paused"]).code, 2);
    let none = home.run(&["notifications", "preview", "--event", "declined", "--channel", "platform", "--html", "-"]);
    assert_eq!(none.code, 2, "{none:?}");
}

/// What goes by mail is an email, wherever a person reads of it: in the command line's help and answers, and in the documents.
#[test]
fn an_email_is_called_an_email() {
    let home = Home::open();
    let mut read: Vec<(String, String)> = [&["notifications", "--help"][..], &["notifications", "bounced", "--help"]]
        .map(|args| (args.join(" "), run(gangway(args), b"").stdout))
        .into();
    let refused = run(home.gangway(&["notifications", "bounced"]), b"hello");
    read.push(("a refusal".to_owned(), refused.stderr + &refused.stdout));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["", "docs", "docs/decisions", "crates/cli"] {
        let files = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let documents = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
        read.extend(documents.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())));
    }
    for (place, text) in read {
        // Letters of the alphabet are letters, and a dead letter is a term of the trade.
        let text =
            text.to_lowercase().replace("two-letter", "").replace("letters, digits", "").replace("dead letter", "");
        let said = text
            .lines()
            .find(|line| line.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "letter" | "letters")));
        assert_eq!(said, None, "{place}");
    }
}
