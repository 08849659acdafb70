//! Rainforest's deliveries: a new secret of the portal, what is verified again, and hostile payloads.

use crate::applications::{becomes, folded, listening, listening_to};
use gangway_core::{
    Reason,
    view::{ActivityFilter, ApplicationFilter, DeliveryEffect, DeliveryFilter, RejectionReason, Verdict},
};
use gangway_sandbox::RainforestConfig;
use gangway_tests::{Desk, Setup, until};
use serde_json::json;

/// During a rotation in the portal both secrets are taken; a wrong one is rejected with its reason.
#[tokio::test]
async fn a_new_secret_of_the_portal() {
    let (desk, truth) = listening().await;
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let first = truth.play(json!({ "through": [] })).await;
    becomes(&desk, &first.id, "CREATED").await;
    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let second = truth.play(json!({ "through": [] })).await;
    becomes(&desk, &second.id, "CREATED").await;
    truth.fault(json!({ "call": "event", "kind": "bad_signature" })).await;
    truth.play(json!({ "through": [] })).await;
    let filter = DeliveryFilter { verdict: Some(Verdict::Rejected), search: String::new(), before: None, limit: 9 };
    until("it is rejected", async || {
        let rows = desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows;
        rows.first().is_some_and(|row| row.why == Some(RejectionReason::WrongSecret))
    })
    .await;
}

/// Rejected for a secret that was not here yet: when it is, the kept bytes are verified again and applied, once.
#[tokio::test]
async fn what_was_rejected_is_verified_again_when_the_secret_is_mended() {
    // Sent once: a repetition would be believed by itself.
    let once = RainforestConfig { retry_schedule: Vec::new(), ..RainforestConfig::default() };
    let (desk, truth) = listening_to(once).await;
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let played = truth.play(json!({ "through": [] })).await;
    let filter = DeliveryFilter { verdict: Some(Verdict::Rejected), search: String::new(), before: None, limit: 9 };
    until("it is rejected", async || desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows.len() == 1)
        .await;
    let rejected = desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows[0].id;
    let still = desk.console.deliveries.reverify_deliveries(Some(rejected), None).await.unwrap();
    assert_eq!((still.checked, still.to_apply, still.rejected), (1, 0, 1), "nothing was mended yet");
    assert!(desk.console.applications.application(&played.id).await.is_err(), "and nothing was applied");

    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    let mended = desk.console.deliveries.reverify_deliveries(None, None).await.unwrap();
    assert_eq!((mended.to_apply, mended.rejected), (1, 0), "{mended:?}");
    becomes(&desk, &played.id, "CREATED").await;
    let row = desk.console.deliveries.delivery(rejected).await.unwrap().row;
    assert_eq!((row.verdict, row.effect), (Verdict::Verified, DeliveryEffect::Applied));
    let none = desk.console.deliveries.reverify_deliveries(None, None).await.unwrap_err();
    assert_eq!(none.reason, Some(Reason::NothingRejected));
    let acts = desk.console.audit.activity(&ActivityFilter::default(), None, 50).await.unwrap().rows;
    assert_eq!(acts.iter().filter(|row| row.written == "deliveries_reverified").count(), 1, "{acts:?}");
}

