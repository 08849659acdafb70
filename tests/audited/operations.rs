//! Runs, and the result webhook.

use crate::refusing::Refusing;
use gangway_core::view::{OperationState, PlanRequest};
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use std::time::Duration;

async fn slow() -> Desk {
    let provider = Config { latency: Duration::from_millis(150), ..Setup::default().provider };
    Desk::with(Setup { provider, concurrency: 1, ..Setup::default() }).await
}

async fn becomes(desk: &Desk, id: &str, state: OperationState) {
    until(&format!("it is {state:?}"), async || desk.operation(id).await.row.state == state).await;
}

#[tokio::test]
async fn of_runs_that_do_not_send() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 62).await;
    let resting = desk.start(&desk.plan_request(&merchant, &stores[..60])).await.unwrap();
    becomes(&desk, &resting, OperationState::Running).await;
    desk.console.provisioning.pause_operation(&resting).await.unwrap();
    becomes(&desk, &resting, OperationState::Paused).await;
    let held = PlanRequest { hold_s: 600, ..desk.plan_request(&merchant, &stores[60..61]) };
    let held = desk.start(&held).await.unwrap();
    until("every result is in", async || desk.operation(&resting).await.row.counts.accepted == 0).await;

    let (console, refusing) = (&desk.console, Refusing::of(&desk));
    refusing.refuses("operation_started", desk.start(&desk.plan_request(&merchant, &stores[61..]))).await;
    refusing.refuses("operation_undone", console.provisioning.undo_operation(&held)).await;
    refusing.refuses("operation_stopped", console.provisioning.stop_operation(&resting)).await;
    refusing.refuses("operation_resumed", console.provisioning.resume_operation(&resting)).await;
    refusing.refuses("webhook_registered", console.registration.register_webhook(desk.integration())).await;
    refusing.refuses("rotation_started", console.registration.rotate_webhook_secret(desk.integration())).await;
    refusing.no_more();
    console.provisioning.undo_operation(&held).await.unwrap();
    console.provisioning.resume_operation(&resting).await.unwrap();
    assert_eq!(desk.settled(&resting).await.row.counts.confirmed, 60);
}

/// A run that sends is told nothing by an act that has no entry.
#[tokio::test]
async fn of_a_run_that_sends() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    becomes(&desk, &id, OperationState::Running).await;
    let refusing = Refusing::of(&desk);
    desk.console.provisioning.pause_operation(&id).await.unwrap_err();
    desk.console.provisioning.stop_operation(&id).await.unwrap_err();
    refusing.no_more();
    assert_eq!(desk.settled(&id).await.row.counts.confirmed, 60, "it went on");
}
