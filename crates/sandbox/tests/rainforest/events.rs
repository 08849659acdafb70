//! Messages to the addresses of the portal.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    receiver::{Received, Receiver},
    support::{Desk, quick},
    until,
};

fn is_signed(received: &Received, secret: &str) -> bool {
    let (id, at) = (received.header("svix-id").unwrap(), received.header("svix-timestamp").unwrap());
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{at}.{}", received.body).as_bytes());
    let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    received.header("svix-signature").unwrap().split(' ').any(|given| given == wanted)
}

fn statuses(received: &[Received]) -> Vec<String> {
    received.iter().map(|it| it.json()["data"]["status"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_life_in_all_seven_events() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    let (_, secret) = desk.endpoint(&receiver.url).await;
    let all = ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION", "IN_REVIEW", "COMPLETED", "DECLINED"];
    desk.play(json!({ "through": all, "misspelt": true, "pause_ms": 20 })).await;
    let got = receiver.wait(7).await;
    assert!(got.iter().all(|it| is_signed(it, &secret)));
    let events: Vec<_> = got.iter().map(|it| it.json()["event_type"].as_str().unwrap().to_owned()).collect();
    let expected = ["created", "in_progress", "processing", "needs_information", "in_review", "completed", "declined"];
    assert_eq!(events, expected.map(|it| format!("merchant_application.{it}")));
    assert_eq!(statuses(&got)[6], "DECLIINED");
    let fields = [
        "created_at",
        "updated_at",
        "submitted_at",
        "needs_information_at",
        "in_review_at",
        "approved_at",
        "declined_at",
    ];
    let times: Vec<_> =
        got.iter().zip(fields).map(|(it, at)| it.json()["data"][at].as_str().unwrap().to_owned()).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[tokio::test]
async fn late_doubled_and_out_of_order() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.endpoint(&receiver.url).await;
    let way = json!(["IN_PROGRESS", "PROCESSING", "COMPLETED"]);
    desk.play(json!({ "through": way, "order": "reversed", "pause_ms": 20 })).await;
    assert_eq!(statuses(&receiver.wait(4).await), ["COMPLETED", "PROCESSING", "IN_PROGRESS", "CREATED"]);
    desk.play(json!({ "through": way, "order": { "places": [3, 1] }, "times": 2, "pause_ms": 20 })).await;
    let got = receiver.wait(8).await.split_off(4);
    assert_eq!(statuses(&got), ["COMPLETED", "COMPLETED", "IN_PROGRESS", "IN_PROGRESS"]);
    let id = |at: usize| got[at].header("svix-id");
    assert!(id(0) == id(1) && id(1) != id(2));
    let shuffled = desk.play(json!({ "order": { "shuffled": 3 }, "times": 2, "new_ids": true })).await;
    let ids = shuffled["messages"].as_array().unwrap();
    assert_eq!((ids.len(), ids[0] == ids[1]), (14, false));
}

#[tokio::test]
async fn a_failed_call_is_repeated_with_the_same_id_and_signed_anew() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[500, 302, 200]).await;
    let (_, secret) = desk.endpoint(&receiver.url).await;
    desk.control("POST", "/applications", Value::Null).await;
    let got = receiver.wait(3).await;
    assert!(got.iter().all(|it| is_signed(it, &secret) && it.body == got[0].body));
    assert!(got.iter().all(|it| it.header("svix-id") == got[0].header("svix-id")));
    until("it is delivered", async || desk.look("/deliveries").await[0]["state"] == "delivered").await;
}

#[tokio::test]
async fn the_schedule_ends_and_a_week_disables() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[503; 99]).await;
    let (id, _) = desk.endpoint(&receiver.url).await;
    desk.control("POST", "/applications", Value::Null).await;
    until("it gives up", async || desk.look("/deliveries").await[0]["state"] == "failed").await;
    assert_eq!(receiver.all().len(), 4, "the first try and three of the schedule");
    // A week within some milliseconds.
    desk.control("POST", "/speed", json!({ "factor": u32::MAX })).await;
    desk.control("POST", "/applications", Value::Null).await;
    until("it is disabled", async || desk.look("/endpoints").await[0]["disabled"] == true).await;
    let before = receiver.all().len();
    desk.control("POST", "/applications", Value::Null).await;
    assert_eq!(receiver.all().len(), before);
    desk.control("POST", &format!("/endpoints/{id}/enable"), Value::Null).await;
    assert_eq!(desk.look("/endpoints").await[0]["disabled"], false);
}

#[tokio::test]
async fn during_a_rotation_both_secrets_sign() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    let (id, old) = desk.endpoint(&receiver.url).await;
    let rotated = desk.control("POST", &format!("/endpoints/{id}/rotate"), Value::Null).await;
    let new = rotated["secret"].as_str().unwrap();
    desk.control("POST", "/applications", Value::Null).await;
    let both = receiver.wait(1).await.remove(0);
    assert!(is_signed(&both, &old) && is_signed(&both, new));
    desk.control("DELETE", &format!("/endpoints/{id}/rotate"), Value::Null).await;
    desk.control("POST", "/applications", Value::Null).await;
    let one = receiver.wait(2).await.remove(1);
    assert!(!is_signed(&one, &old) && is_signed(&one, new));
}

#[tokio::test]
async fn calls_are_spoiled_on_demand() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    let (_, secret) = desk.endpoint(&receiver.url).await;
    let next = async |kind: &str, count: usize| {
        desk.control("POST", "/faults", json!({ "call": "event", "kind": kind, "ms": 1 })).await;
        desk.control("POST", "/applications", Value::Null).await;
        receiver.wait(count).await.remove(count - 1)
    };
    assert!(!is_signed(&next("bad_signature", 1).await, &secret));
    assert!(!is_signed(&next("pretty_webhook", 2).await, &secret));
    assert!(!is_signed(&next("cut_webhook", 3).await, &secret));
    assert!(is_signed(&next("late_webhook", 4).await, &secret));
    assert!(is_signed(&next("duplicate_webhook", 6).await, &secret));
    desk.control("POST", "/faults", json!({ "call": "event", "kind": "no_webhook" })).await;
    desk.control("POST", "/applications", Value::Null).await;
    // Bytes of any kind come after the one that was dropped.
    desk.control("POST", "/raw", json!({ "not": "an event" })).await;
    assert_eq!(receiver.wait(7).await[6].body, r#"{"not":"an event"}"#);
}

#[tokio::test]
async fn only_loopback_is_called_and_the_control_shows_no_secret() {
    let desk = Desk::open(quick()).await;
    let (_, secret) = desk.endpoint("https://hooks.example.com/a").await;
    desk.control("POST", "/applications", Value::Null).await;
    until("it gives up", async || desk.look("/deliveries").await[0]["state"] == "failed").await;
    let error = desk.look("/deliveries").await[0]["tries"][0]["error"].clone();
    assert!(error.as_str().unwrap().contains("loopback"), "{error}");
    for page in ["/state", "/log", "/applications", "/endpoints", "/deliveries", "/faults"] {
        let text = desk.look(page).await.to_string();
        assert!(!text.contains(&secret) && !text.contains(&desk.at.api_key), "{page}");
    }
}
