//! What the provider announces to go away is noticed, kept and told.

use gangway_core::view::{Change, Provider};
use gangway_tests::{Desk, until};
use serde_json::json;

#[tokio::test]
async fn on_answers_and_on_webhooks() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    assert!(desk.console.deprecations.all().await.unwrap().is_empty());
    let mut changes = desk.console.changes();
    desk.provider.announce(json!({ "date": "2027-01-31", "info": "use v3" })).await;
    desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await;
    let heard = async || {
        let mut of: Vec<String> = desk.console.deprecations.all().await.unwrap().into_iter().map(|it| it.of).collect();
        of.sort();
        of
    };
    until("the webhook's was heard too", async || heard().await.len() == 3).await;
    assert_eq!(heard().await, ["STORE_PROVISIONING_STATUS", "provisioning", "webhooks"]);
    let all = desk.console.deprecations.all().await.unwrap();
    assert!(all.iter().all(|it| it.provider == Provider::Rappi && it.date.as_deref() == Some("2027-01-31")));
    assert!(all.iter().all(|it| it.info.as_deref() == Some("use v3") && it.ends_at == Some(1_801_353_600_000)));
    until("it is told", async || matches!(changes.try_recv(), Ok(Change::Deprecations))).await;

    // Kept, also when nobody announces it any more.
    desk.provider.announce(json!({})).await;
    let desk = desk.restart().await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!(desk.console.deprecations.all().await.unwrap().len(), 3);
}

/// Whoever knows the endpoint can send headers; only what is signed counts.
#[tokio::test]
async fn an_unsigned_call_announces_nothing() {
    let desk = Desk::open().await;
    let webhook = desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let call = gangway_tests::http::client().post(&webhook.url).header("x-rappi-api-deprecation-info", "believe me");
    assert_eq!(gangway_tests::http::send(call.body("{}")).await.status, 401);
    assert!(desk.console.deprecations.all().await.unwrap().is_empty());
}
