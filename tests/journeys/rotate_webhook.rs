//! A new secret for the webhook, with no delivery lost: while all goes well, when answers are lost, and with the program
//! killed at every step.

use gangway_core::{
    Code, Reason,
    view::{DeliveryEffect, DeliveryFilter, DeliveryRow, RejectionReason, RotationView, Verdict},
};
use gangway_record::Connection;
use gangway_tests::{Desk, Setup, http, until, until_some};
use serde_json::json;

/// The old secret is kept longer than any test takes, unless a test wants to see it go.
fn patient() -> Setup {
    Setup { old_secret_for_s: 3600, ..Setup::default() }
}

async fn registered(setup: Setup) -> Desk {
    let desk = Desk::with(setup).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk
}

/// A delivery that is signed with the secret of now, and can be repeated later.
async fn one_delivery(desk: &Desk) {
    let merchant = desk.authorize().await;
    let before = deliveries(desk).await.len();
    let view = desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await;
    assert_eq!(view.row.counts.confirmed, 1);
    until("its delivery is there", async || deliveries(desk).await.len() > before).await;
}

async fn deliveries(desk: &Desk) -> Vec<DeliveryRow> {
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 100 };
    desk.console.deliveries.deliveries(filter).await.unwrap().rows
}

/// The provider repeats its last delivery, signed as it was registered when it was first sent.
async fn repeated(desk: &Desk) -> DeliveryRow {
    let before = deliveries(desk).await.len();
    http::send(http::client().post(format!("{}/webhook-replay", desk.provider.at.control))).await;
    until_some("the repetition is there", async || {
        let rows = deliveries(desk).await;
        (rows.len() > before).then(|| rows[0].clone())
    })
    .await
}

async fn rotation(desk: &Desk) -> Option<RotationView> {
    desk.console.registration.webhook_rotation(desk.integration()).await.unwrap()
}

/// Results go to somebody else's address meanwhile: a new secret does not take them over before a person said so.
#[tokio::test]
async fn a_registration_that_leads_elsewhere_keeps_its_secret_unasked() {
    let desk = registered(patient()).await;
    let posts =
        async |desk: &Desk| desk.provider.calls("webhooks").await.iter().filter(|call| call.method == "POST").count();
    // What is registered has the id of an endpoint that this record does not know.
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c.execute("UPDATE endpoints SET id = 'ours-and-not-registered'", []).unwrap();
    drop(c);
    let desk = desk.restart().await;
    let refused = desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::WebhookElsewhere), Some("127.0.0.1")));
    assert_eq!((rotation(&desk).await, posts(&desk).await), (None, 1), "nothing was begun");

    let taken = desk.console.registration.take_over_webhook_secret(desk.integration()).await.unwrap();
    assert!(taken.confirmed_at.is_some(), "{taken:?}");
    assert_eq!(posts(&desk).await, 2);
    one_delivery(&desk).await;
}

/// Until the provider was seen to have the new secret.
async fn certain(desk: &Desk) -> RotationView {
    until_some("the change is certain", async || rotation(desk).await.filter(|it| it.confirmed_at.is_some())).await
}

/// What was sent before and what is sent from now on are both believed: nothing is lost.
async fn nothing_is_lost(desk: &Desk) {
    assert_eq!(repeated(desk).await.verdict, Verdict::Verified, "signed with the old secret");
    one_delivery(desk).await;
    assert_eq!(repeated(desk).await.verdict, Verdict::Verified, "signed with the new secret");
    assert!(deliveries(desk).await.iter().all(|row| row.verdict == Verdict::Verified));
}

#[tokio::test]
async fn from_one_secret_to_the_next_and_the_one_after() {
    let desk = registered(Setup { old_secret_for_s: 1, ..Setup::default() }).await;
    one_delivery(&desk).await;
    let begun = desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    assert!(begun.confirmed_at.is_some() && begun.ends_at.is_some(), "{begun:?}");
    let late = repeated(&desk).await;
    assert_eq!((late.verdict, late.effect), (Verdict::Verified, DeliveryEffect::Duplicate));
    assert!(rotation(&desk).await.unwrap().last_old_at.is_some(), "a repetition shows that the old one is needed");
    until("the old one is over", async || rotation(&desk).await.is_none()).await;
    let over = repeated(&desk).await;
    assert_eq!((over.verdict, over.why), (Verdict::Rejected, Some(RejectionReason::WrongSecret)));
    one_delivery(&desk).await;

    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    until("this one is over too", async || rotation(&desk).await.is_none()).await;
    one_delivery(&desk).await;
    let merchant = desk.with_stores().await;
    let wanted = desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await);
    assert!(
        desk.console.provisioning.plan(&wanted).await.unwrap().webhook_ready,
        "a mark in the address is no other address"
    );
}

/// The secret never crosses to a person, and another rotation has to wait for the end of this one.
#[tokio::test]
async fn one_at_a_time() {
    let desk = registered(patient()).await;
    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    let again = desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap_err();
    assert_eq!(again.code, Code::BadInput);
    let unknown = desk.console.registration.rotate_webhook_secret("nobody's").await.unwrap_err();
    assert_eq!(unknown.code, Code::BadInput);
    assert!(desk.console.overview.check().await.ok, "the registration is ours");
}

/// Certainly refused: everything is as it was.
#[tokio::test]
async fn a_refusal_changes_nothing() {
    for fault in [
        json!({ "call": "webhooks", "skip": 1, "kind": "status", "status": 403 }),
        json!({ "call": "webhooks", "skip": 1, "kind": "status", "status": 400, "message": "bad" }),
        json!({ "call": "webhooks", "skip": 1, "kind": "status", "status": 429 }),
    ] {
        let desk = registered(patient()).await;
        one_delivery(&desk).await;
        desk.provider.fault(fault.clone()).await;
        assert!(desk.console.registration.rotate_webhook_secret(desk.integration()).await.is_err(), "{fault}");
        assert_eq!(rotation(&desk).await, None, "{fault}");
        nothing_is_lost(&desk).await;
        desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    }
}

