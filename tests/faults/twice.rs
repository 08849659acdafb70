//! Two runs want the same stores.

use gangway_core::{Code, view::OperationState};
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use serde_json::json;
use std::time::Duration;

async fn slow() -> Desk {
    let provider = Config { latency: Duration::from_millis(150), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, concurrency: 1, ..Setup::default() }).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk
}

/// What the first run has yet to send is as little free as what it sent.
#[tokio::test]
async fn while_the_first_is_under_way() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let wanted = desk.plan_request(&merchant, &stores);
    let id = desk.start(&wanted).await.unwrap();
    let plan = desk.console.provisioning.plan(&wanted).await.unwrap();
    assert_eq!((plan.stores, plan.left_out_total), (0, 60), "{:?}", plan.left_out);
    assert_eq!(desk.start(&wanted).await.unwrap_err().code, Code::BadInput);
    assert_eq!(desk.settled(&id).await.row.counts.confirmed, 60);
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// Both planned before either started: one goes, the other is told to look again.
#[tokio::test]
async fn at_the_same_moment() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 40).await;
    let wanted = desk.plan_request(&merchant, &stores);
    let (one, two) = tokio::join!(desk.start(&wanted), desk.start(&wanted));
    let refused = [&one, &two].into_iter().filter_map(|run| run.as_ref().err()).map(|failure| failure.code);
    assert_eq!(refused.collect::<Vec<_>>(), [Code::Stale]);
    assert_eq!(desk.settled(&one.or(two).unwrap()).await.row.counts.confirmed, 40);
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// The window, which hears only of what changed, learns that the rest of a stopped run is free again.
#[tokio::test]
async fn what_a_stopped_run_did_not_send_is_free() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("the first request leaves", async || desk.operation(&id).await.row.counts.planned == 40).await;
    let columns = desk.columns(&merchant).await;
    assert_eq!(columns.state.iter().map(|state| u32::from(*state == 5)).sum::<u32>(), 40);
    desk.console.provisioning.stop_operation(&id).await.unwrap();
    assert_eq!(desk.settled(&id).await.row.state, OperationState::Stopped);
    let delta = desk.console.merchants.store_delta(&merchant.id, columns.revision).await.unwrap();
    assert_eq!(delta.rows.iter().filter(|row| row.state == 0).count(), 40);
}

/// The answer to a question that was asked before the results came says nothing about them.
#[tokio::test]
async fn an_outdated_answer_of_the_status_call_undoes_nothing() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 20).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.provider.fault(json!({ "call": "integration-status", "kind": "slow", "ms": 2000 })).await;
    let asks = desk.console.merchants.refresh(&merchant.id);
    let runs = async {
        until("the question is answered, and the answer is on its way", async || {
            desk.provider.calls("integration-status").await.len() == 2
        })
        .await;
        desk.run(&desk.plan_request(&merchant, &stores)).await
    };
    let (asked, view) = tokio::join!(asks, runs);
    assert_eq!((asked.unwrap().stores > 0, view.row.counts.confirmed), (true, 20));
    let plan = desk.console.provisioning.plan(&desk.plan_request(&merchant, &stores)).await.unwrap();
    assert_eq!((plan.stores, plan.left_out_total), (0, 20), "the stores look free, and would be sent once more");
}
