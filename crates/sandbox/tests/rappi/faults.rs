//! Every kind of fault, as a client sees it.

use std::{io, time::Duration, time::Instant};

use crate::support::{Answer, Desk, OURS, batch, integrator_token, quick, receiver::Receiver};
use gangway_sandbox::Config;
use serde_json::{Value, json};

const SECRET: &str = "a secret of the console";
const PATH: &str = "/v2/stores/provisioning";

async fn provision(desk: &Desk, id: &str) -> io::Result<Answer> {
    desk.request("POST", PATH, Some(&batch(&[id]))).send().await
}

fn hung_up(outcome: io::Result<Answer>) {
    let error = outcome.err().expect("the connection is closed without an answer").kind();
    assert!(matches!(error, io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset), "{error}");
}

async fn untouched(desk: &Desk, id: &str) {
    assert_eq!(desk.look("/state").await["batches"]["begun"], 0);
    assert_eq!(desk.link(id).await, None);
}

#[tokio::test]
async fn status_before_and_after_the_work() {
    let desk = Desk::open(quick()).await;
    desk.fault(
        json!({ "call": "provisioning", "kind": "status", "status": 429, "retry_after": 2, "message": "slow down" }),
    )
    .await;
    let answer = provision(&desk, "20").await.unwrap();
    assert_eq!((answer.status, answer.message().as_str(), answer.header("retry-after")), (429, "slow down", Some("2")));
    untouched(&desk, "20").await;

    desk.fault(json!({ "call": "provisioning", "kind": "status", "status": 424 })).await;
    assert_eq!(provision(&desk, "20").await.unwrap().message(), "Partners service is unavailable");
    untouched(&desk, "20").await;

    desk.fault(json!({ "call": "provisioning", "kind": "status_after", "status": 500 })).await;
    let answer = provision(&desk, "20").await.unwrap();
    assert_eq!((answer.status, answer.message().as_str()), (500, "Unexpected server error"));
    desk.becomes("20", Some(OURS)).await;
}

#[tokio::test]
async fn drops_before_and_after_the_work() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.register(&receiver.url, Some(SECRET)).await;
    desk.fault(json!({ "call": "provisioning", "kind": "drop_before" })).await;
    hung_up(provision(&desk, "20").await);
    untouched(&desk, "20").await;

    desk.fault(json!({ "call": "provisioning", "kind": "drop_after" })).await;
    hung_up(provision(&desk, "20").await);
    receiver.wait(1).await;
    desk.becomes("20", Some(OURS)).await;
    let log = desk.look("/log").await;
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!((&last["status"], &last["fault"]), (&Value::Null, &json!("drop_after")));
    assert_eq!(last["stores"], json!(["20"]));
}

#[tokio::test]
async fn timeouts_hold_the_connection_and_then_drop_it() {
    let desk = Desk::open(quick()).await;
    desk.fault(json!({ "call": "provisioning", "kind": "timeout_before", "ms": 60 })).await;
    let begun = Instant::now();
    hung_up(provision(&desk, "20").await);
    assert!(begun.elapsed() >= Duration::from_millis(60));
    untouched(&desk, "20").await;

    // The client gives up first; the work is done all the same.
    desk.fault(json!({ "call": "provisioning", "kind": "timeout" })).await;
    assert!(tokio::time::timeout(Duration::from_millis(400), provision(&desk, "20")).await.is_err());
    desk.becomes("20", Some(OURS)).await;
}

#[tokio::test]
async fn spoiled_bodies_come_after_the_work() {
    let desk = Desk::open(quick()).await;
    let check = async |kind: &str, id: &str, content_type: &str, is_right: &dyn Fn(&str) -> bool| {
        desk.fault(json!({ "call": "provisioning", "kind": kind })).await;
        let answer = provision(&desk, id).await.unwrap();
        assert_eq!(answer.status, 202, "{kind}");
        assert!(answer.header("content-type").unwrap().starts_with(content_type) && is_right(&answer.text()), "{kind}");
        desk.becomes(id, Some(OURS)).await;
    };
    check("empty", "20", "application/json", &str::is_empty).await;
    check("not_json", "21", "application/json", &|it| serde_json::from_str::<Value>(it).is_err() && !it.is_empty())
        .await;
    check("html", "23", "text/html", &|it| it.contains("<html>")).await;
}

/// A right answer with what no document knows, one that is far too long, and one that ends in the middle.
#[tokio::test]
async fn strange_huge_and_truncated() {
    let desk = Desk::open(quick()).await;
    desk.fault(json!({ "call": "provisioning", "kind": "strange" })).await;
    let strange = provision(&desk, "20").await.unwrap().json();
    assert!(strange["xNew"].is_object() && strange["accepted"][0]["xNew"].is_object(), "{strange}");
    assert!(strange["batchId"].is_string());
    desk.fault(json!({ "call": "integration-status", "kind": "huge" })).await;
    let huge = desk.api("GET", "/v2/stores/integration-status", None).await;
    assert_eq!((huge.body.len(), huge.json()["stores"].is_array()), (10_000_000, true));
    desk.fault(json!({ "call": "provisioning", "kind": "truncated" })).await;
    let half = provision(&desk, "21").await.unwrap();
    let whole: usize = half.header("content-length").unwrap().parse().unwrap();
    assert_eq!((half.status, half.body.len()), (202, whole / 2));
    desk.becomes("21", Some(OURS)).await;
}

