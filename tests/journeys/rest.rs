//! A run rests, over a restart and until a sign-in, goes on, or is taken back before it begins.

use gangway_core::{
    Code,
    view::{OperationState, PlanRequest},
};
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use std::time::Duration;

/// One request at a time, slow enough to be caught in the middle.
async fn slow() -> Desk {
    let provider = Config { latency: Duration::from_millis(150), ..Setup::default().provider };
    Desk::with(Setup { provider, concurrency: 1, ..Setup::default() }).await
}

async fn state(desk: &Desk, id: &str) -> OperationState {
    desk.operation(id).await.row.state
}

async fn under_way(desk: &Desk, id: &str) {
    until("a request is under way", async || desk.operation(id).await.row.counts.sending == 20).await;
}

#[tokio::test]
async fn it_rests_over_a_restart_and_goes_on() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    under_way(&desk, &id).await;
    desk.console.provisioning.pause_operation(&id).await.unwrap();
    until("it rests", async || state(&desk, &id).await == OperationState::Paused).await;
    assert_eq!(
        desk.console.provisioning.pause_operation(&id).await.unwrap_err().code,
        Code::NotFound,
        "it rests already"
    );

    // What it has yet to send is nobody else's meanwhile.
    let plan = desk.console.provisioning.plan(&desk.plan_request(&merchant, &stores)).await.unwrap();
    assert_eq!(plan.stores, 0, "{plan:?}");
    let desk = desk.restart().await;
    assert_eq!(state(&desk, &id).await, OperationState::Paused);
    assert_eq!(desk.console.merchants.merchants().await.unwrap()[0].open_operations, 1);

    desk.console.provisioning.resume_operation(&id).await.unwrap();
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.counts.confirmed), (OperationState::Finished, 60));
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
    assert_eq!(desk.console.provisioning.resume_operation(&id).await.unwrap_err().code, Code::Stale, "it is over");
}

#[tokio::test]
async fn one_that_rests_can_be_stopped() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 40).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    under_way(&desk, &id).await;
    desk.console.provisioning.pause_operation(&id).await.unwrap();
    until("it rests", async || state(&desk, &id).await == OperationState::Paused).await;
    desk.console.provisioning.stop_operation(&id).await.unwrap();
    assert_eq!(state(&desk, &id).await, OperationState::Stopped);
    assert_eq!(
        desk.console.provisioning.plan(&desk.plan_request(&merchant, &stores)).await.unwrap().stores,
        20,
        "free again"
    );
}

/// A token that ends between two batches: the run rests with its reason, no batch leaves, and the sign-in sets it going.
#[tokio::test]
async fn a_token_that_ends_lets_the_run_rest_until_the_sign_in() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    under_way(&desk, &id).await;
    desk.provider.expire("merchant").await;
    until("it rests", async || state(&desk, &id).await == OperationState::Paused).await;
    let resting = desk.operation(&id).await.row;
    assert_eq!(resting.halt.map(|halt| halt.code), Some(Code::SignInAgain));
    assert_eq!(desk.console.provisioning.resume_operation(&id).await.unwrap_err().code, Code::SignInAgain);

    desk.authorize().await;
    until("it goes on", async || state(&desk, &id).await != OperationState::Paused).await;
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.counts.confirmed), (OperationState::Finished, 60));
    assert_eq!(view.row.halt, None);
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

#[tokio::test]
async fn signing_out_lets_it_rest() {
    let desk = slow().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    under_way(&desk, &id).await;
    desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    until("it rests", async || state(&desk, &id).await == OperationState::Paused).await;
    assert!(desk.provider.received().await.len() <= 40);
}

#[tokio::test]
async fn a_held_run_can_be_taken_back_and_nothing_left() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    let held = PlanRequest { hold_s: 60, ..desk.plan_request(&merchant, &stores) };
    let id = desk.start(&held).await.unwrap();
    let row = desk.operation(&id).await.row;
    assert_eq!(row.state, OperationState::Holding);
    assert!(row.hold_until.is_some_and(|until| until - row.started_at >= 59_000), "{row:?}");
    assert_eq!(desk.console.provisioning.plan(&held).await.unwrap().stores, 0, "they are taken");
    desk.console.provisioning.undo_operation(&id).await.unwrap();
    assert_eq!(state(&desk, &id).await, OperationState::Undone);
    assert_eq!(desk.console.provisioning.undo_operation(&id).await.unwrap_err().code, Code::Stale);
    assert_eq!(desk.console.provisioning.plan(&held).await.unwrap().stores, 5, "free again");
    assert!(desk.provider.calls("provisioning").await.is_empty());
}

#[tokio::test]
async fn a_held_run_begins_when_told_or_when_its_time_is_over() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 4).await;
    let told = desk.start(&PlanRequest { hold_s: 60, ..desk.plan_request(&merchant, &stores[..2]) }).await.unwrap();
    let alone = desk.start(&PlanRequest { hold_s: 1, ..desk.plan_request(&merchant, &stores[2..]) }).await.unwrap();
    desk.console.provisioning.begin_operation(&told).await.unwrap();
    for id in [told, alone] {
        assert_eq!(desk.settled(&id).await.row.counts.confirmed, 2);
        assert_eq!(desk.console.provisioning.undo_operation(&id).await.unwrap_err().code, Code::Stale);
    }
}

/// The program ended while a run was held: it does not begin by itself at a time that nobody chose.
#[tokio::test]
async fn a_held_run_rests_after_a_restart() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 6).await;
    let id = desk.start(&PlanRequest { hold_s: 1, ..desk.plan_request(&merchant, &stores[..5]) }).await.unwrap();
    let desk = desk.restart().await;
    // Held as long and later: when it has begun, the time of the first is over too.
    let later = desk.start(&PlanRequest { hold_s: 1, ..desk.plan_request(&merchant, &stores[5..]) }).await.unwrap();
    assert_eq!(desk.settled(&later).await.row.counts.confirmed, 1);
    assert_eq!(state(&desk, &id).await, OperationState::Paused);
    assert_eq!(desk.provider.calls("provisioning").await.len(), 1, "of the later run alone");
    desk.console.provisioning.resume_operation(&id).await.unwrap();
    assert_eq!(desk.settled(&id).await.row.counts.confirmed, 5);
}
