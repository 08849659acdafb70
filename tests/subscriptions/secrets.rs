//! Secrets of subscriptions: which one an address has, and what becomes of it.

use crate::support::{OTHER, SHOP, desired, given, here, lines, row_of, secret, theirs, with};
use base64::{Engine, prelude::BASE64_STANDARD};
use gangway_core::{
    Code, Home,
    view::{DesiredSecret, LinkState, RatepayDraft, SecretState, Typed, Warning},
};
use gangway_tests::Desk;
use secrecy::ExposeSecret;
use serde_json::Value;
use std::collections::BTreeMap;

/// One secret an address, another for another one; what is re-used is warned about.
#[tokio::test]
async fn secrets_by_address() {
    let desk = Desk::open().await;
    let console = &desk.console;
    let one = console.subscriptions.create_subscription(&desired("A", SHOP)).await.unwrap();
    let two = console.subscriptions.create_subscription(&desired("B", SHOP)).await.unwrap();
    let three = console.subscriptions.create_subscription(&desired("A", OTHER)).await.unwrap();
    assert_eq!(secret(&desk, &one.id).await, secret(&desk, &two.id).await);
    assert_ne!(secret(&desk, &one.id).await, secret(&desk, &three.id).await);
    assert!(!row_of(&desk, "B").await.secret_shared);

    let reuse = with(desired("C", OTHER), DesiredSecret::OfRow { id: one.id.clone() });
    assert_eq!(console.subscriptions.preview_create(&reuse).await.unwrap().warnings, [Warning::SecretShared]);
    let typed = with(desired("C", OTHER), given(&secret(&desk, &one.id).await));
    assert_eq!(console.subscriptions.preview_create(&typed).await.unwrap().warnings, [Warning::SecretShared]);
    console.subscriptions.create_subscription(&reuse).await.unwrap();
    assert!(row_of(&desk, "C").await.secret_shared && row_of(&desk, "B").await.secret_shared);

    let short =
        console.subscriptions.create_subscription(&with(desired("D", OTHER), given("geheim"))).await.unwrap_err();
    assert!(short.code == Code::BadInput && short.message.contains("64"), "{short}");
    assert!(console.subscriptions.create_subscription(&with(desired("D", OTHER), given(&theirs('é')))).await.is_ok());
}

/// A call does not say which subscription it is for, so an address does best with one secret, whoever made it.
#[tokio::test]
async fn an_address_that_is_known_to_the_provider_keeps_its_secret() {
    let desk = Desk::open().await;
    desk.provider.ratepay().plant("B", SHOP, &theirs('p')).await;
    let row = desk.console.subscriptions.create_subscription(&desired("A", &format!(" {SHOP}\n"))).await.unwrap();
    assert_eq!((row.url.as_str(), secret(&desk, &row.id).await), (SHOP, theirs('p')));
    let other =
        desk.console.subscriptions.create_subscription(&with(desired("C", SHOP), DesiredSecret::New)).await.unwrap();
    assert_ne!(secret(&desk, &other.id).await, theirs('p'));
}

/// Moved to another address with its secret, which the old address still has for the others.
#[tokio::test]
async fn a_secret_that_moves_away_from_others_is_warned_about() {
    let desk = Desk::open().await;
    let console = &desk.console;
    let one = console.subscriptions.create_subscription(&desired("A", SHOP)).await.unwrap();
    assert_eq!(console.subscriptions.preview_change(&one.id, &desired("A", OTHER)).await.unwrap().warnings, []);
    console.subscriptions.create_subscription(&desired("B", SHOP)).await.unwrap();
    let moved = console.subscriptions.preview_change(&one.id, &desired("A", OTHER)).await.unwrap();
    assert_eq!(moved.warnings, [Warning::SecretShared]);
    let new = with(desired("A", OTHER), DesiredSecret::New);
    assert_eq!(console.subscriptions.preview_change(&one.id, &new).await.unwrap().warnings, []);
    assert_eq!(console.subscriptions.preview_change(&one.id, &desired("C", SHOP)).await.unwrap().warnings, []);
}

