//! The main job across processes: authorize, stores, dry run, run, operations.

use crate::process::{Home, Ran};
use serde_json::{Value, json};

/// Provisions with a sign-in inside the command, as a desk without a keyring does it.
async fn provision(home: &Home, more: &[&str]) -> Ran {
    let email = home.email(0);
    let mut process = home.start(&[&["provision", "--merchant", &email, "--sign-in", "loopback"], more].concat());
    let link = process.line();
    home.follow(&link, 0).await;
    process.end()
}

#[tokio::test]
async fn from_a_link_to_confirmed_stores() {
    let home = Home::open();
    let email = home.email(0);
    let merchant = home.authorize().await["merchant"].as_str().unwrap().to_owned();
    let stores = home.free_stores(37);
    let file = home.folder.path().join("stores.txt");
    std::fs::write(&file, format!("# of today\n{}\n", stores.join("\n"))).unwrap();
    let file = file.to_str().unwrap();

    let dry = home.run(&["provision", "--merchant", &email, "--stores-file", file, "--dry-run"]);
    assert_eq!((dry.code, &dry.json()["plan"]["batches"]), (0, &json!([20, 17])), "{dry:?}");
    assert_eq!(dry.json()["operation"], Value::Null);
    assert!(home.provider.calls("provisioning").await.is_empty(), "a dry run calls nobody");
    assert!(home.provider.calls("webhooks").await.is_empty());

    home.provider.fail(&[stores[0].clone(), stores[36].clone()], 1).await;
    let first = provision(&home, &["--stores-file", file]).await;
    assert_eq!(first.code, 1, "some failed: {first:?}");
    let said = "Provisioning in environment desk (sandbox): 37 stores, integration pos-co-01, 2 requests, about ";
    let options = "Options: ping events off, get-menu events off, cancellation events off, start as INACTIVE.";
    assert!(first.stderr.contains(said) && first.stderr.contains(options), "said before it leaves: {first:?}");
    let operation = &first.json()["operation"];
    assert_eq!(
        (&operation["row"]["counts"]["confirmed"], &operation["row"]["counts"]["failed"]),
        (&json!(35), &json!(2))
    );
    assert_eq!((&operation["causes"][0]["code"], &operation["causes"][0]["stores"]), (&json!("424"), &json!(2)));
    let id = operation["row"]["id"].as_str().unwrap().to_owned();

    let again = provision(&home, &["--failed-of", &id]).await;
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(again.json()["operation"]["row"]["counts"]["total"], 2);

    let all = home.run(&["operations", "--merchant", &merchant]);
    assert_eq!(all.json()["operations"].as_array().unwrap().len(), 2, "{all:?}");
    let one = home.run(&["operations", &id]).json();
    assert_eq!(one["stores"].as_array().unwrap().len(), 37);
    assert_eq!(one["operation"]["row"]["state"], "finished");
    let failed = one["stores"].as_array().unwrap().iter().filter(|store| store["state"] == "failed").count();
    assert_eq!(failed, 2);
    assert_eq!(home.run(&["operations", "nonsense"]).code, 2);

    let truth = home.provider.truth().await;
    assert!(stores.iter().all(|store| truth[store].is_some()));
    assert!(home.provider.received().await.values().all(|times| *times <= 2));
}

#[tokio::test]
async fn stores_and_their_filters() {
    let home = Home::open();
    home.authorize().await;
    let email = home.email(0);
    let list = |filter: &str| home.run(&["stores", "--merchant", &email, "--filter", filter]).json();
    let all = home.run(&["stores", "--merchant", &email]).json();
    assert_eq!((all["total"].as_u64(), all["stores"].as_array().unwrap().len()), (Some(200), 200));
    assert_eq!(all["merchant"]["email"], email.as_str());
    let lengths = ["not-integrated", "ours", "other"].map(|filter| list(filter)["stores"].as_array().unwrap().len());
    assert_eq!(lengths.iter().sum::<usize>(), 200, "{lengths:?}");
    for store in list("other")["stores"].as_array().unwrap() {
        assert_eq!(
            (&store["state"], &store["integration"]),
            (&json!("other_integration"), &json!(home.provider.at.integrations[1]))
        );
    }
    assert!(list("failed")["stores"].as_array().unwrap().is_empty());
    // The token went with the process that got it, and this is said.
    let refreshed = home.run(&["stores", "--merchant", &email, "--refresh"]);
    assert_eq!((refreshed.code, refreshed.json()["failure"]["code"].as_str()), (3, Some("sign_in_again")));
    assert_eq!(home.run(&["stores", "--merchant", "nobody@example.com"]).code, 2);
}

