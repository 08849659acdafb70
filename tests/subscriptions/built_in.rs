//! The sandbox profile: everything works with no account, and a new start is a new world.

use crate::support::{here, ratepay};
use gangway_core::{
    Console, Home, Options,
    view::{DeliveryFilter, DriftWord, Verdict},
};
use gangway_tests::{http, until};
use gangway_vault::Vault;
use serde_json::{Value, json};

#[tokio::test]
async fn with_no_account() {
    let folder = tempfile::tempdir().unwrap();
    let (home, vault) = (Home::at(folder.path()), Vault::in_memory().await);
    let console = Console::open_with(&home, "sandbox", Options::default(), vault.clone()).await.unwrap();
    let row = console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.unwrap();
    assert_eq!(row.drift, DriftWord::InSync);
    let addresses = std::fs::read_to_string(folder.path().join("sandbox/sandbox.json")).unwrap();
    let addresses: Value = serde_json::from_str(&addresses).unwrap();
    let control = addresses["ratepay"]["control"].as_str().unwrap();
    let event = json!({ "event_type": "INVOICE_INVOICE" });
    assert_eq!(http::send(http::client().post(format!("{control}/events")).json(&event)).await.status, 202);
    let filter = || DeliveryFilter { verdict: Some(Verdict::Verified), search: String::new(), before: None, limit: 9 };
    until("the invoice is here", async || console.deliveries.deliveries(filter()).await.unwrap().rows.len() == 1).await;
    console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap();

    console.shut_down().await;
    drop(console);
    let console = Console::open_with(&home, "sandbox", Options::default(), vault).await.unwrap();
    let all = console.subscriptions.subscriptions().await.unwrap();
    assert!(ratepay(&all).is_empty() && all.read_at.is_none(), "nothing that the new world does not know");
    assert_eq!(console.deliveries.deliveries(filter()).await.unwrap().rows.len(), 1, "what came stays");
    assert!(console.subscriptions.create_subscription(&here("INVOICE_INVOICE")).await.is_ok());
}