/// A profile that names another client, a secret that is missing, and the way back.
#[tokio::test]
async fn the_client_is_changed() {
    let desk = Desk::open().await;
    let (console, home) = (&desk.console, Home::at(desk.folder().parent().unwrap()));
    assert_eq!(console.subscriptions.check_ratepay().await.unwrap().state, LinkState::Ok);
    let draft =
        |id: &str, secret: &str| RatepayDraft { client_id: id.to_owned(), client_secret: Typed(secret.to_owned()) };
    let at = desk.provider.at.ratepay.clone();
    let wrong = console.subscriptions.save_ratepay(&home, draft("nobody", "")).await.unwrap();
    assert_eq!((wrong.client_id.as_str(), wrong.client_secret), ("nobody", SecretState::Stored));
    assert_eq!(console.subscriptions.check_ratepay().await.unwrap().state, LinkState::Refused);
    assert!(console.subscriptions.save_ratepay(&home, draft(" ", "")).await.is_err());
    console.subscriptions.save_ratepay(&home, draft(&at.client_id, &at.client_secret)).await.unwrap();
    assert_eq!(console.subscriptions.check_ratepay().await.unwrap().state, LinkState::Ok);
    desk.vault.remove(gangway_tests::RATEPAY_SECRET).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(desk.console.subscriptions.check_ratepay().await.unwrap().state, LinkState::Refused);
    assert_eq!(desk.console.subscriptions.ratepay_settings().await.unwrap().client_secret, SecretState::Missing);
    assert_eq!(desk.console.subscriptions.refresh_subscriptions().await.unwrap_err().code, Code::IntegratorCredentials);
    assert!(desk.console.subscriptions.subscriptions().await.is_ok(), "what is known can be seen all the same");
}

/// Nothing of a subscription stays in the vault once it is gone, whoever removed it.
#[tokio::test]
async fn secrets_go_with_their_subscriptions() {
    let desk = Desk::open().await;
    let truth = desk.provider.ratepay();
    let planted = truth.plant("P", OTHER, &theirs('p')).await;
    let ours = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
    let endpoint = desk.console.subscriptions.create_subscription(&here("H")).await.unwrap();
    desk.console.subscriptions.rotate_subscription_secret(&endpoint.id).await.unwrap();
    let id = ours.subscription.clone().unwrap();
    let hook = format!("endpoint-secret-{}", endpoint.endpoint.as_ref().unwrap());
    let names = [format!("subscription-secret-{}", ours.id), hook.clone(), format!("{hook}-previous")];
    let held = async || {
        let mut held = Vec::new();
        for name in &names {
            held.push(desk.vault.get(name).await.unwrap().is_some());
        }
        held
    };
    // What the provider's list told is in one entry.
    let listed = async || {
        let Some(packed) = desk.vault.get("ratepay-listed").await.unwrap() else { return Vec::new() };
        let json = BASE64_STANDARD.decode(packed.expose_secret()).unwrap();
        let secrets: BTreeMap<String, String> = serde_json::from_slice(&json).unwrap();
        secrets.into_keys().collect()
    };
    let mut there = [planted.clone(), id, endpoint.subscription.clone().unwrap()];
    there.sort();
    assert_eq!((held().await, listed().await), (vec![true; 3], there.to_vec()));
    truth.call("DELETE", &planted, &Value::Null).await;
    desk.console.subscriptions.remove_subscription(&ours.id).await.unwrap();
    desk.console.subscriptions.remove_subscription(&endpoint.id).await.unwrap();
    assert_eq!((held().await, listed().await), (vec![false; 3], vec![]));
}

/// Lost by the vault, and the provider has the very same: nobody has to do anything, and nothing is changed.
#[tokio::test]
async fn a_secret_that_the_provider_has_is_not_lost() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
    let before = secret(&desk, &row.id).await;
    desk.vault.remove(&format!("subscription-secret-{}", row.id)).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(row_of(&desk, "E").await.secret, SecretState::Stored);
    assert_eq!(secret(&desk, &row.id).await, before);
    desk.console.subscriptions.change_subscription(&row.id, &desired("F", SHOP)).await.unwrap();
    assert_eq!((secret(&desk, &row.id).await, lines(&desk).await), (before, vec![format!("F {SHOP} InSync []")]));
}
