//! `subscriptions`: what a script of an account manager does.

use crate::process::{Home, Ran};
use gangway_tests::RatepayTruth;
use serde_json::{Value, json};

const SHOP: &str = "https://hooks.shop.com/ratepay";

fn truth(home: &Home) -> RatepayTruth {
    home.provider.ratepay()
}

fn create(home: &Home, event: &str, more: &[&str]) -> Ran {
    home.run(&[&["subscriptions", "create", "--event", event, "--url", SHOP], more].concat())
}

fn drifts(ran: &Ran) -> Vec<String> {
    let rows = ran.json().as_array().unwrap().clone();
    rows.iter().map(|row| format!("{} {}", row["event"].as_str().unwrap(), row["drift"].as_str().unwrap())).collect()
}

/// One of Ratepay's ids in 64 does.
#[tokio::test]
async fn an_id_may_begin_with_a_hyphen() {
    let home = Home::open();
    for id in ["-V9_aaaaaaaaaaaaaaaa", "-q-_aaaaaaaaaaaaaaaa", "--aaaaaaaaaaaaaaaaaa"] {
        for act in [
            &["update", id, "--event", "F"][..],
            &["delete", id, "--dry-run"],
            &["rotate", id],
            &["check", id],
            &["create", "--event", "E", "--url", SHOP, "--secret-of", id],
            &["drift", "--adopt", "--", id],
        ] {
            let ran = home.run(&[&["subscriptions"], act].concat());
            assert!(!ran.stderr.contains("unexpected argument"), "{act:?}: {ran:?}");
            assert_ne!(ran.code, 0, "{act:?}: {ran:?}");
        }
    }
}

#[tokio::test]
async fn created_listed_updated_and_deleted() {
    let home = Home::open();
    let preview = create(&home, "E", &["--dry-run"]);
    assert_eq!((preview.code, preview.json()[0]["method"].as_str()), (0, Some("POST")), "{preview:?}");
    let made = create(&home, "E", &[]);
    assert_eq!((made.code, made.json()["drift"].as_str()), (0, Some("in_sync")), "{made:?}");
    let id = made.json()["subscription"].as_str().unwrap().to_owned();
    let listed = home.run(&["subscriptions", "list"]);
    let rows = listed.json()["rows"].as_array().unwrap().clone();
    assert_eq!((listed.code, rows[0]["event"].as_str()), (0, Some("E")), "{listed:?}");
    assert_eq!(rows[1]["provider"], "rappi", "all providers are in one list");

    // By the provider's id as well as by ours.
    let updated = home.run(&["subscriptions", "update", &id, "--event", "F"]);
    assert_eq!((updated.code, updated.json()["event"].as_str()), (0, Some("F")), "{updated:?}");
    assert_eq!(truth(&home).pairs().await, [("F".to_owned(), SHOP.to_owned())]);
    assert_eq!(home.run(&["subscriptions", "delete", &id, "--dry-run"]).json()[0]["method"], "DELETE");
    assert_eq!(home.run(&["subscriptions", "delete", &id]).code, 0);
    assert_eq!(home.run(&["subscriptions", "delete", &id]).code, 2);
    assert!(truth(&home).pairs().await.is_empty());
}

#[tokio::test]
async fn how_it_ended_is_the_exit_code() {
    let mut home = Home::open();
    assert_eq!(home.run(&["subscriptions", "create", "--event", "E", "--url", "http://10.0.0.1/"]).code, 2);
    truth(&home).fault(json!({ "call": "create-subscription", "kind": "status", "status": 400 })).await;
    assert_eq!(create(&home, "E", &[]).code, 1);
    truth(&home).fault(json!({ "call": "create-subscription", "kind": "drop_before" })).await;
    let lost = create(&home, "E", &[]);
    assert_eq!((lost.code, lost.json()["underWay"].as_bool()), (6, Some(true)), "{lost:?}");
    let folder = home.folder.path().join("credentials/ratepay-client-secret");
    std::fs::write(&folder, "wrong").unwrap();
    assert_eq!(home.run(&["subscriptions", "list"]).code, 3);
    std::fs::remove_file(folder).unwrap();
    assert_eq!(home.run(&["subscriptions", "list"]).code, 3);
    assert_eq!(home.run(&["subscriptions", "list", "--offline"]).code, 0);
    std::fs::write(home.folder.path().join("credentials/ratepay-client-secret"), "any").unwrap();
    home.without_provider();
    assert_eq!(home.run(&["subscriptions", "list"]).code, 4);
}

