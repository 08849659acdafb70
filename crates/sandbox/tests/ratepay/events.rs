//! Events to the addresses that are subscribed to them.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha512;

use crate::{
    receiver::{Received, Receiver},
    support::{Desk, PATH, SECRET, body, quick},
    until,
};

fn sign(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn is_signed(received: &Received) -> bool {
    received.signature.as_deref() == Some(sign(SECRET, &received.body).as_str())
}

#[tokio::test]
async fn every_matching_address_gets_a_signed_call() {
    let desk = Desk::open(quick()).await;
    let (one, two) = (Receiver::open(&[]).await, Receiver::open(&[]).await);
    desk.create("INVOICE_INVOICE", &one.url).await;
    desk.create("INVOICE_INVOICE", &two.url).await;
    desk.create("DISPUTE_CREATED", &two.url).await;
    assert_eq!(desk.happens("INVOICE_INVOICE").await, 2);
    assert_eq!(desk.happens("NOBODY_CARES").await, 0);
    let (first, second) = (one.wait(1).await.remove(0), two.wait(1).await.remove(0));
    assert!(is_signed(&first) && is_signed(&second));
    assert_eq!(first.body, second.body);
    let invoice = first.json();
    for key in [
        "id",
        "shop_transaction_id",
        "ratepay_payment_reference",
        "ratepay_transaction_id",
        "invoice_id",
        "eml_url",
        "pdf_url",
    ] {
        assert!(!invoice[key].is_null(), "{key}");
    }
    assert!(!first.body.contains("INVOICE_INVOICE"), "no body names its event");

    desk.control("POST", "/events", json!({ "event_type": "DISPUTE_CREATED", "dispute": "d-1", "due_in_days": -3 }))
        .await;
    let dispute = two.wait(2).await.remove(1).json();
    assert_eq!((&dispute["ratepay_dispute_id"], &dispute["type"]), (&json!("d-1"), &json!("REQUEST_FOR_INFORMATION")));
    assert_eq!(dispute["response_due_date"].as_str().unwrap().len(), "2026-11-22".len());
}

#[tokio::test]
async fn a_failed_call_is_repeated_without_a_change() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[500, 302]).await;
    let id = desk.create("E", &receiver.url).await;
    desk.happens("E").await;
    receiver.wait(1).await;
    // Changed meanwhile: the repetition is the identical call all the same.
    let other = json!({ "url": receiver.url, "event_type": "E", "secret": "x".repeat(64) });
    assert_eq!(desk.api("PUT", &format!("{PATH}/{id}"), Some(&other)).await.status, 200);
    let got = receiver.wait(3).await;
    assert!(got.iter().all(|it| it.body == got[0].body && is_signed(it)));
    until("it is delivered", async || desk.states().await == ["delivered"]).await;
    let tries = desk.look("/deliveries").await[0]["tries"].clone();
    let statuses: Vec<_> = tries.as_array().unwrap().iter().map(|it| it["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [500, 302, 200]);
}

/// Each pause is at least as long as the schedule says, and the schedule's grow.
#[tokio::test]
async fn the_pauses_grow() {
    let config = quick();
    let desk = Desk::open(config.clone()).await;
    let receiver = Receiver::open(&[500, 500, 500]).await;
    desk.create("E", &receiver.url).await;
    desk.happens("E").await;
    until("it is delivered", async || desk.states().await == ["delivered"]).await;
    let tries = desk.look("/deliveries").await[0]["tries"].clone();
    let at = |it: &Value| it["at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let at: Vec<i64> = tries.as_array().unwrap().iter().map(at).collect();
    assert_eq!(at.len(), config.retry_schedule.len() + 1);
    for (pair, pause) in at.windows(2).zip(&config.retry_schedule) {
        assert!(pair[1] - pair[0] >= pause.as_millis() as i64, "{at:?}");
    }
    let usual = gangway_sandbox::RatepayConfig::default().retry_schedule;
    assert!(usual.len() > 2 && usual.is_sorted_by(|one, next| one < next), "{usual:?}");
}

#[tokio::test]
async fn after_the_last_try_an_alarm_and_no_more_calls_until_it_is_cleared() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[503; 4]).await;
    desk.create("E", &receiver.url).await;
    desk.happens("E").await;
    until("the alarm is up", async || desk.look("/alarms").await.as_array().unwrap().len() == 1).await;
    assert_eq!(receiver.all().len(), 4, "the first try and three of the schedule");
    desk.happens("E").await;
    until("the second waits", async || desk.states().await == ["gave_up", "held"]).await;
    assert_eq!(receiver.all().len(), 4);
    let none = desk.control("DELETE", "/alarms?url=http://127.0.0.1:1/", Value::Null).await;
    assert_eq!(none["cleared"], 0);
    assert_eq!(desk.control("DELETE", "/alarms", Value::Null).await["cleared"], 1);
    until("both arrive", async || desk.states().await == ["delivered", "delivered"]).await;
    assert_eq!(desk.look("/alarms").await, json!([]));
}

