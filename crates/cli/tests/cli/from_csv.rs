//! Files of stores on the command line, and plans that are kept.

use crate::process::Home;
use serde_json::json;

#[tokio::test]
async fn a_file_is_judged_planned_and_kept() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_stores(21);
    let at = |name: &str| home.folder.path().join(name).to_str().unwrap().to_owned();
    let rows: Vec<String> = stores.iter().map(|store| format!("x;{store}")).collect();
    std::fs::write(at("in.csv"), format!("What;Which\n{}\nx;404\n", rows.join("\n"))).unwrap();

    let run = |more: &[&str]| {
        let (file, refused) = (at("in.csv"), at("refused.csv"));
        let first = ["provision", "--merchant", &email, "--from-csv", &file, "--refused", &refused, "--dry-run"];
        home.run(&[&first[..], more].concat())
    };
    let unmapped = run(&[]);
    assert_eq!(unmapped.code, 2);
    assert!(unmapped.stderr.contains("--map id=COLUMN. There is What, Which"), "{unmapped:?}");
    let strange = run(&["--map", "id=Whose"]);
    assert!(strange.code == 2 && strange.stderr.contains("no such column"), "{strange:?}");

    let (html, csv) = (at("plan.html"), at("plan.csv"));
    let dry = run(&["--map", "id=which", "--active", "--html", &html, "--csv", &csv]);
    assert_eq!(dry.code, 0, "{dry:?}");
    assert!(dry.stderr.contains("row 23 · 404: The merchant has no such store"), "{dry:?}");
    let said = dry.json();
    assert_eq!(said["plans"][0]["batches"], json!([20, 1]));
    assert_eq!(said["reviews"][0]["flags"]["status"], "ACTIVE");
    let read = |name: &str| std::fs::read_to_string(at(name)).unwrap();
    assert_eq!(read("refused.csv").lines().count(), 2);
    assert_eq!(read("plan.csv").lines().count(), 22);
    assert!(stores.iter().all(|store| read("plan.html").contains(store.as_str())));
    assert!(home.provider.calls("provisioning").await.is_empty());

    // A list with a mistake in it is not sent at all.
    let sent = home.run(&["provision", "--merchant", &email, "--from-csv", &at("in.csv"), "--map", "id=2"]);
    assert!(sent.code == 2 && sent.stderr.contains("--ready-only"), "{sent:?}");
    assert!(home.provider.calls("provisioning").await.is_empty());
}

#[tokio::test]
async fn stores_are_written_and_read_again() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let file = home.folder.path().join("stores.csv");
    let file = file.to_str().unwrap();
    let written = home.run(&["stores", "--merchant", &email, "--filter", "not-integrated", "--csv", file]);
    assert_eq!(written.code, 0, "{written:?}");
    let read = home.run(&["provision", "--merchant", &email, "--from-csv", file, "--dry-run"]).json();
    let rows = std::fs::read_to_string(file).unwrap().lines().count() - 1;
    assert_eq!(read["import"]["rows"].as_u64(), Some(rows as u64));
    assert_eq!(read["import"]["wish"]["columns"]["integration"], 6);
    let plan = home.run(&["deprovision", "--merchant", &email, "--all-integrated", "--dry-run"]).json();
    assert!(plan["review"]["flags"].is_null() && plan["review"]["stores"].as_u64() > Some(0), "{plan}");
}

#[tokio::test]
async fn rows_with_different_wishes_run_one_after_the_other() {
    let home = Home::open();
    let email = home.email(0);
    home.authorize().await;
    let stores = home.free_stores(3);
    let file = home.folder.path().join("in.csv");
    let rows = format!("id,ping\n{},yes\n{},no\n{},yes\n404,no\n", stores[0], stores[1], stores[2]);
    std::fs::write(&file, rows).unwrap();
    let file = file.to_str().unwrap();
    let args = ["provision", "--merchant", &email, "--sign-in", "loopback", "--from-csv", file, "--ready-only"];
    let mut process = home.start(&args);
    let link = process.line();
    home.follow(&link, 0).await;
    let ran = process.end();
    assert_eq!(ran.code, 1, "a row stayed behind: {ran:?}");
    let said = ran.json();
    let done = |at: usize| (&said["operations"][at]["flags"]["pingActive"], &said["operations"][at]["row"]["counts"]);
    assert_eq!((done(0).0, &done(0).1["confirmed"]), (&json!(true), &json!(2)));
    assert_eq!((done(1).0, &done(1).1["confirmed"]), (&json!(false), &json!(1)));
    let received = home.provider.received().await;
    assert!(received.len() == 3 && received.values().all(|times| *times == 1), "{received:?}");
}
