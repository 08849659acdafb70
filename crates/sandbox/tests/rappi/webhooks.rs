//! Registration and delivery of the result webhook.

use crate::support::{Desk, OURS, batch, quick, receiver::Receiver, until};
use gangway_sandbox::{Config, FailStores};
use serde_json::{Value, json};

const SECRET: &str = "a secret of the console";

async fn open(statuses: &[u16], config: Config) -> (Desk, Receiver) {
    let desk = Desk::open(config).await;
    let receiver = Receiver::open(statuses).await;
    assert_eq!(desk.register(&receiver.url, Some(SECRET)).await.status, 201);
    (desk, receiver)
}

#[tokio::test]
async fn registration_follows_the_document() {
    let desk = Desk::open(quick()).await;
    let path = format!("/clients/{}/webhooks", desk.at.client_id);
    let (url, next) = ("http://127.0.0.1:4180/hooks/a", "http://[::1]:4180/hooks/b");
    assert_eq!(desk.api("GET", &path, None).await.json(), json!([]));

    let shown =
        |url| json!({ "clientId": desk.at.client_id, "event": "STORE_PROVISIONING_STATUS", "url": url, "state": true });
    let new = desk.register(url, Some(SECRET)).await;
    assert_eq!((new.status, new.json()), (201, shown(url)));
    let changed = desk.register(next, None).await;
    assert_eq!((changed.status, changed.json()), (200, shown(next)));
    assert_eq!(desk.api("GET", &path, None).await.json(), json!([shown(next)]));

    let delete = format!("{path}?event=STORE_PROVISIONING_STATUS");
    assert_eq!(desk.api("DELETE", &path, None).await.status, 400);
    assert_eq!(desk.api("DELETE", &delete, None).await.status, 204);
    assert_eq!(desk.api("DELETE", &delete, None).await.status, 404);
    assert_eq!(desk.api("GET", &path, None).await.json(), json!([]));

    // The merchant has no part in this.
    let alone = desk.request("GET", &path, None).without("authorization-partners").send().await.unwrap();
    assert_eq!(alone.status, 200);
    let nobody = desk.request("GET", &path, None).without("authorization").send().await.unwrap();
    assert_eq!(nobody.status, 401);
    assert_eq!(desk.api("GET", "/clients/somebody/webhooks", None).await.status, 403);
}

#[tokio::test]
async fn registration_refuses_what_it_cannot_serve() {
    let desk = Desk::open(quick()).await;
    let path = format!("/clients/{}/webhooks", desk.at.client_id);
    let event = "STORE_PROVISIONING_STATUS";
    let table = [
        (json!({ "url": "http://127.0.0.1:1/" }), "event is required"),
        (json!({ "event": "NEW_ORDER", "url": "http://127.0.0.1:1/" }), "Unsupported event"),
        (json!({ "event": event }), "url is required"),
        (json!({ "event": event, "url": "https://hooks.example.com/a" }), "loopback"),
        (json!({ "event": event, "url": "http://192.168.0.1/a" }), "loopback"),
        (json!({ "event": event, "url": "nonsense" }), "loopback"),
        (json!([]), "Invalid JSON"),
    ];
    for (body, part) in table {
        let answer = desk.api("POST", &path, Some(&body.to_string())).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.message().contains(part), "{body}: {}", answer.message());
    }
    assert_eq!(desk.look("/state").await["webhook"], Value::Null);
}

