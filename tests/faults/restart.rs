//! The program ends in the middle of a run.

use gangway_core::view::{OperationState, PlanSource, StoreState};
use gangway_record::Connection;
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use serde_json::json;
use std::{collections::HashSet, time::Duration};

/// What was under way is unknown, is asked about, and ends as it truly is; what had not left can go on.
#[tokio::test]
async fn killed_while_sending() {
    let provider = Config { latency: Duration::from_millis(400), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, concurrency: 2, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 100).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("two requests are under way", async || desk.operation(&id).await.row.counts.sending == 40).await;
    let desk = desk.restart().await;
    assert_eq!(desk.console.left_open(), 40);
    assert_eq!(desk.operation(&id).await.row.state, OperationState::Interrupted);

    let view = desk.settled(&id).await;
    assert_eq!(view.row.counts.confirmed + view.row.counts.planned, 100, "{:?}", view.row.counts);
    let truth = desk.provider.truth().await;
    let page = desk.console.provisioning.operation_stores(&id, Some(StoreState::Confirmed), 0, 100).await.unwrap();
    for row in &page.rows {
        assert_eq!(truth[&row.store].as_deref(), Some(desk.integration()), "{} is shown as done", row.store);
    }
    let confirmed: HashSet<_> = page.rows.iter().map(|row| &row.store).collect();
    for store in stores.iter().filter(|store| !confirmed.contains(store)) {
        assert_eq!(truth[store], None, "{store} is shown as not done");
    }

    let rest = desk.run(&desk.desired_from(&merchant, PlanSource::UnsentOf { operation: id })).await;
    assert_eq!(rest.row.counts.confirmed, rest.row.counts.total);
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// Results that came while the program was away are sent again by the provider, and taken then.
#[tokio::test]
async fn results_come_after_the_restart() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 20).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "late_webhook", "ms": 500 })).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("all are taken", async || desk.operation(&id).await.row.counts.accepted == 20).await;
    let desk = desk.restart().await;
    assert_eq!(desk.console.left_open(), 20);
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.counts.confirmed), (OperationState::Finished, 20));
    let calls = desk.provider.calls("webhooks").await;
    let registrations = calls.iter().filter(|call| call.method == "POST").count();
    assert_eq!(registrations, 1, "the registration still holds");
}

/// The program ended between the last answer and its own note that everything was sent: nothing is left to go on with, so the
/// run only waits.
#[tokio::test]
async fn a_run_that_had_sent_everything_is_not_interrupted() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 20).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "late_webhook", "ms": 1500 })).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("all are taken", async || desk.operation(&id).await.row.counts.accepted == 20).await;
    let folder = desk.folder();
    let away = desk.leave().await;
    let record = Connection::open(folder.join("record.db")).unwrap();
    record.execute("UPDATE operations SET phase = 'running'", []).unwrap();
    drop(record);
    let desk = away.come_back().await;
    assert_eq!(desk.operation(&id).await.row.state, OperationState::Waiting);
    let view = desk.settled(&id).await;
    assert_eq!((view.row.state, view.row.counts.confirmed), (OperationState::Finished, 20));
}

/// Two programs never have the same profile open.
#[tokio::test]
async fn a_profile_is_open_once() {
    let desk = Desk::open().await;
    let home = gangway_core::Home::at(desk.folder().parent().unwrap());
    let options = gangway_core::Options::default();
    let second = gangway_core::Console::open_with(&home, "desk", options, desk.vault.clone()).await;
    assert_eq!(second.err().unwrap().code, gangway_core::Code::AlreadyRunning);
}
