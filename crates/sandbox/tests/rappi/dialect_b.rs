//! The newer portal's spelling (docs/wire.md 1.1): paths, headers, field names, reasons, and what a repetition does.

use crate::support::{Answer, Desk, OURS, call, quick, receiver::Receiver, until};
use serde_json::{Value, json};

const PREFIX: &str = "/api/v2/restaurants-integrations-public-api";

async fn b(desk: &Desk, method: &str, path: &str, body: Value) -> Answer {
    let mut request = call(method, &format!("{}{PREFIX}{path}", desk.at.api))
        .header("x-authorization", &format!("Bearer {}", desk.integrator))
        .header("authorization-partners", &format!("Bearer {}", desk.merchant));
    if !body.is_null() {
        request = request.body("application/json", &body.to_string());
    }
    request.send().await.unwrap()
}

async fn register(desk: &Desk, url: &str) -> Answer {
    let path = format!("/clients/{}/webhooks", desk.at.client_id);
    b(desk, "POST", &path, json!({ "event": "STORE_PROVISIONING_STATUS", "url": url, "secret": "s" })).await
}

#[tokio::test]
async fn the_tree_in_snake_case() {
    let desk = Desk::open(quick()).await;
    let tree = b(&desk, "GET", "/stores/integration-status", Value::Null).await.json();
    let first = &tree["stores"][0];
    assert_eq!((&first["store_id"], &first["integrated"]), (&json!("10"), &json!(false)));
    assert_eq!(first["children"][2]["integration_id"], OURS);
    assert!(first.get("storeId").is_none());
    // And in the other spelling right after it: what is kept for one is not shown to the other.
    let a = desk.api("GET", "/v2/stores/integration-status", None).await.json();
    assert_eq!(a["stores"][0]["storeId"], "10");
}

#[tokio::test]
async fn the_integrators_token_has_a_header_of_its_own() {
    let desk = Desk::open(quick()).await;
    let answer = desk.api("GET", &format!("{PREFIX}/stores/integration-status"), None).await;
    assert_eq!((answer.status, answer.message().as_str()), (401, "Missing or invalid integrator token"));
}

#[tokio::test]
async fn provisioning_needs_id_and_name_only() {
    let desk = Desk::open(quick()).await;
    let stores = json!({ "stores": [
        { "store_id": "20", "name": "Mine" },
        { "store_id": "23", "name": "Mine", "store_integration_id": "pos-17", "ping_active": true, "status": "ACTIVE" },
        { "store_id": "24", "name": "Mine", "status": "OPEN" },
        { "store_id": "41", "name": " " },
        { "store_id": "999999999", "name": "Not mine" },
    ] });
    let answer = b(&desk, "POST", "/stores/provisioning", stores).await;
    assert_eq!(answer.status, 202);
    let answer = answer.json();
    assert_eq!(answer["batch_id"].as_str().unwrap().len(), 36);
    assert_eq!(
        answer["accepted"],
        json!([{ "store_id": "20", "integration_id": OURS }, { "store_id": "23", "integration_id": OURS }])
    );
    assert_eq!(
        answer["rejected"],
        json!([
            { "store_id": "24", "reason": "invalid_status" },
            { "store_id": "41", "reason": "missing_name" },
            { "store_id": "999999999", "reason": "not_owned" },
        ])
    );
    desk.becomes("23", Some(OURS)).await;
}

/// No change if it is the same integration; the webhook is spelled as ever.
#[tokio::test]
async fn a_repetition_changes_nothing() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    let shown = register(&desk, &receiver.url).await;
    assert_eq!((shown.status, &shown.json()["client_id"]), (201, &json!(desk.at.client_id)));
    let stores = json!({ "stores": [{ "store_id": "22", "name": "Ours already" }] });
    b(&desk, "POST", "/stores/provisioning", stores).await;
    let result = receiver.wait(1).await[0].json()["results"][0].clone();
    assert_eq!(
        (&result["storeId"], &result["status"], &result["httpCode"]),
        (&json!("22"), &json!("ACTIVE"), &json!(200))
    );
}

#[tokio::test]
async fn deprovisioning_takes_children_before_parents() {
    let desk = Desk::open(quick()).await;
    // 10 has the child 22, which is ours; with it the parent too.
    let provision = json!({ "stores": [{ "store_id": "10", "name": "Parent" }] });
    b(&desk, "POST", "/stores/provisioning", provision).await;
    desk.becomes("10", Some(OURS)).await;
    let ids = json!({ "stores": [
        { "store_id": "10" }, { "store_id": "20" }, { "store_id": "42" }, { "store_id": "999999999" }, { "store_id": "22" },
    ] });
    let answer = b(&desk, "POST", "/stores/deprovisioning", ids).await.json();
    assert_eq!(answer["accepted"], json!([{ "store_id": "22", "integration_id": OURS }]));
    let rejected = answer["rejected"].as_array().unwrap();
    assert_eq!(rejected[0]["reason"], "has_integrated_children");
    assert!(rejected[0]["integrated_children"].as_array().unwrap().contains(&json!("22")));
    let reasons: Vec<_> = rejected[1..].iter().map(|it| it["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["not_integrated", "invalid_integration_id", "not_owned"]);
    desk.becomes("22", None).await;
}

#[tokio::test]
async fn the_login_of_older_tenants() {
    let desk = Desk::open(quick()).await;
    let right = json!({
        "client_id": desk.at.client_id, "client_secret": desk.at.client_secret,
        "audience": "rappi-integrations-api", "grant_type": "client_credentials",
    });
    let login = async |change: Value| {
        let mut body = right.clone();
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let url = format!("{}/auth0/oauth/token", desk.at.api);
        call("POST", &url).body("application/json", &body.to_string()).send().await.unwrap()
    };
    let token = login(json!({})).await;
    assert_eq!((token.status, &token.json()["expires_in"]), (200, &json!(86_400)));
    for (change, status, error) in [
        (json!({ "grant_type": "password" }), 400, "unsupported_grant_type"),
        (json!({ "client_secret": "wrong" }), 401, "access_denied"),
        (json!({ "audience": "elsewhere" }), 403, "access_denied"),
    ] {
        let answer = login(change.clone()).await;
        assert_eq!((answer.status, &answer.json()["error"]), (status, &json!(error)), "{change}");
    }
}

#[tokio::test]
async fn announcements_are_on_every_answer_and_webhook() {
    let desk = Desk::open(quick()).await;
    let receiver = Receiver::open(&[]).await;
    desk.register(&receiver.url, Some("s")).await;
    let status = "/v2/stores/integration-status";
    assert_eq!(desk.api("GET", status, None).await.header("x-rappi-api-deprecation-date"), None);
    desk.control("POST", "/deprecation", &json!({ "date": "2027-01-31", "info": "use v3" })).await;
    for path in [status, "/v2/nowhere"] {
        let answer = desk.api("GET", path, None).await;
        assert_eq!(answer.header("x-rappi-api-deprecation-date"), Some("2027-01-31"), "{path}");
        assert_eq!(answer.header("x-rappi-api-deprecation-info"), Some("use v3"), "{path}");
    }
    desk.provision(&["20"]).await;
    let all = receiver.wait(1).await;
    assert_eq!(all[0].header("x-rappi-api-deprecation-date").as_deref(), Some("2027-01-31"));
    desk.control("POST", "/deprecation", &json!({})).await;
    assert_eq!(desk.api("GET", status, None).await.header("x-rappi-api-deprecation-info"), None);
    until("nothing is under way", async || desk.look("/state").await["batches"]["done"] == 1).await;
}
