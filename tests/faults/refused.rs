//! The provider answers, and the answer is no.

use crate::support::with;
use gangway_core::{
    Code,
    view::{BatchResultWord, OperationState, Outcome, SettledBy, StoreState},
};
use serde_json::json;

/// Nothing was done, so the same request goes again after the pause that the provider asked for.
#[tokio::test]
async fn too_fast() {
    let went = with(json!({ "call": "provisioning", "kind": "status", "status": 429, "retry_after": 1 })).await;
    went.all_confirmed_and_received_once().await;
    let statuses: Vec<_> =
        went.desk.provider.calls("provisioning").await.into_iter().filter_map(|call| call.status).collect();
    assert_eq!(statuses, [429, 202]);
    let row = &went.view.row;
    assert!(row.ended_at.unwrap() - row.started_at >= 1000, "the pause was kept");
}

/// "Stop" is heard while the provider's pause is waited out: nothing more leaves.
#[tokio::test]
async fn too_fast_and_stopped() {
    let desk = gangway_tests::Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "status", "status": 429, "retry_after": 100 })).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    gangway_tests::until("it was told to slow down", async || desk.provider.calls("provisioning").await.len() == 1)
        .await;
    desk.console.provisioning.stop_operation(&id).await.unwrap();
    let state = async || desk.console.provisioning.operation(&id).await.unwrap().row.state;
    gangway_tests::until("the run has ended", async || state().await == OperationState::Stopped).await;
    assert_eq!(desk.provider.calls("provisioning").await.len(), 1);
}

#[tokio::test]
async fn one_store_is_rejected() {
    let desk = gangway_tests::Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider
        .fault(json!({ "call": "provisioning", "kind": "reject_store", "stores": [stores[2]], "message": "not_owned" }))
        .await;
    let view = desk.run(&desk.plan_request(&merchant, &stores)).await;
    assert_eq!((view.row.counts.confirmed, view.row.counts.rejected), (4, 1));
    let rows =
        desk.console.provisioning.operation_stores(&view.row.id, Some(StoreState::Rejected), 0, 10).await.unwrap().rows;
    assert_eq!((rows[0].store.as_str(), rows[0].message.as_deref()), (stores[2].as_str(), Some("not_owned")));
    assert_eq!(rows[0].settled_by, Some(SettledBy::Answer));
}

#[tokio::test]
async fn every_store_is_rejected() {
    let went = with(json!({ "call": "provisioning", "kind": "reject_store", "message": "not_owned" })).await;
    assert_eq!((went.view.row.state, went.view.row.counts.rejected), (OperationState::Finished, 5));
    assert_eq!(went.batch().answer.as_deref(), Some("422"));
    assert_eq!(went.batch().result, BatchResultWord::Refused);
}

/// 403 concerns every further request: the run is halted, and the stores can go when somebody has acted.
#[tokio::test]
async fn not_allowed() {
    let went = with(json!({ "call": "provisioning", "kind": "status", "status": 403 })).await;
    assert_eq!(went.view.row.state, OperationState::Halted);
    assert_eq!(went.view.row.halt.as_ref().unwrap().code, Code::NotAuthorized);
    assert!(went.rows().await.iter().all(|row| row.settled_by.is_none()));
    went.undone_then_sent_again().await;
}

/// 400 concerns this request only.
#[tokio::test]
async fn a_request_that_is_wrong() {
    let went = with(json!({ "call": "provisioning", "kind": "status", "status": 400, "message": "bad" })).await;
    assert_eq!((went.view.row.state, went.view.row.counts.rejected), (OperationState::Finished, 5));
    let [cause] = went.view.causes.as_slice() else { panic!("{:?}", went.view.causes) };
    assert_eq!((cause.outcome, cause.message.as_str()), (Outcome::Rejected, "bad"));
}
