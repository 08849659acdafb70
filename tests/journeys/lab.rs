//! The signature lab: deliveries that came in, and pasted ones.

use gangway_core::{
    Code,
    view::{DeliveryFilter, LabFinding, LabReport, LabRequest, LabSecret, LabSource, LabStep, Verdict},
};
use gangway_tests::{Desk, http, until_some};
use serde_json::json;

fn picked(id: i64) -> LabRequest {
    LabRequest { source: LabSource::Delivery { id }, secret: None, previous_secret: None }
}

async fn newest(desk: &Desk) -> i64 {
    let filter = || DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 1 };
    until_some("a delivery came", async || {
        Some(desk.console.deliveries.deliveries(filter()).await.unwrap().rows.first()?.id)
    })
    .await
}

async fn examine(desk: &Desk, request: LabRequest) -> LabReport {
    desk.console.deliveries.examine(request).await.unwrap()
}

/// What a webhook looked like when it came, sent once more by somebody else.
async fn again(desk: &Desk, change: impl FnOnce(String) -> String) -> LabReport {
    let view = desk.console.deliveries.delivery(newest(desk).await).await.unwrap();
    let (_, signature) = view.headers.iter().find(|(name, _)| name == "rappi-signature").unwrap();
    let url = desk.console.registration.webhooks().await.unwrap()[0].url.clone();
    let request = http::client().post(url).header("Rappi-Signature", signature).body(change(view.body));
    http::send(request).await;
    examine(desk, picked(newest(desk).await)).await
}

#[tokio::test]
async fn a_delivery_that_came_in() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.run(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await;
    let right = examine(&desk, picked(newest(&desk).await)).await;
    assert_eq!((right.verdict, right.finding, right.next), (Verdict::Verified, LabFinding::Right, LabStep::Nothing));
    assert_eq!((right.form.as_deref(), right.secret), (Some("raw"), Some(LabSecret::Current)));

    let changed = again(&desk, |body| body.replace("\":", "\": ").replace(",\"", ", \"")).await;
    assert_eq!((changed.verdict, changed.finding), (Verdict::Rejected, LabFinding::BodyReformatted));
    assert_eq!((changed.detail.as_deref(), changed.next), (Some("white_space"), LabStep::KeepTheBytes));
    let forged = again(&desk, |body| body.replace("ACTIVE", "FAILED")).await;
    assert_eq!((forged.finding, forged.next), (LabFinding::WrongSecret, LabStep::RegisterAgain));
    assert_eq!(desk.console.deliveries.examine(picked(9_999)).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn a_bad_signature_and_none() {
    let desk = Desk::open().await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "bad_signature" })).await;
    let merchant = desk.authorize().await;
    desk.start(&desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await)).await.unwrap();
    assert_eq!(examine(&desk, picked(newest(&desk).await)).await.finding, LabFinding::WrongSecret);
    let url = desk.console.registration.webhooks().await.unwrap()[0].url.clone();
    http::send(http::client().post(url).body("{}")).await;
    let unsigned = until_some("the unsigned one came", async || {
        Some(examine(&desk, picked(newest(&desk).await)).await).filter(|it| it.finding == LabFinding::HeaderMissing)
    })
    .await;
    assert_eq!((unsigned.verdict, unsigned.next), (Verdict::Rejected, LabStep::RegisterAgain));
}

/// The vectors of docs/wire.md 1.6, pasted, with secrets that were typed.
#[tokio::test]
async fn a_pasted_one() {
    const BODY: &str = r#"{"batchId":"550e8400-e29b-41d4-a716-446655440000","integrationId":"your-integration-id","operation":"PROVISION","results":[{"storeId":"10","integrationId":"your-integration-id","brand":"YourBrand","status":"ACTIVE","httpCode":201}],"timestamp":"2026-04-21T10:00:00Z"}"#;
    const RAW: &str = "t=1776765600000,sign=990daac39e595f4c6ec881deb368de9a8616f10edb2d77e542cc42f31f07add4";
    const TESTER: &str = "t=1776765600000,sign=3184b566af874a2035ea5d9162e6238675b518e79d22655d475f9c28181e03a6";
    const AT: i64 = 1_776_765_600_000;
    let desk = Desk::open().await;
    let check = async |headers: &str, at: i64, secrets: [Option<&str>; 2]| {
        let source = LabSource::Pasted { headers: headers.into(), body: BODY.into(), at: Some(at), endpoint: None };
        let [secret, previous_secret] = secrets.map(|secret| secret.map(str::to_owned));
        let it = examine(&desk, LabRequest { source, secret, previous_secret }).await;
        (it.finding, it.next, it.by_ms)
    };
    let secret = Some("your-hmac-secret");
    let headers = format!("Content-Type: application/json\nRappi-Signature: {RAW}\n");
    assert_eq!(check(&headers, AT, [secret, None]).await, (LabFinding::Right, LabStep::Nothing, Some(0)));
    let previous = (LabFinding::PreviousSecret, LabStep::FinishRotation, Some(0));
    assert_eq!(check(RAW, AT, [Some("new"), secret]).await, previous);
    assert_eq!(check(TESTER, AT, [secret, None]).await, (LabFinding::TesterForm, LabStep::UseARealCall, Some(0)));
    let off = (LabFinding::ClockOff, LabStep::SetTheClock, Some(-600_000));
    assert_eq!(check(RAW, AT + 600_000, [secret, None]).await, off);
    assert_eq!(check(RAW, AT, [None, None]).await, (LabFinding::NoSecret, LabStep::StoreASecret, Some(0)));
    let twice = format!("Rappi-Signature: {RAW}\nRappi-Signature: {RAW}");
    assert_eq!(check(&twice, AT, [secret, None]).await, (LabFinding::HeaderDoubled, LabStep::KeepTheHeader, None));
    let source = LabSource::Pasted { headers: RAW.into(), body: "x".repeat(2 << 20), at: None, endpoint: None };
    let large = LabRequest { source, secret: Some("s".into()), previous_secret: None };
    assert_eq!(desk.console.deliveries.examine(large).await.unwrap_err().code, Code::BadInput);
}
