//! Tokens and the four operations (Ratepay's guide, docs/wire.md 3.1 and 3.2).

use std::io;

use gangway_sandbox::RatepayConfig;
use serde_json::{Value, json};

use crate::support::{Desk, PATH, SECRET, body, quick, token, wanted};

#[tokio::test]
async fn a_token_needs_everything_to_be_right() {
    let desk = Desk::open(quick()).await;
    let check = async |key: &str, value: Value, status: u16| {
        let mut wanted = wanted(&desk.at);
        wanted[key] = value;
        let answer = token(&desk.at, &wanted).await;
        assert_eq!(answer.status, status, "{key}: {}", answer.text());
    };
    check("client_id", json!("somebody"), 401).await;
    check("client_secret", json!("wrong"), 401).await;
    check("audience", json!("https://api.ratepay.com/webhook/management"), 400).await;
    check("audience", Value::Null, 400).await;
    check("grant_type", json!("password"), 400).await;
    let right = token(&desk.at, &wanted(&desk.at)).await.json();
    assert_eq!((right["expires_in"].as_u64(), right["token_type"].as_str()), (Some(1800), Some("Bearer")));
}

/// Half an hour, a thousand times faster.
#[tokio::test]
async fn time_can_be_sped_up() {
    let desk = Desk::open(RatepayConfig { speed: 1000, ..quick() }).await;
    let answer = token(&desk.at, &wanted(&desk.at)).await.json();
    assert_eq!(answer["expires_in"], 1);
    crate::until("the token is over", async || desk.api("GET", PATH, None).await.status == 401).await;
    assert_eq!(desk.control("POST", "/speed", json!({ "factor": 60 })).await["speed"], 60);
    assert_eq!(token(&desk.at, &wanted(&desk.at)).await.json()["expires_in"], 30);
}

#[tokio::test]
async fn the_four_operations() {
    let desk = Desk::open(quick()).await;
    assert_eq!(desk.list().await, Vec::<Value>::new());
    let made = desk.api("POST", PATH, Some(&body("INVOICE_INVOICE", "not even an address"))).await;
    assert_eq!((made.status, made.header("location")), (201, Some(format!("{}{PATH}", desk.at.api).as_str())));
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert!(id.len() == 20 && id.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it)), "{id}");
    let shown = |event: &str, url: &str| json!({ "id": id, "url": url, "event_type": event, "secret": SECRET });
    assert_eq!(made.json(), shown("INVOICE_INVOICE", "not even an address"));
    assert_eq!(desk.list().await, [made.json()]);

    let path = format!("{PATH}/{id}");
    let changed = desk.api("PUT", &path, Some(&body("ANYTHING", "https://a.example/b"))).await;
    assert_eq!((changed.status, changed.json()), (200, shown("ANYTHING", "https://a.example/b")));
    assert_eq!(desk.list().await, [changed.json()]);
    assert_eq!(desk.api("GET", &path, None).await.status, 405, "there is no GET of one");

    let removed = desk.api("DELETE", &path, None).await;
    assert_eq!((removed.status, removed.body.len()), (204, 0));
    assert_eq!(desk.api("DELETE", &path, None).await.status, 404);
    assert_eq!(desk.api("PUT", &path, Some(&body("E", "u"))).await.status, 404);
    assert_eq!(desk.list().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_property_that_is_missing_or_short_is_a_400() {
    let desk = Desk::open(quick()).await;
    let path = format!("{PATH}/{}", desk.create("E", "u").await);
    let before = desk.list().await;
    for (method, path) in [("POST", PATH), ("PUT", path.as_str())] {
        for key in ["url", "event_type", "secret"] {
            for value in [None, Some(Value::Null), Some(json!("")), Some(json!(7))] {
                let mut body = body("F", "v");
                match value {
                    Some(value) => body[key] = value,
                    None => drop(body.as_object_mut().unwrap().remove(key)),
                }
                assert_eq!(desk.api(method, path, Some(&body)).await.status, 400, "{method} {body}");
            }
        }
        let mut short = body("F", "v");
        short["secret"] = json!("é".repeat(63));
        assert_eq!(desk.api(method, path, Some(&short)).await.status, 400);
        assert_eq!(desk.api(method, path, Some(&json!([]))).await.status, 400);
    }
    assert_eq!(desk.list().await, before);
}

#[tokio::test]
async fn nobody_sees_or_changes_what_is_not_theirs() {
    let desk = Desk::open(quick()).await;
    let id = desk.create("E", "u").await;
    let mut theirs = wanted(&desk.at);
    theirs["client_id"] = json!(desk.at.other_client_id);
    theirs["client_secret"] = json!(desk.at.other_client_secret);
    let token = token(&desk.at, &theirs).await.json()["access_token"].as_str().unwrap().to_owned();
    let other = async |method: &str, path: &str, body: Option<&Value>| {
        let request = desk.request(method, path, body).header("authorization", &format!("Bearer {token}"));
        request.send().await.unwrap()
    };
    assert_eq!(other("GET", PATH, None).await.json(), json!([]));
    assert_eq!(other("PUT", &format!("{PATH}/{id}"), Some(&body("F", "v"))).await.status, 404);
    assert_eq!(other("DELETE", &format!("{PATH}/{id}"), None).await.status, 404);
    assert_eq!(desk.list().await[0]["event_type"], "E");
    for request in [
        desk.request("GET", PATH, None).without("authorization"),
        desk.request("GET", PATH, None).header("authorization", "Bearer nonsense"),
        desk.request("GET", PATH, None).header("authorization", &desk.token),
    ] {
        assert_eq!(request.send().await.unwrap().status, 401);
    }
    desk.control("POST", "/expire-tokens", Value::Null).await;
    assert_eq!(desk.api("GET", PATH, None).await.status, 401);
}

#[tokio::test]
async fn faults_before_and_after_the_work() {
    let desk = Desk::open(quick()).await;
    let hung_up = async |kind: &str, count: usize| {
        desk.fault(json!({ "call": "create-subscription", "kind": kind, "ms": 20 })).await;
        let error = desk.request("POST", PATH, Some(&body("E", "u"))).send().await.err().unwrap().kind();
        assert!(matches!(error, io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset), "{kind}: {error}");
        assert_eq!(desk.list().await.len(), count, "{kind}");
    };
    hung_up("drop_before", 0).await;
    hung_up("drop_after", 1).await;
    hung_up("timeout_before", 1).await;
    hung_up("timeout", 2).await;
    desk.fault(json!({ "call": "subscriptions", "kind": "status", "status": 418, "message": "tea" })).await;
    assert_eq!(desk.api("DELETE", &format!("{PATH}/x"), None).await.status, 418);
    desk.fault(json!({ "call": "token", "kind": "status", "status": 503 })).await;
    assert_eq!(desk.api("GET", PATH, None).await.status, 200, "another call");
    assert_eq!(token(&desk.at, &wanted(&desk.at)).await.status, 503);
}
