//! The request was taken and the result does not come.

use crate::support::{hasty, with};
use gangway_core::view::{ActivityFilter, Advice, BatchResultWord, OperationState, Outcome, PlanSource, SettledBy};
use gangway_tests::{Desk, Setup, until};
use serde_json::json;

/// Late, therefore asked about, therefore confirmed by the provider's status.
#[tokio::test]
async fn no_webhook_at_all() {
    let desk = Desk::with(hasty()).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    // The provider is silent on every way until a result is overdue.
    desk.provider.fault(json!({ "call": "integration-status", "kind": "status", "status": 503 })).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("the results are overdue", async || desk.operation(&id).await.row.counts.overdue == 5).await;
    assert_eq!(desk.operation(&id).await.row.counts.confirmed, 0, "accepted is not done");
    let view = desk.settled(&id).await;
    assert_eq!(view.row.counts.confirmed, 5);
    assert_eq!(view.batches[0].result, BatchResultWord::StatusCall);
    let rows = desk.console.provisioning.operation_stores(&id, None, 0, 100).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.settled_by == Some(SettledBy::StatusCall)));
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// A person who does not wait for the program to ask is named as the one who settled it.
#[tokio::test]
async fn a_person_asks_before_the_program_does() {
    let desk = Desk::with(Setup { overdue_after_s: 600, ..hasty() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("it was sent", async || desk.operation(&id).await.row.state == OperationState::Waiting).await;
    until("the provider is through", async || desk.console.merchants.ask(&merchant.id).await.unwrap().settled == 5)
        .await;
    let rows = desk.console.provisioning.operation_stores(&id, None, 0, 100).await.unwrap().rows;
    assert!(rows.iter().all(|row| row.settled_by == Some(SettledBy::Person) && row.asked_by.is_some()), "{rows:?}");
    let acts = desk.console.audit.activity(&ActivityFilter::default(), None, 10).await.unwrap().rows;
    let acts: Vec<(&str, &str)> = acts.iter().map(|row| (row.written.as_str(), row.actor.as_str())).collect();
    let person = rows[0].asked_by.as_deref().unwrap();
    assert_eq!(acts[..2], [("outcomes_asked", person), ("operation_ended", "gangway")]);
}

/// A webhook that comes after the status call confirmed is kept and changes nothing.
#[tokio::test]
async fn the_webhook_comes_after_the_status_call() {
    let went = with(json!({ "call": "provisioning", "kind": "late_webhook", "ms": 4000 })).await;
    went.all_confirmed_and_received_once().await;
    let before = went.view.row.clone();
    until("the late webhook is there", async || {
        let state = went.desk.provider.look("/state").await;
        state["deliveries"]["delivered"] == 1
    })
    .await;
    let after = went.desk.settled(&before.id).await.row;
    assert_eq!((after.counts, after.state), (before.counts, before.state));
}

/// A result that says FAILED, after the answer was lost.
#[tokio::test]
async fn a_failure_is_believed_after_a_lost_answer() {
    let desk = Desk::with(Setup { unknown_for_s: 20, ..hasty() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 3).await;
    desk.provider.fail(&stores[..1], 1).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "drop_after" })).await;
    let view = desk.run(&desk.plan_request(&merchant, &stores)).await;
    assert_eq!((view.row.counts.confirmed, view.row.counts.failed), (2, 1));
}

/// Accepted, no webhook, and the status says that it is not done: after the longer limit that is said, and it may be planned again.
#[tokio::test]
async fn a_result_that_never_comes_has_an_end() {
    let desk = Desk::with(Setup { no_result_after_s: 3, ..hasty() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    desk.provider.fault(json!({ "call": "integration-status", "kind": "status", "status": 503 })).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("the results are overdue", async || desk.operation(&id).await.row.counts.overdue == 5).await;
    desk.provider.link(&stores, "nobody").await;
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.counts.no_result), (OperationState::Finished, 5), "{view:?}");
    assert!(
        view.causes.iter().all(|cause| cause.outcome == Outcome::NoResult && cause.advice == Advice::Retry),
        "{:?}",
        view.causes
    );
    assert_eq!(desk.provider.calls("provisioning").await.len(), 1, "it was accepted: nothing is sent again by itself");
    let again = PlanSource::FailedOf { operation: id };
    let again = desk.run(&desk.desired_from(&merchant, again)).await;
    assert_eq!(again.row.counts.confirmed, 5, "{again:?}");
}
