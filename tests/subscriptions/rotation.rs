//! A new secret without a gap.

use crate::support::{here, lines, row_of, secret};
use gangway_console_core::{
    Code,
    view::{Act, DeliveryFilter},
};
use gangway_tests::{Desk, Setup, http, until};
use hmac::{Hmac, KeyInit, Mac};
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

async fn patient(seconds: u32) -> Desk {
    Desk::with(Setup { old_secret_for_s: seconds, call_timeout_s: 2, ..Setup::default() }).await
}

#[tokio::test]
async fn calls_signed_with_either_secret_are_believed() {
    let desk = patient(60).await;
    let row = desk.console.create_subscription(&here(EVENT)).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let preview = desk.console.preview_rotate(&row.id).await.unwrap();
    assert_eq!(preview.method, "PUT");
    let rotated = desk.console.rotate_subscription_secret(&row.id).await.unwrap();
    let new = secret(&desk, &row.id).await;
    assert_ne!(old, new);
    assert_eq!((&rotated.url, &rotated.subscription), (&row.url, &row.subscription));
    let rotation = rotated.rotation.unwrap();
    assert!(rotation.confirmed_at.is_some() && rotation.ends_at.is_some());
    assert!(!rotated.can.contains(&Act::Rotate), "one at a time");
    assert_eq!(desk.console.rotate_subscription_secret(&row.id).await.unwrap_err().code, Code::BadInput);
    assert_eq!(desk.provider.ratepay().happens(json!({ "event_type": EVENT })).await, 1);
    assert_eq!([post(&row.url, &new, "{\"n\":1}").await, post(&row.url, &old, "{\"n\":2}").await], [200, 200]);
    until("the late one is noted", async || row_of(&desk, EVENT).await.rotation.unwrap().last_old_at.is_some()).await;
    // A restart in the middle changes nothing.
    let desk = desk.restart().await;
    assert_eq!([post(&row.url, &new, "{\"n\":3}").await, post(&row.url, &old, "{\"n\":4}").await], [200, 200]);
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 9 };
    let page = desk.console.deliveries(filter).await.unwrap();
    assert_eq!((page.total, page.rejected), (5, 0), "nothing was refused at any time");
    assert_eq!(lines(&desk).await, [format!("{EVENT} {} InSync []", row.url)]);
}

/// After the set time without a call signed with it, and not before.
#[tokio::test]
async fn the_old_secret_goes_when_nothing_is_signed_with_it_any_more() {
    let desk = patient(2).await;
    let row = desk.console.create_subscription(&here(EVENT)).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let rotated = desk.console.rotate_subscription_secret(&row.id).await.unwrap();
    let first_end = rotated.rotation.unwrap().ends_at.unwrap();
    assert_eq!(post(&row.url, &old, "{\"n\":1}").await, 200);
    until("a late call moves the end", async || {
        row_of(&desk, EVENT).await.rotation.is_some_and(|it| it.ends_at.is_some_and(|end| end > first_end))
    })
    .await;
    until("the old one goes", async || row_of(&desk, EVENT).await.rotation.is_none()).await;
    assert!(gangway_console_core::now() >= first_end);
    assert_eq!(post(&row.url, &old, "{\"n\":2}").await, 401);
    assert_eq!(post(&row.url, &secret(&desk, &row.id).await, "{\"n\":3}").await, 200);
    assert!(row_of(&desk, EVENT).await.can.contains(&Act::Rotate));
}

/// Refused: everything is as before. Lost: both are taken until the list tells.
#[tokio::test]
async fn a_rotation_that_is_refused_or_lost() {
    let desk = patient(60).await;
    let row = desk.console.create_subscription(&here(EVENT)).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let truth = desk.provider.ratepay();
    truth.fault(json!({ "call": "update-subscription", "kind": "status", "status": 400 })).await;
    assert_eq!(desk.console.rotate_subscription_secret(&row.id).await.unwrap_err().code, Code::ProviderRefused);
    assert!(row_of(&desk, EVENT).await.rotation.is_none());
    assert_eq!(secret(&desk, &row.id).await, old);

    // Nobody knows: the change may still come.
    truth.fault(json!({ "call": "update-subscription", "kind": "drop_before" })).await;
    assert_eq!(desk.console.rotate_subscription_secret(&row.id).await.unwrap_err().code, Code::ProviderUnavailable);
    let rotation = row_of(&desk, EVENT).await.rotation.unwrap();
    assert_eq!((rotation.confirmed_at, rotation.ends_at), (None, None), "the old one is needed");
    assert_eq!(post(&row.url, &old, "{}").await, 200);

    // Done, and the answer lost: the list tells.
    truth.fault(json!({ "call": "update-subscription", "kind": "drop_after" })).await;
    let rotated = desk.console.rotate_subscription_secret(&row.id).await.unwrap();
    assert!(rotated.rotation.unwrap().confirmed_at.is_some());
    assert_eq!(post(&row.url, &secret(&desk, &row.id).await, "{\"n\":1}").await, 200);
    assert_eq!(post(&row.url, &old, "{\"n\":2}").await, 200);
}
