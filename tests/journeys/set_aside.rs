//! One delivery that cannot be applied is set aside with its reason, blocks nobody, and is applied when the cause is gone;
//! and what a record holds that cannot be read is refused by name.

use gangway_core::{
    Code, Reason,
    view::{DeliveryEffect, DeliveryFilter, DeliveryRow, LabRequest, LabSource, OperationState},
};
use gangway_domain::application::MASK;
use gangway_record::Connection;
use gangway_tests::{Desk, until, until_some};

async fn deliveries(desk: &Desk) -> Vec<DeliveryRow> {
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 100 };
    desk.console.deliveries.deliveries(filter).await.unwrap().rows
}

/// Somebody else's hand in the record.
fn record(desk: &Desk) -> Connection {
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c
}

#[tokio::test]
async fn one_that_cannot_be_applied_blocks_nobody() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 25).await;
    record(&desk)
        .execute_batch(&format!(
            "CREATE TRIGGER planted BEFORE UPDATE ON operation_stores
             WHEN NEW.store = '{}' AND NEW.state = 'confirmed' BEGIN SELECT RAISE(ABORT, 'planted'); END",
            stores[0]
        ))
        .unwrap();
    let operation = desk.console.provisioning.provision(&desk.plan_request(&merchant, &stores), None).await.unwrap();
    let rows = until_some("both were looked at", async || {
        let rows = deliveries(&desk).await;
        let looked = rows.len() == 2 && rows.iter().all(|row| row.effect != DeliveryEffect::Received);
        looked.then_some(rows)
    })
    .await;
    let set_aside: Vec<_> = rows.iter().filter(|row| row.effect == DeliveryEffect::DeadLetter).collect();
    assert_eq!(set_aside.len(), 1, "{rows:?}");
    assert!(rows.iter().any(|row| row.effect == DeliveryEffect::Applied), "{rows:?}");
    let view = desk.console.deliveries.delivery(set_aside[0].id).await.unwrap();
    assert!(view.detail.unwrap().contains("planted"), "the reason is shown");

    record(&desk).execute_batch("DROP TRIGGER planted").unwrap();
    assert_eq!(desk.console.deliveries.retry_dead_letters(None).await.unwrap(), 1);
    until("the run has ended", async || {
        desk.console.provisioning.operation(operation.as_str()).await.unwrap().row.state == OperationState::Finished
    })
    .await;
    assert!(deliveries(&desk).await.iter().all(|row| row.effect == DeliveryEffect::Applied));
    let none = desk.console.deliveries.retry_dead_letters(None).await.unwrap_err();
    assert_eq!(none.reason, Some(Reason::NothingSetAside));
}

#[tokio::test]
async fn a_provider_that_nobody_knows_is_not_rappi() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await;
    let before = deliveries(&desk).await;
    record(&desk).execute_batch("UPDATE deliveries SET provider = 'acme', effect = 'failed'").unwrap();
    desk.console.deliveries.retry_dead_letters(Some(before[0].id)).await.unwrap();
    let view = until_some("it was looked at", async || {
        let view = desk.console.deliveries.delivery(before[0].id).await.unwrap();
        (view.row.effect == DeliveryEffect::DeadLetter && view.detail.is_some()).then_some(view)
    })
    .await;
    assert!(view.detail.unwrap().contains("acme"));
    assert_eq!((view.row.provider, view.body.as_str()), (None, MASK), "nothing is known of what it holds");
    let source = LabSource::Delivery { id: before[0].id };
    let refused =
        desk.console.deliveries.examine(LabRequest { source, secret: None, previous_secret: None }).await.unwrap_err();
    assert_eq!((refused.code, refused.what.as_deref()), (Code::RecordDamaged, Some("deliveries.provider")));
    record(&desk).execute_batch("UPDATE deliveries SET provider = 'rappi', headers = '{'").unwrap();
    let source = LabSource::Delivery { id: before[0].id };
    let refused =
        desk.console.deliveries.examine(LabRequest { source, secret: None, previous_secret: None }).await.unwrap_err();
    assert_eq!((refused.code, refused.what.as_deref()), (Code::RecordDamaged, Some("deliveries.headers")));
    record(&desk).execute_batch("UPDATE endpoints SET provider = 'acme'").unwrap();
    let refused = desk.console.subscriptions.subscriptions().await.unwrap_err();
    assert_eq!((refused.code, refused.what.as_deref()), (Code::RecordDamaged, Some("endpoints.provider")));
}

#[tokio::test]
async fn a_run_whose_options_cannot_be_read_sends_nothing() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let mut request = desk.plan_request(&merchant, &desk.free_stores(&merchant, 3).await);
    request.hold_s = 600;
    let operation = desk.console.provisioning.provision(&request, None).await.unwrap();
    // The program ends while the run holds: it rests.
    let desk = desk.restart().await;
    record(&desk).execute_batch("UPDATE operations SET flags = '{\"pingActive\":true}'").unwrap();
    let refused = desk.console.provisioning.resume_operation(operation.as_str()).await.unwrap_err();
    assert_eq!((refused.code, refused.reason), (Code::RecordDamaged, Some(Reason::RecordUnreadable)), "{refused}");
    assert_eq!(refused.what.as_deref(), Some("operations.flags"));
    assert!(desk.provider.calls("provisioning").await.is_empty());
    assert_eq!(
        desk.console.provisioning.operation(operation.as_str()).await.unwrap().flags,
        None,
        "and none are shown"
    );
}

#[tokio::test]
async fn a_state_that_is_not_known_is_an_error_with_a_name() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let view = desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await;
    record(&desk).execute_batch("UPDATE operation_stores SET state = 'teleported'").unwrap();
    let failure = desk.console.provisioning.operation(&view.row.id).await.unwrap_err();
    assert_eq!(
        (failure.code, failure.what.as_deref()),
        (Code::RecordDamaged, Some("operation_stores.state")),
        "{failure}"
    );
    assert!(failure.message.contains("teleported"), "{failure}");
}

/// A view that a person keeps is shown under its name even where what it asks for cannot be read, and can be removed.
#[tokio::test]
async fn a_view_that_cannot_be_read_is_not_left_out() {
    let desk = Desk::open().await;
    record(&desk).execute_batch("INSERT INTO saved_views VALUES ('applications', 'mine', '{\"weather\":1}')").unwrap();
    let views = desk.console.applications.application_views().await.unwrap();
    assert_eq!(views.iter().map(|it| (it.name.as_str(), &it.filter)).collect::<Vec<_>>(), [("mine", &None)]);
    assert!(desk.console.applications.remove_application_view("mine").await.unwrap().is_empty());
}
