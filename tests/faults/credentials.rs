//! Tokens and secrets that are over or wrong.

use crate::support::hasty;
use gangway_console_core::{Code, view::OperationState};
use gangway_sandbox::Config;
use gangway_tests::{CLIENT_SECRET, Desk, Setup, until};
use std::time::Duration;

#[tokio::test]
async fn the_integrators_token_is_renewed_once() {
    let desk = Desk::with(hasty()).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 40).await;
    assert_eq!(desk.provider.calls("token").await.len(), 1);
    desk.provider.expire("integrator").await;
    let view = desk.run(&desk.wish(&merchant, &stores)).await;
    assert_eq!(view.row.counts.confirmed, 40);
    assert_eq!(desk.provider.calls("token").await.len(), 2);
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// Several requests notice it at the same time; still one login.
#[tokio::test]
async fn the_integrators_token_is_renewed_once_for_all() {
    let provider = Config { latency: Duration::from_millis(50), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, concurrency: 4, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 80).await;
    desk.console.register_webhook(desk.integration()).await.unwrap();
    desk.provider.expire("integrator").await;
    let view = desk.run(&desk.wish(&merchant, &stores)).await;
    assert_eq!(view.row.counts.confirmed, 80);
    assert_eq!(desk.provider.calls("token").await.len(), 2);
}

/// The merchant's token ends in the middle: the run rests, nothing else is sent, and a new sign-in lets it go on.
#[tokio::test]
async fn the_merchants_token_ends_in_the_middle() {
    let provider = Config { latency: Duration::from_millis(150), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, ..hasty() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 80).await;
    let id = desk.start(&desk.wish(&merchant, &stores)).await.unwrap();
    until("the first request was answered", async || {
        desk.operation(&id).await.batches.iter().any(|batch| batch.batch_id.is_some())
    })
    .await;
    desk.provider.expire("merchant").await;
    let view = desk.settled(&id).await;
    assert_eq!(view.row.state, OperationState::Paused);
    assert_eq!(view.row.halt.as_ref().unwrap().code, Code::SignInAgain);
    let sent = view.row.counts.confirmed;
    assert!((20..80).contains(&sent), "{:?}", view.row.counts);
    assert_eq!(view.row.counts.planned, 80 - sent);
    let refused = desk.provider.calls("provisioning").await.iter().filter(|call| call.status == Some(401)).count();
    assert_eq!(refused, 2, "once, and once more with a new integrator token");

    until("the desk knows that the token is over", async || {
        desk.console.merchants().await.unwrap()[0].token_expires_at.is_none()
    })
    .await;
    assert_eq!(desk.console.refresh(&merchant.id).await.unwrap_err().code, Code::SignInAgain);
    desk.authorize().await;
    until("it goes on", async || desk.operation(&id).await.row.state != OperationState::Paused).await;
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.counts.confirmed), (OperationState::Finished, 80));
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// A wrong client secret stops everything at once and says what it is.
#[tokio::test]
async fn a_wrong_client_secret() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.vault.put(CLIENT_SECRET, "wrong".to_owned().into()).await.unwrap();
    let desk = desk.restart().await;
    let failure = desk.start(&desk.wish(&merchant, &stores)).await.unwrap_err();
    assert_eq!(failure.code, Code::IntegratorCredentials);
    assert!(desk.provider.calls("provisioning").await.is_empty());
}

/// No client secret at all: the profile opens, and the first call says what is missing.
#[tokio::test]
async fn no_client_secret() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.vault.remove(CLIENT_SECRET).await.unwrap();
    let desk = desk.restart().await;
    let failure = desk.console.refresh(&merchant.id).await.unwrap_err();
    assert_eq!(failure.code, Code::IntegratorCredentials);
}