#[tokio::test]
async fn everything_that_is_free_and_then_nothing_is_left() {
    let home = Home::open();
    home.authorize().await;
    let free = home.free_stores(200).len();
    let first = provision(&home, &["--all-not-integrated", "--ping-active", "--active"]).await;
    assert_eq!(first.code, 0, "{first:?}");
    let view = &first.json()["operation"];
    assert_eq!(view["row"]["counts"]["confirmed"], free);
    assert_eq!((&view["flags"]["pingActive"], &view["flags"]["status"]), (&json!(true), &json!("ACTIVE")));
    let again = home.run(&["provision", "--merchant", &home.email(0), "--all-not-integrated"]);
    assert_eq!((again.code, &again.json()["plan"]["stores"]), (0, &json!(0)), "{again:?}");

    let named = |filter: &str| {
        let stores = home.run(&["stores", "--merchant", &home.email(0), "--filter", filter]).json();
        let id = stores["stores"][0]["id"].as_str().unwrap().to_owned();
        home.run(&["provision", "--merchant", &home.email(0), "--store", &id]).code
    };
    assert_eq!(named("ours"), 0, "a named store that is ours already is no failure");
    assert_eq!(named("other"), 1, "a named store that is somebody else's is one");
}

#[tokio::test]
async fn lists_with_mistakes_change_nothing() {
    let home = Home::open();
    home.authorize().await;
    let (email, free) = (home.email(0), home.free_stores(1));
    let ran = home.run(&["provision", "--merchant", &email, "--store", &free[0], "999999"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("999999"), "{ran:?}");
    let strange = ["provision", "--merchant", &email, "--store", &free[0], "--integration", "not-ours"];
    assert_eq!(home.run(&strange).code, 2);
    // Without a sign-in there is no token here: nothing is sent.
    assert_eq!(home.run(&["provision", "--merchant", &email, "--store", &free[0]]).code, 3);
    assert!(home.provider.calls("provisioning").await.is_empty());
}

/// The result does not come within the wait: still open is not done, and the next look finds it.
#[tokio::test]
async fn still_open_when_waiting_ends() {
    let home = Home::open();
    home.authorize().await;
    let free = home.free_stores(1);
    home.provider.fault(json!({ "call": "provisioning", "kind": "late_webhook", "ms": 60_000 })).await;
    let ran = provision(&home, &["--store", &free[0], "--wait", "1"]).await;
    assert_eq!(ran.code, 6, "{ran:?}");
    assert_eq!(ran.json()["operation"]["row"]["counts"]["accepted"], 1);
    let id = ran.json()["operation"]["row"]["id"].as_str().unwrap().to_owned();
    let later = home.run(&["operations", &id]);
    assert_eq!(later.json()["operation"]["row"]["state"], "waiting", "{later:?}");
}

/// The provider takes the merchant's token away in the middle.
#[tokio::test]
async fn not_allowed() {
    let home = Home::open();
    home.authorize().await;
    let free = home.free_stores(1);
    home.provider.fault(json!({ "call": "provisioning", "kind": "status", "status": 403 })).await;
    let ran = provision(&home, &["--store", &free[0]]).await;
    assert_eq!((ran.code, &ran.json()["operation"]["row"]["halt"]["code"]), (1, &json!("not_authorized")), "{ran:?}");
}