#[tokio::test]
async fn nothing_is_sent_for_what_was_removed() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[500; 99]).await;
    let id = desk.create("E", &receiver.url).await;
    desk.happens("E").await;
    receiver.wait(1).await;
    desk.api("DELETE", &format!("{PATH}/{id}"), None).await;
    until("it is cancelled", async || desk.states().await == ["cancelled"]).await;
    assert_eq!(desk.happens("E").await, 0);
}

#[tokio::test]
async fn only_loopback_is_ever_called() {
    let desk = Desk::open(quick()).await;
    desk.create("E", "https://hooks.example.com/a").await;
    desk.happens("E").await;
    until("it gives up", async || desk.states().await == ["gave_up"]).await;
    let error = desk.look("/deliveries").await[0]["tries"][0]["error"].clone();
    assert!(error.as_str().unwrap().contains("loopback"), "{error}");
}

#[tokio::test]
async fn calls_are_spoiled_on_demand() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.create("E", &receiver.url).await;
    let next = async |kind: &str, count: usize| {
        desk.fault(json!({ "call": "event", "kind": kind, "ms": 1 })).await;
        desk.happens("E").await;
        receiver.wait(count).await.remove(count - 1)
    };
    assert!(!is_signed(&next("bad_signature", 1).await));
    let pretty = next("pretty_webhook", 2).await;
    assert!(pretty.body.contains("\n  \"") && !is_signed(&pretty));
    assert_eq!(pretty.signature.as_deref(), Some(sign(SECRET, &pretty.json().to_string()).as_str()));
    let cut = next("cut_webhook", 3).await;
    assert!(serde_json::from_str::<Value>(&cut.body).is_err());
    assert!(is_signed(&next("late_webhook", 4).await));
    assert!(is_signed(&next("duplicate_webhook", 6).await));
    desk.fault(json!({ "call": "event", "kind": "no_webhook" })).await;
    assert_eq!(desk.happens("E").await, 0);
}

#[tokio::test]
async fn the_control_shows_no_secret() {
    let desk = Desk::open(quick()).await;
    desk.create("E", "http://127.0.0.1:1/").await;
    desk.happens("E").await;
    for page in ["/state", "/log", "/subscriptions", "/deliveries", "/alarms", "/faults"] {
        let text = desk.look(page).await.to_string();
        assert!(!text.contains(SECRET), "{page}");
    }
    assert_eq!(desk.look("/subscriptions").await[0]["secret_length"], 64);
    let unknown = crate::http::call("GET", &format!("{}/nothing", desk.at.control)).send().await.unwrap();
    assert_eq!(unknown.status, 404);
    assert_eq!(desk.api("POST", PATH, Some(&body("E", "u"))).await.status, 201);
}
