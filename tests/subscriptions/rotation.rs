//! A new secret without a gap.

use crate::support::{here, lines, row_of, secret};
use gangway_core::{
    Code,
    view::{Act, DeliveryFilter, SubscriptionRow},
};
use gangway_tests::{Desk, Setup, http, until};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::json;
use sha2::Sha512;

const EVENT: &str = "INVOICE_INVOICE";

fn sign(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

async fn post(url: &str, secret: &str, body: &str) -> u16 {
    let request = http::client().post(url).header("x-signature", sign(secret, body)).body(body.to_owned());
    http::send(request).await.status
}

/// What is lost stays of unknown outcome for longer than any test takes.
async fn patient(seconds: u32) -> Desk {
    Desk::with(Setup { old_secret_for_s: seconds, call_timeout_s: 2, unknown_for_s: 3600, ..Setup::default() }).await
}

/// A rotation under way, and what was lost is settled after a second.
async fn hasty() -> (Desk, SubscriptionRow) {
    let desk = Desk::with(Setup { old_secret_for_s: 60, call_timeout_s: 2, ..Setup::default() }).await;
    let row = desk.console.subscriptions.create_subscription(&here(EVENT)).await.unwrap();
    (desk, row)
}

/// The names in the vault of a row's secrets: the current one, the next and the previous one.
fn names(row: &SubscriptionRow) -> [String; 3] {
    let name = format!("endpoint-secret-{}", row.endpoint.as_ref().unwrap());
    [name.clone(), format!("{name}-next"), format!("{name}-previous")]
}

async fn stored(desk: &Desk, name: &str) -> Option<String> {
    desk.vault.get(name).await.unwrap().map(|secret| secret.expose_secret().to_owned())
}

async fn certain(desk: &Desk) {
    until("the provider was seen to have it", async || {
        row_of(desk, EVENT).await.rotation.is_some_and(|it| it.confirmed_at.is_some())
    })
    .await;
}

/// Signed with either secret, and by the provider itself with the one that it has: everything is believed.
async fn nothing_is_lost(desk: &Desk, row: &SubscriptionRow, old: &str, new: &str) {
    assert_eq!([post(&row.url, old, "{\"o\":1}").await, post(&row.url, new, "{\"n\":1}").await], [200, 200]);
    let filter = || DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 50 };
    let before = desk.console.deliveries.deliveries(filter()).await.unwrap().total;
    desk.provider.ratepay().happens(json!({ "event_type": EVENT })).await;
    until("the event is here", async || desk.console.deliveries.deliveries(filter()).await.unwrap().total > before)
        .await;
    assert_eq!(desk.console.deliveries.deliveries(filter()).await.unwrap().rejected, 0);
}

#[tokio::test]
async fn calls_signed_with_either_secret_are_believed() {
    let desk = patient(60).await;
    let row = desk.console.subscriptions.create_subscription(&here(EVENT)).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let preview = desk.console.subscriptions.preview_rotate(&row.id).await.unwrap();
    assert_eq!(preview.method, "PUT");
    let rotated = desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap();
    let new = secret(&desk, &row.id).await;
    assert_ne!(old, new);
    assert_eq!((&rotated.url, &rotated.subscription), (&row.url, &row.subscription));
    let rotation = rotated.rotation.unwrap();
    assert!(rotation.confirmed_at.is_some() && rotation.ends_at.is_some());
    assert!(!rotated.can.contains(&Act::Rotate), "one at a time");
    assert_eq!(desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err().code, Code::BadInput);
    assert_eq!(desk.provider.ratepay().happens(json!({ "event_type": EVENT })).await, 1);
    assert_eq!([post(&row.url, &new, "{\"n\":1}").await, post(&row.url, &old, "{\"n\":2}").await], [200, 200]);
    until("the late one is noted", async || row_of(&desk, EVENT).await.rotation.unwrap().last_old_at.is_some()).await;
    // A restart in the middle changes nothing.
    let desk = desk.restart().await;
    assert_eq!([post(&row.url, &new, "{\"n\":3}").await, post(&row.url, &old, "{\"n\":4}").await], [200, 200]);
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 9 };
    let page = desk.console.deliveries.deliveries(filter).await.unwrap();
    assert_eq!((page.total, page.rejected), (5, 0), "nothing was refused at any time");
    assert_eq!(lines(&desk).await, [format!("{EVENT} {} InSync []", row.url)]);
}