#[tokio::test]
async fn drift_is_shown_and_settled() {
    let home = Home::open();
    assert_eq!(home.run(&["subscriptions", "drift"]).code, 0);
    create(&home, "A", &[]);
    let planted = truth(&home).plant("B", SHOP, &"x".repeat(64)).await;
    let id = truth(&home).subscriptions().await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(truth(&home).call("DELETE", &id, &Value::Null).await.status, 204);
    let drift = home.run(&["subscriptions", "drift"]);
    assert_eq!((drift.code, drifts(&drift)), (1, vec!["A missing_remotely".to_owned(), "B unknown_here".to_owned()]));
    let preview = home.run(&["subscriptions", "drift", "--adopt", "--dry-run", "--", &planted]);
    assert_eq!((preview.code, preview.json()[0]["method"].as_str()), (0, Some("")), "{preview:?}");
    assert_eq!(home.run(&["subscriptions", "drift", "--adopt", "--", &planted]).json()[0]["outcome"], "done");
    // A server's vault forgets, and a secret that is gone cannot be restored; what is meant can be given up.
    let restored = home.run(&["subscriptions", "drift", "--restore", "--all"]);
    assert_eq!((restored.code, restored.json()[0]["failure"]["code"].as_str()), (1, Some("not_found")), "{restored:?}");
    assert_eq!(home.run(&["subscriptions", "drift", "--adopt", "--all"]).code, 0);
    assert_eq!(home.run(&["subscriptions", "drift"]).code, 0);
}

#[tokio::test]
async fn a_file_is_applied() {
    let home = Home::open();
    let folder = home.folder.path();
    let file = folder.join("subscriptions.toml");
    std::fs::write(folder.join("secret"), format!("{}\n", "s".repeat(64))).unwrap();
    let write = |text: &str| std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let text = format!("[[subscription]]\nevent = \"A\"\nurl = {SHOP:?}\nsecret_file = \"secret\"\n");
    write(&text);
    truth(&home).plant("Z", SHOP, &"z".repeat(64)).await;
    let plan = home.run(&["subscriptions", "apply", "-f", path, "--dry-run"]);
    assert_eq!((plan.code, plan.stdout.lines().count()), (0, 1), "{plan:?}");
    assert_eq!(plan.json()["plan"]["changes"], 2);
    assert_eq!(truth(&home).pairs().await.len(), 1);
    let applied = home.run(&["subscriptions", "apply", "-f", path]);
    assert_eq!((applied.code, applied.stdout.lines().count()), (0, 2), "the plan first: {applied:?}");
    assert_eq!(applied.json()["applied"]["steps"][0]["outcome"], "done");
    assert_eq!(truth(&home).pairs().await, [("A".to_owned(), SHOP.to_owned())]);
    let again = home.run(&["subscriptions", "apply", "-f", path]);
    assert_eq!((again.code, again.json()["plan"]["changes"].as_u64()), (0, Some(0)), "{again:?}");

    write(&text.replace('A', "B"));
    truth(&home).fault(json!({ "call": "create-subscription", "kind": "status", "status": 400 })).await;
    assert_eq!(home.run(&["subscriptions", "apply", "-f", path]).code, 1);
    write("[[subscription]]\nevent = 7");
    let wrong = home.run(&["subscriptions", "apply", "-f", path]);
    assert!(wrong.code == 2 && wrong.stderr.contains("subscriptions.toml, line 2"), "{wrong:?}");
    assert_eq!(home.run(&["subscriptions", "apply", "-f", "/nonexistent"]).code, 2);
}

#[tokio::test]
async fn an_address_is_checked() {
    let home = Home::open();
    let check = |args: &[&str]| home.run(&[&["subscriptions", "check"], args].concat());
    let bad = check(&["https://169.254.169.254/latest"]);
    assert_eq!((bad.code, bad.json()["usable"].as_bool()), (1, Some(false)), "{bad:?}");
    assert_eq!(bad.json()["findings"][0]["what"], "public_name");
    assert_eq!(check(&[SHOP]).code, 0);
    // The sandbox itself answers: 404, because it is no receiver.
    let called = check(&[&format!("{}/nowhere", truth(&home).at.api), "--call"]);
    assert_eq!((called.code, called.json()["call"]["status"].as_u64()), (1, Some(404)), "{called:?}");
}
