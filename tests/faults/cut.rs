//! The answer is lost: the work may have been done, or not.

use crate::support::{left_to_a_person, with};
use gangway_core::view::OperationState;
use serde_json::json;

/// The work was done; the webhook or the status call says so, and nothing is sent again.
async fn done_all_the_same(kind: &str, answer: &str) {
    let went = with(json!({ "call": "provisioning", "kind": kind, "ms": 3000 })).await;
    assert_eq!(went.batch().answer.as_deref(), Some(answer));
    assert_eq!(went.view.row.state, OperationState::Finished);
    went.all_confirmed_and_received_once().await;
}

#[tokio::test]
async fn dropped_after_the_work() {
    done_all_the_same("drop_after", "reset").await;
}

#[tokio::test]
async fn timed_out_after_the_work() {
    done_all_the_same("timeout", "timeout").await;
}

#[tokio::test]
async fn an_empty_202() {
    done_all_the_same("empty", "202 empty").await;
}

#[tokio::test]
async fn a_202_that_is_not_json() {
    done_all_the_same("not_json", "202 unreadable").await;
}

#[tokio::test]
async fn a_web_page_instead_of_an_answer() {
    done_all_the_same("html", "202 unreadable").await;
}

#[tokio::test]
async fn a_500_after_the_work() {
    let went = with(json!({ "call": "provisioning", "kind": "status_after", "status": 500 })).await;
    assert_eq!(went.batch().answer.as_deref(), Some("500"));
    went.all_confirmed_and_received_once().await;
}

/// Nothing was done: only the provider's own word settles it, and then the run sends the stores again by itself.
async fn undone(fault: serde_json::Value, answer: &str) {
    let went = with(fault).await;
    assert_eq!(went.batch().answer.as_deref(), Some(answer));
    let log = went.desk.provider.log().await;
    let sent = log.iter().position(|call| call.call == "provisioning").unwrap();
    assert!(log[sent..].iter().any(|call| call.call == "integration-status"), "the provider was asked");
    went.repeated_by_itself().await;
}

#[tokio::test]
async fn partners_is_down() {
    undone(json!({ "call": "provisioning", "kind": "status", "status": 424 }), "424").await;
}

#[tokio::test]
async fn a_500_before_the_work() {
    undone(json!({ "call": "provisioning", "kind": "status", "status": 500 }), "500").await;
}

#[tokio::test]
async fn a_503_before_the_work() {
    undone(json!({ "call": "provisioning", "kind": "status", "status": 503 }), "503").await;
}

#[tokio::test]
async fn dropped_before_the_work() {
    undone(json!({ "call": "provisioning", "kind": "drop_before" }), "reset").await;
}

#[tokio::test]
async fn timed_out_before_the_work() {
    undone(json!({ "call": "provisioning", "kind": "timeout_before", "ms": 3000 }), "timeout").await;
}

/// Switched off, nothing is sent again before a person says so.
#[tokio::test]
async fn a_person_sends_again_what_was_not_done() {
    let went = left_to_a_person(json!({ "call": "provisioning", "kind": "status", "status": 424 })).await;
    assert_eq!((went.view.row.repeated, went.desk.provider.calls("provisioning").await.len()), (0, 1));
    went.undone_then_sent_again().await;
}

/// Bounded: after two more tries it is a person's turn.
#[tokio::test]
async fn a_provider_that_never_does_it_is_asked_three_times() {
    let went = with(json!({ "call": "provisioning", "kind": "status", "status": 424, "per_mille": 1000 })).await;
    assert_eq!(went.view.row.counts.planned, 5, "{:?}", went.view);
    assert_eq!((went.view.row.repeated, went.view.row.repeats_left), (2, 0));
    assert_eq!(went.desk.provider.calls("provisioning").await.len(), 3);
}
