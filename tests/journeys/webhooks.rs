//! Results come in: once, twice, late, badly signed.

use gangway_core::{
    Reason,
    view::{
        Change, DeliveryEffect, DeliveryFilter, DeliveryRow, OperationView, Outcome, RejectionReason, SecretState,
        SettledBy, Verdict,
    },
};
use gangway_record::Connection;
use gangway_tests::{Desk, Setup, until, until_some};
use serde_json::json;

async fn deliveries(desk: &Desk) -> Vec<DeliveryRow> {
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 100 };
    desk.console.deliveries.deliveries(filter).await.unwrap().rows
}

/// How often the webhook was registered; it is read before that.
async fn registrations(desk: &Desk) -> usize {
    desk.provider.calls("webhooks").await.iter().filter(|call| call.method == "POST").count()
}

/// Results go to somebody else's address: neither a press nor a run replaces it before a person said so.
#[tokio::test]
async fn a_registration_that_leads_elsewhere_is_not_replaced_unasked() {
    let desk = Desk::open().await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    // What is registered belongs to another desk as far as this record knows.
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c.execute("DELETE FROM endpoints", []).unwrap();
    let desk = desk.restart().await;
    let refused = desk.console.registration.register_webhook(desk.integration()).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::WebhookElsewhere), Some("127.0.0.1")));
    let merchant = desk.authorize().await;
    let request = desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await);
    let refused = desk.start(&request).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::WebhookElsewhere), "a run does not either");
    assert!(desk.provider.calls("provisioning").await.is_empty(), "and nothing leaves");
    assert_eq!(registrations(&desk).await, 1);

    assert_eq!(desk.console.registration.take_over_webhook(desk.integration()).await.unwrap().answer, Some(200));
    assert_eq!(desk.run(&request).await.row.counts.confirmed, 1);
    assert_eq!(
        desk.console.registration.register_webhook(desk.integration()).await.unwrap().answer,
        Some(200),
        "it is ours now"
    );
}

async fn one_store(desk: &Desk) -> OperationView {
    let merchant = desk.authorize().await;
    desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await
}

#[tokio::test]
async fn registered_once_then_told_again() {
    let desk = Desk::open().await;
    let first = desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    assert_eq!((first.answer, first.secret), (Some(201), SecretState::Stored));
    let second = desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    assert_eq!((second.answer, &second.url), (Some(200), &first.url));
    let merchant = desk.authorize().await;
    let request = desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await);
    assert!(desk.console.provisioning.plan(&request).await.unwrap().webhook_ready);
    desk.run(&request).await;
    assert_eq!(registrations(&desk).await, 2, "a run does not register what is registered");
}

/// The registration is in the record and its secret is gone: results would all be rejected.
#[tokio::test]
async fn a_lost_secret_is_replaced_before_a_run() {
    let desk = Desk::open().await;
    let webhook = desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.vault.remove(&format!("endpoint-secret-{}", webhook.endpoint)).await.unwrap();
    let desk = desk.restart().await;
    let view = one_store(&desk).await;
    assert_eq!(view.row.counts.confirmed, 1);
    assert!(deliveries(&desk).await.iter().all(|row| row.verdict == Verdict::Verified));
}

/// Another receiver address than last time: what the provider has leads nowhere.
#[tokio::test]
async fn a_moved_receiver_is_registered_anew_before_a_run() {
    let desk = Desk::open().await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let path = desk.folder().join("profile.toml");
    let profile = std::fs::read_to_string(&path).unwrap();
    let moved = profile.lines().filter(|line| !line.starts_with("address")).collect::<Vec<_>>().join("\n");
    std::fs::write(&path, moved).unwrap();
    let desk = desk.restart().await;
    let view = one_store(&desk).await;
    assert_eq!(view.row.counts.confirmed, 1);
    assert_eq!(deliveries(&desk).await.len(), 1);
}

