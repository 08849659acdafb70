//! Tokens and secrets that are over or wrong.

use crate::support::hasty;
use gangway_core::{Code, view::OperationState};
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
    let view = desk.run(&desk.plan_request(&merchant, &stores)).await;
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
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.provider.expire("integrator").await;
    let view = desk.run(&desk.plan_request(&merchant, &stores)).await;
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
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
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
        desk.console.merchants.merchants().await.unwrap()[0].token_expires_at.is_none()
    })
    .await;
    assert_eq!(desk.console.merchants.refresh(&merchant.id).await.unwrap_err().code, Code::SignInAgain);
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
    let failure = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap_err();
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
    let failure = desk.console.merchants.refresh(&merchant.id).await.unwrap_err();
    assert_eq!(failure.code, Code::IntegratorCredentials);
}

/// A token that ends between two batches: the next batch does not leave at all, and a new sign-in goes on with it.
#[tokio::test]
async fn no_batch_leaves_with_a_token_that_is_over() {
    let provider = Config { latency: Duration::from_millis(700), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, concurrency: 1, ..hasty() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 100).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    // Five seconds before its end a token counts as over: a request may be under way that long. The clock of the
    // provider is known to a second.
    ends_in(&desk, 5_000 + 1_500).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.halt.as_ref().unwrap().code), (OperationState::Paused, Code::SignInAgain));
    let sent = view.row.counts.confirmed;
    assert!(sent < 100 && sent + view.row.counts.planned == 100, "{:?}", view.row.counts);
    let calls = desk.provider.calls("provisioning").await;
    assert_eq!(calls.len() as u32 * 20, sent, "nothing else left");
    assert!(calls.iter().all(|call| call.status == Some(202)), "{calls:?}");

    desk.authorize().await;
    until("it goes on", async || desk.operation(&id).await.row.state != OperationState::Paused).await;
    assert_eq!(desk.settled(&id).await.row.counts.confirmed, 100);
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// What the record says about the end of every merchant's token.
async fn ends_in(desk: &Desk, ms: i64) {
    let record = gangway_record::Record::open(&desk.folder().join("record.db")).unwrap();
    let at = gangway_core::now() + ms;
    record.write(move |c| c.execute("UPDATE merchants SET token_expires_at = ?1", [at]).map(drop)).await.unwrap();
}