/// Many are verified again in steps: each says how many are left, none is looked at twice, and what is older than the moment
/// that was named is left alone.
#[tokio::test]
async fn many_are_verified_again_step_by_step() {
    let mut setup = Setup::default();
    // A message that is rejected is not sent again: their number stays.
    setup.provider.rainforest.retry_schedule.clear();
    let desk = Desk::with(setup).await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let id = truth.control("GET", "/endpoints", &json!(null)).await[0]["id"].as_str().unwrap().to_owned();
    let rotated = truth.control("POST", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    truth.control("DELETE", &format!("/endpoints/{id}/rotate"), &json!(null)).await;
    let filter = DeliveryFilter { verdict: Some(Verdict::Rejected), search: String::new(), before: None, limit: 9 };
    for count in 1..=3 {
        truth.play(json!({ "through": [] })).await;
        until("it is rejected", async || {
            desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows.len() == count
        })
        .await;
    }
    let newest = desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows[0].at;
    let first = desk.console.deliveries.reverify_step(None, 0, 2).await.unwrap();
    assert_eq!((first.report.checked, first.report.rejected, first.left), (2, 2, 1), "nothing was mended yet");
    let last = desk.console.deliveries.reverify_step(None, first.after, 2).await.unwrap();
    assert_eq!((last.report.checked, last.left), (1, 0));
    let over = desk.console.deliveries.reverify_step(None, last.after, 2).await.unwrap();
    assert_eq!((over.report.checked, over.left, over.after), (0, 0, last.after));

    desk.keep_rainforest_secret(rotated["secret"].as_str().unwrap()).await;
    let none = desk.console.deliveries.reverify_step(Some(newest + 1), 0, 2).await.unwrap();
    assert_eq!((none.report.checked, none.left), (0, 0), "all came before");
    let mended = desk.console.deliveries.reverify_step(None, 0, 2).await.unwrap();
    assert_eq!((mended.report.to_apply, mended.left), (2, 1), "{mended:?}");
    let mended = desk.console.deliveries.reverify_step(None, mended.after, 2).await.unwrap();
    assert_eq!((mended.report.to_apply, mended.left), (1, 0), "{mended:?}");
    until("none is rejected", async || {
        desk.console.deliveries.deliveries(filter.clone()).await.unwrap().rows.is_empty()
    })
    .await;
}

/// Names, texts and depths that are meant to break something change nothing but their own row.
#[tokio::test]
async fn hostile_payloads() {
    let (desk, truth) = listening().await;
    let good = truth.play(json!({ "through": ["IN_PROGRESS"], "pause_ms": 20 })).await;
    becomes(&desk, &good.id, "IN_PROGRESS").await;
    let before = desk.console.applications.application(&good.id).await.unwrap();
    let names = [
        "<script>alert(1)</script><img src=x onerror=alert(2)>".to_owned(),
        "\u{202e}evil\u{202c} \u{2066}isolate".to_owned(),
        "👩🏽‍🚀🦕 𝕊hop \u{0}\u{7} zero".to_owned(),
        "x".repeat(900_000),
        "'; DROP TABLE applications; --".to_owned(),
        "{{ merchant }} ${jndi} %s%n".to_owned(),
    ];
    let mut ids = Vec::new();
    for name in &names {
        let hostile = match name.len() {
            // One of them fills a body alone.
            900_000.. => json!({ "dba_name": name }),
            _ => json!({ "dba_name": name, "name": name, "email": name, "new_field": { "owner": name } }),
        };
        ids.push(truth.play(json!({ "through": [], "set": hostile })).await.id);
    }
    for (id, name) in ids.iter().zip(&names) {
        let view = becomes(&desk, id, "CREATED").await;
        assert_eq!(view.row.name, name.trim().chars().take(200).collect::<String>());
        assert!(serde_json::to_string(&view).unwrap().len() < 100_000, "what is long is cut");
    }
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let event = |more: &str| {
        format!(
            r#"{{"event_type":"merchant_application.created","data":{{"merchant_application_id":"app_x","merchant_id":"mid_x","status":"CREATED"{more}}}}}"#
        )
    };
    let bodies = [deep.clone(), event(&format!(",\"deep\":{deep}")), "{".into(), "null".into(), event(",\"status\":7")];
    for body in &bodies {
        truth.raw(body).await;
    }
    truth.raw(&event("").replace("app_x", "../../x")).await;
    truth.raw(r#"{"event_type":"payment.created","data":{}}"#).await;
    folded(&desk, 2 + 6 + 7).await;
    let page =
        desk.console.applications.applications(&ApplicationFilter { limit: 50, ..Default::default() }).await.unwrap();
    // The good one, six with odd names, and the body whose status is no text, which has that of its event.
    assert_eq!(page.total, 8);
    assert_eq!(desk.console.applications.application(&good.id).await.unwrap(), before);
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 50 };
    let rows = desk.console.deliveries.deliveries(filter).await.unwrap().rows;
    let effects = |effect| rows.iter().filter(|row| row.effect == effect).count();
    assert_eq!((effects(DeliveryEffect::DeadLetter), effects(DeliveryEffect::Ignored)), (4, 2), "{rows:?}");
    // It still works.
    let after = truth.play(json!({ "through": ["IN_PROGRESS"] })).await;
    becomes(&desk, &after.id, "IN_PROGRESS").await;
}