#[tokio::test]
async fn results_arrive_signed_and_as_documented() {
    let (desk, receiver) = open(&[], quick()).await;
    // 20 is free, 22 is ours already, 42 is somebody else's.
    let batch_id = desk.provision(&["20", "22", "42"]).await.json()["batchId"].clone();
    let got = receiver.wait(1).await.remove(0);
    assert_eq!(got.path, "/hooks/x?y=z");
    let (t, right) = got.check(SECRET);
    assert!(right && t.len() == 13, "{t}");
    let mut body = got.json();
    let timestamp = body["timestamp"].take();
    assert_eq!(timestamp.as_str().unwrap().len(), "2026-04-21T10:00:00Z".len());
    let conflict = |id: &str, brand: &str| json!({ "storeId": id, "integrationId": OURS, "brand": brand, "status": "FAILED", "errorMessage": "Store already exists", "httpCode": 409 });
    assert_eq!(
        body,
        json!({
            "batchId": batch_id, "integrationId": OURS, "operation": "PROVISION", "timestamp": null,
            "results": [
                { "storeId": "20", "integrationId": OURS, "brand": "Sertester", "status": "ACTIVE", "httpCode": 201 },
                conflict("22", "Sertester"),
                conflict("42", "Açaí do Zé"),
            ],
        })
    );
    assert_eq!(desk.link("42").await.as_deref(), Some(crate::support::THEIRS));

    desk.api("POST", "/v2/stores/deprovisioning", Some(&batch(&["20"]))).await;
    let body = receiver.wait(2).await.remove(1).json();
    assert_eq!(body["operation"], "DEPROVISION");
    assert_eq!(
        body["results"][0],
        json!({ "storeId": "20", "integrationId": OURS, "brand": "Sertester", "status": "INACTIVE", "httpCode": 204 })
    );
    assert_eq!(desk.link("20").await, None);
}

#[tokio::test]
async fn without_a_secret_nothing_is_signed() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.register(&receiver.url, None).await;
    desk.provision(&["20"]).await;
    assert_eq!(receiver.wait(1).await[0].signature, None);
}

#[tokio::test]
async fn anything_but_2xx_is_tried_again_with_a_new_t() {
    let (desk, receiver) = open(&[500, 302], quick()).await;
    desk.provision(&["20"]).await;
    let got = receiver.wait(3).await;
    assert!(got.iter().all(|it| it.check(SECRET).1 && it.body == got[0].body));
    assert_ne!(got[0].check(SECRET).0, got[2].check(SECRET).0);
    until("the delivery is settled", async || desk.look("/deliveries").await[0]["state"] == "delivered").await;
    let delivery = desk.look("/deliveries").await[0].clone();
    let statuses: Vec<_> =
        delivery["tries"].as_array().unwrap().iter().map(|it| it["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [500, 302, 200]);
}

#[tokio::test]
async fn the_schedule_ends() {
    let (desk, receiver) = open(&[503; 9], quick()).await;
    desk.provision(&["20"]).await;
    until("the sandbox gives up", async || desk.look("/deliveries").await[0]["state"] == "gave_up").await;
    assert_eq!(receiver.all().len(), 4, "the first try and three of the schedule");
    assert_eq!(desk.link("20").await.as_deref(), Some(OURS), "the work does not depend on the report");
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_an_error_of_the_try() {
    let desk = Desk::open(quick()).await;
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", free.local_addr().unwrap());
    drop(free);
    desk.register(&url, Some(SECRET)).await;
    desk.provision(&["20"]).await;
    until("the sandbox gives up", async || desk.look("/deliveries").await[0]["state"] == "gave_up").await;
    let error = desk.look("/deliveries").await[0]["tries"][0]["error"].as_str().unwrap().to_owned();
    assert!(error.contains("cannot connect"), "{error}");
}

#[tokio::test]
async fn a_replay_sends_the_same_body_again() {
    let (desk, receiver) = open(&[], quick()).await;
    desk.provision(&["20"]).await;
    receiver.wait(1).await;
    desk.control("POST", "/webhook-replay", &Value::Null).await;
    let got = receiver.wait(2).await;
    assert_eq!(got[0].body, got[1].body);
    assert!(got[1].check(SECRET).1);
}

#[tokio::test]
async fn chosen_stores_fail_until_told_otherwise() {
    let config = Config { fail_stores: FailStores::Ids(vec!["21".into()]), ..quick() };
    let (desk, receiver) = open(&[], config).await;
    let outcome = async |ids: &[&str], count: usize| {
        desk.provision(ids).await;
        let body = receiver.wait(count).await.remove(count - 1).json();
        body["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["status"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(outcome(&["20", "21"], 1).await, ["ACTIVE", "FAILED"]);
    assert_eq!(desk.link("21").await, None);
    desk.control("POST", "/fail-stores", &json!({ "stores": ["23"], "times": 1 })).await;
    assert_eq!(outcome(&["21", "23"], 2).await, ["ACTIVE", "FAILED"]);
    assert_eq!(outcome(&["23"], 3).await, ["ACTIVE"]);
}