/// The answer is lost, and the registration tells.
#[tokio::test]
async fn a_lost_answer_is_settled_by_reading() {
    for kind in ["drop_after", "truncated", "empty", "html"] {
        let desk = registered(patient()).await;
        one_delivery(&desk).await;
        desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": kind })).await;
        desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
        let view = rotation(&desk).await.unwrap();
        assert!(view.confirmed_at.is_some(), "{kind}: {view:?}");
        let posts = desk.provider.calls("webhooks").await.into_iter().filter(|call| call.method == "POST").count();
        assert_eq!(posts, 2, "{kind}: registered once and changed once");
        nothing_is_lost(&desk).await;
    }
}

/// Lost before it was done: the registration shows the old one, and the same is sent again until it is certain.
#[tokio::test]
async fn what_was_not_done_is_sent_again() {
    let desk = registered(patient()).await;
    one_delivery(&desk).await;
    desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": "status", "status": 500 })).await;
    let changing = desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    assert_eq!((changing.confirmed_at, changing.ends_at), (None, None), "the old one is needed");
    assert_eq!(repeated(&desk).await.verdict, Verdict::Verified);
    certain(&desk).await;
    nothing_is_lost(&desk).await;
}

/// Killed after the receiver began to take both and before the request left, or before it was done.
#[tokio::test]
async fn killed_before_the_provider_heard_of_it() {
    let desk = registered(patient()).await;
    one_delivery(&desk).await;
    desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": "status", "status": 503, "next": 2 })).await;
    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(repeated(&desk).await.verdict, Verdict::Verified);
    certain(&desk).await;
    nothing_is_lost(&desk).await;
}

/// Killed after the provider took it and before that was noted.
#[tokio::test]
async fn killed_before_it_was_noted() {
    let desk = registered(patient()).await;
    one_delivery(&desk).await;
    desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": "drop_after" })).await;
    desk.provider.fault(json!({ "call": "webhooks", "skip": 2, "kind": "status", "status": 503, "next": 2 })).await;
    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    // The provider signs with the new one already; nobody here knows that yet.
    one_delivery(&desk).await;
    let desk = desk.restart().await;
    certain(&desk).await;
    one_delivery(&desk).await;
    assert!(deliveries(&desk).await.iter().all(|row| row.verdict == Verdict::Verified));
}

/// Killed between any two of the vault's steps that follow the provider's word.
#[tokio::test]
async fn killed_while_it_was_noted() {
    for step in 0..4 {
        let desk = registered(patient()).await;
        let name = format!("endpoint-secret-{}", desk.console.registration.webhooks().await.unwrap()[0].endpoint);
        let (next, previous) = (format!("{name}-next"), format!("{name}-previous"));
        one_delivery(&desk).await;
        // Under way, and the provider has the new one; every other answer says nothing.
        desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": "drop_after" })).await;
        desk.provider.fault(json!({ "call": "webhooks", "skip": 2, "kind": "status", "status": 503, "next": 2 })).await;
        desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
        desk.console.close();
        let get = async |name: &str| desk.vault.get(name).await.unwrap();
        let (old, new) = (get(&name).await.unwrap(), get(&next).await);
        let Some(new) = new else { panic!("the new secret is nowhere") };
        if step > 0 {
            desk.vault.put(&previous, old).await.unwrap();
        }
        if step > 1 {
            desk.vault.put(&name, new).await.unwrap();
        }
        if step > 2 {
            desk.vault.remove(&next).await.unwrap();
        }
        desk.provider.no_faults().await;
        let desk = desk.restart().await;
        certain(&desk).await;
        nothing_is_lost(&desk).await;
        assert!(desk.vault.get(&next).await.unwrap().is_none(), "step {step}");
    }
}

/// Killed before the record knew of it: a secret too many in the vault, and everything goes on.
#[tokio::test]
async fn killed_before_the_record_knew() {
    let desk = registered(patient()).await;
    let name = format!("endpoint-secret-{}", desk.console.registration.webhooks().await.unwrap()[0].endpoint);
    one_delivery(&desk).await;
    desk.vault.put(&format!("{name}-next"), "0".repeat(64).into()).await.unwrap();
    let desk = desk.restart().await;
    nothing_is_lost(&desk).await;
    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    certain(&desk).await;
    nothing_is_lost(&desk).await;
}

/// Killed while both are taken: they still are, and the old one goes when it is time.
#[tokio::test]
async fn killed_while_both_are_taken() {
    let desk = registered(Setup { old_secret_for_s: 4, ..Setup::default() }).await;
    one_delivery(&desk).await;
    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    let desk = desk.restart().await;
    assert_eq!(repeated(&desk).await.verdict, Verdict::Verified);
    until("the old one is over", async || rotation(&desk).await.is_none()).await;
    assert_eq!(repeated(&desk).await.verdict, Verdict::Rejected);
    let desk = desk.restart().await;
    one_delivery(&desk).await;
}

/// Registering again in the middle registers the new secret, never the old one.
#[tokio::test]
async fn registered_again_in_the_middle() {
    let desk = registered(patient()).await;
    one_delivery(&desk).await;
    desk.provider.fault(json!({ "call": "webhooks", "skip": 1, "kind": "status", "status": 503, "next": 2 })).await;
    desk.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap();
    desk.provider.no_faults().await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    assert!(rotation(&desk).await.unwrap().confirmed_at.is_some());
    nothing_is_lost(&desk).await;
}