#[tokio::test]
async fn slow_answers_are_right_answers() {
    let desk = Desk::open(quick()).await;
    desk.fault(json!({ "kind": "slow", "ms": 60 })).await;
    let begun = Instant::now();
    assert_eq!(provision(&desk, "20").await.unwrap().status, 202);
    assert!(begun.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn stores_are_rejected_or_fail_on_demand() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.register(&receiver.url, Some(SECRET)).await;
    desk.fault(json!({ "call": "provisioning", "kind": "reject_store", "stores": ["21"], "message": "new_reason" }))
        .await;
    desk.fault(json!({ "kind": "fail_store", "stores": ["23"], "status": 500, "message": "Menu missing" })).await;
    let answer = desk.provision(&["20", "21", "23"]).await.json();
    assert_eq!(answer["rejected"], json!([{ "storeId": "21", "reason": "new_reason" }]));
    let results = receiver.wait(1).await[0].json()["results"].clone();
    assert_eq!((&results[0]["status"], &results[1]["status"]), (&json!("ACTIVE"), &json!("FAILED")));
    assert_eq!((&results[1]["httpCode"], &results[1]["errorMessage"]), (&json!(500), &json!("Menu missing")));
    assert_eq!(desk.look("/faults").await, json!([]));
}

#[tokio::test]
async fn webhooks_come_twice_late_never_or_badly_signed() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.register(&receiver.url, Some(SECRET)).await;

    desk.fault(json!({ "kind": "duplicate_webhook" })).await;
    desk.provision(&["20"]).await;
    let got = receiver.wait(2).await;
    assert_eq!(got[0].body, got[1].body);

    desk.fault(json!({ "kind": "bad_signature" })).await;
    desk.provision(&["21"]).await;
    assert!(!receiver.wait(3).await[2].check(SECRET).1);

    desk.fault(json!({ "kind": "late_webhook", "ms": 800 })).await;
    desk.provision(&["23"]).await;
    desk.becomes("23", Some(OURS)).await;
    assert_eq!(receiver.all().len(), 3, "the work is done before the webhook comes");
    receiver.wait(4).await;

    desk.fault(json!({ "kind": "no_webhook" })).await;
    desk.provision(&["24"]).await;
    desk.becomes("24", Some(OURS)).await;
    desk.provision(&["41"]).await;
    let last = receiver.wait(5).await[4].json();
    assert_eq!(last["results"][0]["storeId"], "41", "nothing came for 24");
}

#[tokio::test]
async fn a_fault_hits_its_calls_and_so_many_of_them() {
    let desk = Desk::open(quick()).await;
    let status = "/v2/stores/integration-status";
    desk.fault(json!({ "call": "integration-status", "next": 2, "kind": "status" })).await;
    assert_eq!(provision(&desk, "20").await.unwrap().status, 202);
    for expected in [503, 503, 200] {
        assert_eq!(desk.api("GET", status, None).await.status, expected);
    }
    desk.fault(json!({ "call": "webhooks", "kind": "status", "status": 500 })).await;
    assert_eq!(desk.register("http://127.0.0.1:1/", None).await.status, 500);
    desk.fault(json!({ "call": "oauth-token", "kind": "status", "status": 500 })).await;
    let at = &desk.at;
    let form = crate::support::browser::exchange_form(at, &at.redirect_uris[0], "any");
    assert_eq!(crate::support::browser::exchange(at, &form).await.status, 500);
    desk.fault(json!({ "call": "token", "next": 9, "kind": "drop_before" })).await;
    let removed = desk.control("DELETE", "/faults", &Value::Null).await;
    assert_eq!(removed, json!({ "removed": 1 }));
    integrator_token(at).await;
}

/// A rate hits as often as it says, goes on until it is cleared, and is the same for the same seed.
#[tokio::test]
async fn a_rate_is_drawn_from_the_seed() {
    let statuses = async |seed| {
        let desk = Desk::open(Config { seed, ..quick() }).await;
        desk.fault(json!({ "call": "integration-status", "kind": "status", "status": 424, "per_mille": 250 })).await;
        let mut statuses = Vec::new();
        for _ in 0..200 {
            statuses.push(desk.api("GET", "/v2/stores/integration-status", None).await.status);
        }
        desk.control("DELETE", "/faults", &Value::Null).await;
        assert_eq!(desk.api("GET", "/v2/stores/integration-status", None).await.status, 200);
        statuses
    };
    let (first, again, other) = (statuses(7).await, statuses(7).await, statuses(8).await);
    assert_eq!(first, again);
    assert_ne!(first, other);
    let hit = first.iter().filter(|status| **status == 424).count();
    assert!((25..=75).contains(&hit), "{hit} of 200");
}

#[tokio::test]
async fn the_control_endpoint_refuses_what_it_does_not_know() {
    let desk = Desk::open(quick()).await;
    for body in [
        json!({ "kind": "explode" }),
        json!({ "kind": "status", "call": "everything" }),
        json!({ "kind": "status", "status": 99 }),
        json!({ "kind": "status", "colour": 1 }),
        json!({ "kind": "status", "per_mille": 0 }),
        json!({ "kind": "status", "per_mille": 1001 }),
        json!({}),
    ] {
        let request = crate::support::call("POST", &format!("{}/faults", desk.at.control));
        let answer = request.body("application/json", &body.to_string()).send().await.unwrap();
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.message().is_empty());
    }
    assert_eq!(desk.look("/faults").await, json!([]));
    let replay = crate::support::call("POST", &format!("{}/webhook-replay", desk.at.control)).send().await.unwrap();
    assert_eq!(replay.status, 404);
}
