//! Deliveries that are applied after all, addresses that are called, letters that come back, and the end of the audit log.

use crate::refusing::Refusing;
use gangway_core::{
    Failure,
    view::{ActivityFilter, ActivityNoted, DeliveryEffect, DeliveryFilter, DeliveryRow, OperationState, Verdict},
};
use gangway_domain::notifications::{Change, Channel, Event};
use gangway_record::{Connection, notifications::outbox::id_of};
use gangway_sandbox::{Config, RainforestConfig};
use gangway_tests::{
    Desk, Setup,
    platform::{Answer, Platform},
    until,
};
use serde_json::json;

fn by_hand(desk: &Desk, sql: &str) {
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c.execute_batch(
        "DROP TRIGGER IF EXISTS audit_is_append_only_update; DROP TRIGGER IF EXISTS audit_is_append_only_delete;",
    )
    .unwrap();
    c.execute_batch(sql).unwrap();
}

async fn deliveries(desk: &Desk, verdict: Option<Verdict>) -> Vec<DeliveryRow> {
    let filter = DeliveryFilter { verdict, search: String::new(), before: None, limit: 100 };
    desk.console.deliveries.deliveries(filter).await.unwrap().rows
}

#[tokio::test]
async fn of_dead_letters() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 1).await;
    by_hand(
        &desk,
        "CREATE TRIGGER planted BEFORE UPDATE ON operation_stores WHEN NEW.state = 'confirmed'
         BEGIN SELECT RAISE(ABORT, 'planted'); END",
    );
    let run = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    // The run has come to rest too: what it writes is no act of a person.
    until("it is set aside, and the run waits", async || {
        deliveries(&desk, None).await.iter().any(|row| row.effect == DeliveryEffect::DeadLetter)
            && desk.operation(&run).await.row.state == OperationState::Waiting
    })
    .await;
    let refusing = Refusing::of(&desk);
    refusing.refuses("deliveries_retried", desk.console.deliveries.retry_dead_letters(None)).await;
    refusing.no_more();
    by_hand(&desk, "DROP TRIGGER planted");
    assert_eq!(desk.console.deliveries.retry_dead_letters(None).await.unwrap(), 1);
}

#[tokio::test]
async fn of_rejected_deliveries() {
    // The provider sends once: a repetition would be believed by itself.
    let rainforest = RainforestConfig { retry_schedule: Vec::new(), ..RainforestConfig::default() };
    let desk = Desk::with(Setup { provider: Config { rainforest, ..Config::default() }, ..Setup::default() }).await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    truth.play(json!({ "through": [] })).await;
    until("it is rejected", async || deliveries(&desk, Some(Verdict::Rejected)).await.len() == 1).await;
    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    let refusing = Refusing::of(&desk);
    refusing.refuses("deliveries_reverified", desk.console.deliveries.reverify_deliveries(None, None)).await;
    refusing.no_more();
    assert_eq!(desk.console.deliveries.reverify_deliveries(None, None).await.unwrap().to_apply, 1);
}

/// The entry is on disk before anybody is called.
#[tokio::test]
async fn of_addresses() {
    let platform = Platform::start(&[Answer::Status(200)]).await;
    let desk = Desk::open().await;
    let refusing = Refusing::of(&desk);
    refusing.refuses("address_called", desk.console.subscriptions.check_address(platform.url(), true, None)).await;
    assert!(platform.calls().is_empty(), "nobody was called");
    refusing.no_more();
    let report = desk.console.subscriptions.check_address(platform.url(), true, None).await.unwrap();
    assert_eq!((report.answered_well, platform.calls().len()), (Some(true), 1));
}

#[tokio::test]
async fn of_letters_that_come_back() {
    let desk = Desk::open().await;
    let change = Change {
        application: "app_1".into(),
        merchant: "mid_1".into(),
        merchant_name: "Café".into(),
        email: Some("ana@shop.test".into()),
        event: Event::Created,
        at: 1_776_765_600_000,
        late: false,
        link: None,
    };
    desk.console.notifications.announce_changes(vec![change.clone()]).await.unwrap();
    let id = id_of(&change, Channel::Email);
    by_hand(&desk, &format!("UPDATE outbox SET state = 'sent', reason = NULL, sent_at = 1 WHERE id = '{id}'"));
    let letter =
        format!("Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 gone\r\n\r\nMessage-ID: <{id}@x>\r\n");
    let letter = format!("Reporting-MTA: dns; mx.shop.test\r\n\r\n{letter}");
    let refusing = Refusing::of(&desk);
    refusing.refuses("notification_bounced", desk.console.notifications.note_bounce(letter.as_bytes())).await;
    refusing.no_more();
    desk.console.notifications.note_bounce(letter.as_bytes()).await.unwrap();
}

/// The note in the vault is the old one until the entry is there.
#[tokio::test]
async fn of_the_end_of_the_audit_log() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    until("the newest act is noted", async || {
        let checked = desk.console.audit.verify_activity().await.unwrap();
        checked.noted == ActivityNoted::Compared && checked.after_noted == 0
    })
    .await;
    by_hand(&desk, "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)");
    let broken = desk.console.audit.verify_activity().await.unwrap().breaks;
    assert_eq!(broken.len(), 1);
    let refusing = Refusing::of(&desk);
    refusing.refuses("activity_end_accepted", desk.console.audit.accept_activity()).await;
    assert_eq!(desk.console.audit.verify_activity().await.unwrap().breaks, broken, "it stays said");
    refusing.no_more();
    assert!(desk.console.audit.accept_activity().await.unwrap().breaks.is_empty());
}

/// The provider refuses a new secret: that the old one stays is an act as well.
#[tokio::test]
async fn a_change_of_secret_that_came_to_nothing_has_its_entries() {
    let desk = Desk::with(Setup::default()).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.provider.fault(json!({ "call": "webhooks", "kind": "status", "status": 400, "skip": 1 })).await;
    let refused: Failure = desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap_err();
    let acts = desk.console.audit.activity(&ActivityFilter::default(), None, 2).await.unwrap().rows;
    let words: Vec<&str> = acts.iter().map(|row| row.written.as_str()).collect();
    assert_eq!(words, ["rotation_abandoned", "rotation_started"], "{refused:?}");
}