/// After the set time without a call signed with it, and not before.
#[tokio::test]
async fn the_old_secret_goes_when_nothing_is_signed_with_it_any_more() {
    let desk = patient(2).await;
    let row = desk.console.subscriptions.create_subscription(&here(EVENT)).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let rotated = desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap();
    let first_end = rotated.rotation.unwrap().ends_at.unwrap();
    assert_eq!(post(&row.url, &old, "{\"n\":1}").await, 200);
    until("a late call moves the end", async || {
        row_of(&desk, EVENT).await.rotation.is_some_and(|it| it.ends_at.is_some_and(|end| end > first_end))
    })
    .await;
    until("the old one goes", async || row_of(&desk, EVENT).await.rotation.is_none()).await;
    assert!(gangway_core::now() >= first_end);
    assert_eq!(post(&row.url, &old, "{\"n\":2}").await, 401);
    assert_eq!(post(&row.url, &secret(&desk, &row.id).await, "{\"n\":3}").await, 200);
    assert!(row_of(&desk, EVENT).await.can.contains(&Act::Rotate));
}

/// Refused: everything is as before. Lost: both are taken until the list tells.
#[tokio::test]
async fn a_rotation_that_is_refused_or_lost() {
    let desk = patient(60).await;
    let row = desk.console.subscriptions.create_subscription(&here(EVENT)).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let truth = desk.provider.ratepay();
    truth.fault(json!({ "call": "update-subscription", "kind": "status", "status": 400 })).await;
    assert_eq!(
        desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err().code,
        Code::ProviderRefused
    );
    assert!(row_of(&desk, EVENT).await.rotation.is_none());
    assert_eq!(secret(&desk, &row.id).await, old);

    // Nobody knows: the change may still come.
    truth.fault(json!({ "call": "update-subscription", "kind": "drop_before" })).await;
    assert_eq!(
        desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err().code,
        Code::ProviderUnavailable
    );
    let rotation = row_of(&desk, EVENT).await.rotation.unwrap();
    assert_eq!((rotation.confirmed_at, rotation.ends_at), (None, None), "the old one is needed");
    assert_eq!(post(&row.url, &old, "{}").await, 200);

    // Done, and the answer lost: the list tells.
    truth.fault(json!({ "call": "update-subscription", "kind": "drop_after" })).await;
    let rotated = desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap();
    assert!(rotated.rotation.unwrap().confirmed_at.is_some());
    assert_eq!(post(&row.url, &secret(&desk, &row.id).await, "{\"n\":1}").await, 200);
    assert_eq!(post(&row.url, &old, "{\"n\":2}").await, 200);
}

/// A try whose answer was lost may be taken late: a refusal of the next one does not make its secret a wrong one.
#[tokio::test]
async fn a_refusal_after_a_lost_try_drops_no_secret() {
    let desk = patient(60).await;
    let row = desk.console.subscriptions.create_subscription(&here(EVENT)).await.unwrap();
    let truth = desk.provider.ratepay();
    let old = secret(&desk, &row.id).await;
    truth.fault(json!({ "call": "update-subscription", "kind": "drop_before" })).await;
    desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err();
    let new = stored(&desk, &names(&row)[1]).await.unwrap();
    truth.fault(json!({ "call": "update-subscription", "kind": "status", "status": 429 })).await;
    assert_eq!(
        desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err().code,
        Code::RateLimited
    );
    let late = json!({ "event_type": EVENT, "url": row.url, "secret": new });
    assert_eq!(truth.call("PUT", row.subscription.as_ref().unwrap(), &late).await.status, 200);
    nothing_is_lost(&desk, &row, &old, &new).await;
}

