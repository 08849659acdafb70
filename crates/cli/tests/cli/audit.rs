//! `audit`: who did what, and whether anybody changed it.

use crate::process::{Home, Ran};
use gangway_record::Connection;
use serde_json::json;

async fn with_acts() -> Home {
    let home = Home::open();
    home.authorize().await;
    home
}

fn by_hand(home: &Home, sql: &str) {
    let c = Connection::open(home.folder.path().join("desk/record.db")).unwrap();
    c.execute_batch("DROP TRIGGER audit_is_append_only_update; DROP TRIGGER audit_is_append_only_delete;").unwrap();
    c.execute_batch(sql).unwrap();
}

fn breaks(ran: &Ran) -> serde_json::Value {
    assert_eq!(ran.code, 1, "{ran:?}");
    ran.json()["breaks"].clone()
}

#[tokio::test]
async fn acts_are_listed_and_whole() {
    let home = with_acts().await;
    let ran = home.run(&["audit", "list", "--act", "merchant_authorized", "--since", "2020-01-01"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["acts"].as_array().unwrap().len(), 1, "{ran:?}");
    assert_eq!(ran.json()["acts"][0]["changes"][0]["what"], "token_expires_at");
    let none = home.run(&["audit", "list", "--until", "2020-01-01T00:00:00Z"]);
    assert_eq!(none.json()["acts"], json!([]));
    let verified = home.run(&["audit", "verify"]);
    assert_eq!((verified.code, &verified.json()["noted"]), (0, &json!("nothing")), "{verified:?}");
    assert_eq!(home.run(&["audit", "list", "--since", "yesterday"]).code, 2);
}

#[tokio::test]
async fn an_edited_act_is_named() {
    let home = with_acts().await;
    by_hand(&home, "UPDATE audit SET subject = 'another merchant' WHERE id = 1");
    let ran = home.run(&["audit", "verify"]);
    assert_eq!(breaks(&ran), json!([{ "kind": "row", "id": 1, "after": null }]));
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_named_where_the_vault_knows_it() {
    let home = with_acts().await;
    let note = format!("40 {}", "ab".repeat(32));
    std::fs::write(home.folder.path().join("credentials/audit-head"), note).unwrap();
    let ran = home.run(&["audit", "verify"]);
    let found = breaks(&ran);
    assert_eq!((&found[0]["kind"], &found[0]["noted"]), (&json!("cut_off"), &json!(40)), "{found}");
}