/// The keyring was locked when the profile was opened: after unlocking, results are believed again.
#[tokio::test]
async fn unlocking_the_vault_opens_the_endpoints() {
    let desk = Desk::open().await;
    let webhook = desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let name = format!("endpoint-secret-{}", webhook.endpoint);
    let secret = desk.vault.get(&name).await.unwrap().unwrap();
    desk.vault.remove(&name).await.unwrap();
    let desk = desk.restart().await;
    desk.vault.put(&name, secret).await.unwrap();
    desk.console.overview.unlock_vault().await.unwrap();
    let view = one_store(&desk).await;
    assert_eq!(view.row.counts.confirmed, 1);
    assert_eq!(registrations(&desk).await, 1, "the secret is there, so nothing is registered");
}

#[tokio::test]
async fn a_duplicate_takes_effect_once() {
    let desk = Desk::open().await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "duplicate_webhook" })).await;
    let view = one_store(&desk).await;
    assert_eq!(view.row.counts.confirmed, 1);
    let rows =
        until_some("both deliveries are there", async || Some(deliveries(&desk).await).filter(|rows| rows.len() == 2))
            .await;
    let mut effects: Vec<_> = rows.iter().map(|row| (row.effect, row.settled)).collect();
    effects.sort_unstable_by_key(|(effect, _)| *effect != DeliveryEffect::Duplicate);
    assert_eq!(effects, [(DeliveryEffect::Duplicate, 0), (DeliveryEffect::Applied, 1)]);
    assert_eq!(rows.iter().filter(|row| row.verdict == Verdict::Verified).count(), 2);
}

/// The list of deliveries learns of a duplicate as of any other.
#[tokio::test]
async fn a_duplicate_is_told() {
    let desk = Desk::open().await;
    one_store(&desk).await;
    until("the delivery is folded", async || {
        deliveries(&desk).await.iter().any(|row| row.effect == DeliveryEffect::Applied)
    })
    .await;
    let mut changes = desk.console.changes();
    gangway_tests::http::send(
        gangway_tests::http::client().post(format!("{}/webhook-replay", desk.provider.at.control)),
    )
    .await;
    until("the duplicate is there", async || deliveries(&desk).await.len() == 2).await;
    until("the list is told", async || matches!(changes.try_recv(), Ok(Change::Deliveries))).await;
}

#[tokio::test]
async fn a_late_webhook_is_waited_for() {
    let desk = Desk::open().await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "late_webhook", "ms": 700 })).await;
    let merchant = desk.authorize().await;
    let id = desk.start(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 4).await)).await.unwrap();
    until("all are taken", async || desk.operation(&id).await.row.counts.accepted == 4).await;
    let view = desk.settled(&id).await;
    assert_eq!(view.row.counts.confirmed, 4);
    let stores = desk.console.provisioning.operation_stores(&id, None, 0, 100).await.unwrap();
    assert!(stores.rows.iter().all(|row| row.settled_by == Some(SettledBy::Webhook) && row.delivery.is_some()));
}

/// Kept as rejected with the reason, and it settles nothing; the status call does, when the result is overdue.
#[tokio::test]
async fn a_bad_signature_settles_nothing() {
    let desk = Desk::with(Setup { overdue_after_s: 1, ..Setup::default() }).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "bad_signature" })).await;
    let view = one_store(&desk).await;
    assert_eq!(view.row.counts.confirmed, 1);
    let stores = desk.console.provisioning.operation_stores(&view.row.id, None, 0, 100).await.unwrap();
    assert_eq!(stores.rows[0].settled_by, Some(SettledBy::StatusCall));
    let rows = deliveries(&desk).await;
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row.verdict == Verdict::Rejected && row.why == Some(RejectionReason::WrongSecret)));
    assert!(rows.iter().all(|row| row.effect == DeliveryEffect::None && row.settled == 0));
    assert!(!view.causes.iter().any(|cause| cause.outcome == Outcome::Failed));
}