/// Lost before it was done: the list shows the old one, and the same is sent again until it is certain, by itself.
#[tokio::test]
async fn what_was_not_done_is_sent_again() {
    let (desk, row) = hasty().await;
    let old = secret(&desk, &row.id).await;
    desk.provider.ratepay().fault(json!({ "call": "update-subscription", "kind": "status", "status": 500 })).await;
    desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err();
    let new = stored(&desk, &names(&row)[1]).await.unwrap();
    certain(&desk).await;
    assert_eq!(secret(&desk, &row.id).await, new, "the same secret, not another one");
    nothing_is_lost(&desk, &row, &old, &new).await;
}

/// Killed after the receiver began to take both and before the request left.
#[tokio::test]
async fn killed_before_the_provider_heard_of_it() {
    let (desk, row) = hasty().await;
    let old = secret(&desk, &row.id).await;
    let truth = desk.provider.ratepay();
    truth.fault(json!({ "call": "update-subscription", "kind": "timeout_before", "ms": 60_000 })).await;
    let (console, id) = (std::sync::Arc::clone(&desk.console), row.id.clone());
    let rotating = tokio::spawn(async move { console.subscriptions.rotate_subscription_secret(&id).await });
    until("the change arrived", async || truth.calls("update-subscription").await == 1).await;
    rotating.abort();
    assert!(rotating.await.is_err(), "it was still under way");
    let desk = desk.restart().await;
    let new = stored(&desk, &names(&row)[1]).await.unwrap();
    assert_eq!([post(&row.url, &old, "{}").await, post(&row.url, &new, "{ }").await], [200, 200]);
    certain(&desk).await;
    nothing_is_lost(&desk, &row, &old, &new).await;
}

/// Killed before the record knew of it: a secret too many in the vault, and everything goes on.
#[tokio::test]
async fn killed_before_the_record_knew() {
    let (desk, row) = hasty().await;
    let old = secret(&desk, &row.id).await;
    desk.vault.put(&names(&row)[1], "0".repeat(64).into()).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(post(&row.url, &old, "{}").await, 200);
    desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap();
    let new = secret(&desk, &row.id).await;
    assert_ne!(new, "0".repeat(64), "a secret that the provider never heard of is not taken up");
    nothing_is_lost(&desk, &row, &old, &new).await;
}

/// Killed after the provider took it: before anything of that was noted, and between any two steps of noting it.
#[tokio::test]
async fn killed_while_it_was_noted() {
    for step in 0..4 {
        let (desk, row) = hasty().await;
        let truth = desk.provider.ratepay();
        let [name, next, previous] = names(&row);
        let old = secret(&desk, &row.id).await;
        truth.fault(json!({ "call": "update-subscription", "kind": "drop_before" })).await;
        desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err();
        desk.console.close();
        let new = stored(&desk, &next).await.unwrap();
        let late = json!({ "event_type": EVENT, "url": row.url, "secret": new });
        assert_eq!(truth.call("PUT", row.subscription.as_ref().unwrap(), &late).await.status, 200);
        if step > 0 {
            desk.vault.put(&previous, old.clone().into()).await.unwrap();
        }
        if step > 1 {
            desk.vault.put(&name, new.clone().into()).await.unwrap();
        }
        if step > 2 {
            desk.vault.remove(&next).await.unwrap();
        }
        let changes = truth.calls("update-subscription").await;
        let desk = desk.restart().await;
        certain(&desk).await;
        assert_eq!(truth.calls("update-subscription").await, changes, "step {step}: the list was enough");
        // The old one is nowhere any more where the first step of noting it never came.
        nothing_is_lost(&desk, &row, &old, &new).await;
        assert_eq!((stored(&desk, &name).await, stored(&desk, &next).await), (Some(new), None), "step {step}");
    }
}
