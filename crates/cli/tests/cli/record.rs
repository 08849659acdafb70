//! `record`: its size, removing what is too old, erasing one merchant's data.

use crate::process::Home;
use gangway_record::Connection;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

fn database(home: &Home) -> Connection {
    Connection::open(home.folder.path().join("desk/record.db")).unwrap()
}

/// Everything that the record's files hold.
fn holds(home: &Home, text: &str) -> bool {
    let folder = home.folder.path().join("desk");
    let files = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    files
        .filter(|path| path.to_string_lossy().contains("record."))
        .any(|path| std::fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes()))
}

/// An application that was read from the provider: its id, its merchant's, and its email.
async fn applied(home: &Home) -> (String, String, String) {
    let all = home.provider.rainforest().control("GET", "/applications", &Value::Null).await;
    let text = |key: &str| all[2][key].as_str().unwrap().to_owned();
    let (id, merchant) = (text("id"), text("merchant"));
    assert_eq!(home.run(&["applications", "refresh", "--merchant", &merchant]).code, 0);
    let shown = home.run(&["applications", "show", &id, "--personal"]);
    let words = shown.stdout.split('"').find(|word| word.contains('@')).unwrap_or_else(|| panic!("{shown:?}"));
    (id, merchant, words.to_owned())
}

#[tokio::test]
async fn its_size_is_said() {
    let home = Home::open();
    home.authorize().await;
    let ran = home.run(&["record", "stats"]);
    let stats = ran.json();
    assert_eq!((ran.code, &stats["retentionDays"], &stats["auditEntries"]), (0, &json!(180), &json!(1)), "{ran:?}");
    assert!(stats["bytes"].as_i64().unwrap() > 100_000, "{ran:?}");
}

#[tokio::test]
async fn what_is_too_old_is_removed_and_the_rest_is_not() {
    let home = Home::open();
    let (id, _, email) = applied(&home).await;
    let young = home.run(&["record", "prune"]);
    assert_eq!(
        (young.code, young.json()),
        (0, json!({ "deliveries": 0, "applications": 0, "messages": 0 })),
        "{young:?}"
    );
    let aged = "UPDATE applications SET seen_at = seen_at - ?1, since = since - ?1, created_at = created_at - ?1, fetched_at = fetched_at - ?1";
    database(&home).execute(aged, [400 * DAY]).unwrap();
    database(&home).execute("UPDATE application_events SET seen_at = seen_at - ?1", [400 * DAY]).unwrap();
    assert!(holds(&home, &email));
    let pruned = home.run(&["record", "prune", "--days", "300", "--compact"]);
    assert_eq!((pruned.code, &pruned.json()["applications"]), (0, &json!(1)), "{pruned:?}");
    assert!(!holds(&home, &email));
    assert_eq!(home.run(&["applications", "show", &id]).code, 0);
    let acts = home.run(&["audit", "list", "--act", "content_removed"]);
    assert_eq!(acts.json()["acts"].as_array().unwrap().len(), 1, "{acts:?}");
    assert_eq!(home.run(&["audit", "verify"]).code, 0);
}

#[tokio::test]
async fn one_merchant_is_erased_on_request() {
    let home = Home::open();
    let (id, merchant, email) = applied(&home).await;
    assert_eq!(home.run(&["record", "erase", &merchant]).code, 2, "without --yes");
    assert_eq!(home.run(&["record", "erase", "mid_nobody", "--yes"]).code, 2);
    assert!(holds(&home, &email));
    let erased = home.run(&["record", "erase", &merchant, "--yes"]);
    let said = erased.json();
    assert_eq!((erased.code, &said["removed"]["applications"]), (0, &json!(1)), "{erased:?}");
    assert_eq!(said["kept"], json!(["ids", "statuses", "digests", "operations", "audit_log"]));
    assert!(!holds(&home, &email));
    let shown = home.run(&["applications", "show", &id]);
    assert_eq!((shown.code, &shown.json()["row"]["name"]), (0, &json!("")), "{shown:?}");
    let acts = home.run(&["audit", "list", "--act", "personal_data_erased"]);
    assert_eq!(acts.json()["acts"][0]["subject"], json!(merchant), "{acts:?}");
    assert_eq!(home.run(&["audit", "verify"]).code, 0);
}

#[tokio::test]
async fn an_account_that_authorized_is_erased_too() {
    let home = Home::open();
    home.authorize().await;
    let email = database(&home).query_row("SELECT email FROM merchants", [], |row| row.get::<_, String>(0)).unwrap();
    let erased = home.run(&["record", "erase", &email, "--yes"]);
    assert_eq!((erased.code, &erased.json()["accounts"]), (0, &json!(1)), "{erased:?}");
    let left: i64 = database(&home)
        .query_row("SELECT count(*) FROM merchants WHERE email LIKE '%@%' OR token_expires_at IS NOT NULL", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(left, 0);
    assert_eq!(home.run(&["record", "erase", &email, "--yes"]).code, 2);
}
