//! Every status, message and rejected reason of provisioning, deprovisioning and integration-status (Rappi's guide).

use crate::support::{Desk, OURS, THEIRS, batch, browser, quick};
use serde_json::{Value, json};

const PROVISIONING: &str = "/v2/stores/provisioning";
const DEPROVISIONING: &str = "/v2/stores/deprovisioning";

fn item(id: Value, name: Value, integration: Value) -> Value {
    json!({ "storeId": id, "name": name, "integrationId": integration })
}

fn stores(items: &[Value]) -> String {
    json!({ "stores": items }).to_string()
}

#[tokio::test]
async fn bad_requests_say_what_is_wrong() {
    let desk = Desk::open(quick()).await;
    let twenty_one: Vec<String> = (0..21).map(|n| n.to_string()).collect();
    let twenty_one: Vec<&str> = twenty_one.iter().map(String::as_str).collect();
    let good = || item(json!("20"), json!("A"), json!(OURS));
    let table = [
        (batch(&twenty_one), 400, "stores list exceeds maximum allowed size of 20"),
        (stores(&[]), 400, "stores list must not be empty"),
        ("{}".into(), 400, "stores is required"),
        (r#"{"stores":null}"#.into(), 400, "stores is required"),
        (stores(&[json!({ "name": "A", "integrationId": OURS })]), 400, "storeId is required"),
        (stores(&[item(json!(" "), json!("A"), json!(OURS))]), 400, "storeId is required"),
        (
            stores(&[good(), item(json!("21"), json!("B"), json!("pos-co-02"))]),
            400,
            "mixed integrations in batch are not allowed",
        ),
        (
            stores(&[json!({ "storeId": "20", "name": "A", "integrationId": OURS, "status": "OPEN" })]),
            400,
            "status must be ACTIVE or INACTIVE",
        ),
        (
            stores(&[item(json!("20"), json!("A"), json!(THEIRS))]),
            403,
            "Merchant token does not match the integration's integrationId: kds-andina-09 does not belong to this client",
        ),
        ("{".into(), 400, "Invalid JSON: EOF while parsing an object at line 1 column 1"),
        (
            r#"{"stores":[{"storeId":20}]}"#.into(),
            400,
            "Invalid JSON: invalid type: integer `20`, expected a string at line 1 column 24",
        ),
        (String::new(), 400, "Invalid JSON: EOF while parsing a value at line 1 column 0"),
    ];
    for path in [PROVISIONING, DEPROVISIONING] {
        for (body, status, message) in &table {
            let answer = desk.api("POST", path, Some(body)).await;
            assert_eq!((answer.status, answer.message().as_str()), (*status, *message), "{path} {body}");
            assert_eq!(answer.json().as_object().unwrap().len(), 1, "errors hold a message and nothing else");
        }
    }
    assert_eq!(desk.look("/state").await["batches"]["begun"], 0);
}

#[tokio::test]
async fn provisioning_tells_accepted_from_rejected() {
    let desk = Desk::open(quick()).await;
    let body = stores(&[
        item(json!("20"), json!("My Store"), json!(OURS)),
        item(json!("999999999"), json!("Not mine"), json!(OURS)),
        item(json!("020"), json!("No id"), json!(OURS)),
        item(json!("21"), json!("  "), json!(OURS)),
        json!({ "storeId": "23", "integrationId": OURS }),
        item(json!("24"), json!("Mine"), json!("")),
        json!({ "storeId": "41", "name": "Mine" }),
        json!({ "storeId": "43", "name": "Mine", "integrationId": OURS, "pingActive": true, "getMenuActive": false, "cancellationEvents": true, "status": "ACTIVE" }),
    ]);
    let answer = desk.api("POST", PROVISIONING, Some(&body)).await;
    assert_eq!(answer.status, 202);
    let mut answer = answer.json();
    let batch_id = answer["batchId"].take();
    assert_eq!(batch_id.as_str().unwrap().len(), 36);
    assert_eq!(
        answer,
        json!({
            "batchId": null,
            "accepted": [{ "storeId": "20", "integrationId": OURS }, { "storeId": "43", "integrationId": OURS }],
            "rejected": [
                { "storeId": "999999999", "reason": "not_owned" },
                { "storeId": "020", "reason": "not_owned" },
                { "storeId": "21", "reason": "missing_name" },
                { "storeId": "23", "reason": "missing_name" },
                { "storeId": "24", "reason": "invalid_integration_id" },
                { "storeId": "41", "reason": "invalid_integration_id" },
            ],
        })
    );
    desk.becomes("20", Some(OURS)).await;
    assert_eq!(desk.link("21").await, None);
    let log = desk.look("/log").await;
    let entry = log.as_array().unwrap().iter().find(|it| it["call"] == "provisioning").unwrap();
    assert_eq!((&entry["batchId"], &entry["stores"][3], &entry["status"]), (&batch_id, &json!("21"), &json!(202)));
    assert_eq!(entry["merchant"], desk.at.merchants[0].email);
}

#[tokio::test]
async fn deprovisioning_tells_accepted_from_rejected() {
    let desk = Desk::open(quick()).await;
    let entry = |id: &str, integration: Value| json!({ "storeId": id, "integrationId": integration });
    // 22 is ours, 42 is theirs, 20 is not integrated.
    let body = stores(&[
        entry("22", json!(OURS)),
        entry("20", json!(OURS)),
        entry("42", json!(OURS)),
        entry("999999999", json!(OURS)),
        entry("1", Value::Null),
    ]);
    let answer = desk.api("POST", DEPROVISIONING, Some(&body)).await;
    assert_eq!(answer.status, 202);
    let answer = answer.json();
    assert_eq!(answer["accepted"], json!([{ "storeId": "22", "integrationId": OURS }]));
    assert_eq!(
        answer["rejected"],
        json!([
            { "storeId": "20", "reason": "not_integrated" },
            { "storeId": "42", "reason": "invalid_integration_id" },
            { "storeId": "999999999", "reason": "not_integrated" },
            { "storeId": "1", "reason": "invalid_integration_id" },
        ])
    );
    desk.becomes("22", None).await;
}

#[tokio::test]
async fn all_rejected_is_422() {
    let desk = Desk::open(quick()).await;
    let provisioning = desk.provision(&["999999998", "999999999"]).await;
    assert_eq!((provisioning.status, provisioning.message().as_str()), (422, "All stores were rejected"));
    let deprovisioning = desk.api("POST", DEPROVISIONING, Some(&batch(&["20"]))).await;
    assert_eq!(deprovisioning.status, 422);
}

#[tokio::test]
async fn a_full_batch_of_20_passes() {
    let desk = Desk::open(quick()).await;
    let truth = desk.look("/stores").await;
    let free = truth["stores"].as_array().unwrap().iter().filter(|it| it["integrationId"].is_null());
    let ids: Vec<&str> = free.map(|it| it["storeId"].as_str().unwrap()).take(20).collect();
    let answer = desk.provision(&ids).await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.json()["accepted"].as_array().unwrap().len(), 20);
    desk.becomes(ids[19], Some(OURS)).await;
}

#[tokio::test]
async fn each_token_is_checked() {
    let desk = Desk::open(quick()).await;
    let opaque = "a.b.c.d.e";
    let swapped = format!("Bearer {}", desk.integrator);
    let table = [
        ("authorization", None, 401, "Missing or invalid integrator token"),
        ("authorization", Some("Bearer nonsense"), 401, "Missing or invalid integrator token"),
        ("authorization", Some("Basic abc"), 401, "Missing or invalid integrator token"),
        ("authorization-partners", None, 401, "Not a valid token"),
        ("authorization-partners", Some("Bearer a.b.c.d.e"), 401, "Not a valid token"),
        ("authorization-partners", Some(opaque), 401, "Not a valid token"),
        ("authorization-partners", Some(swapped.as_str()), 401, "Not a valid token"),
    ];
    let body = batch(&["20"]);
    for (method, path, body) in [
        ("GET", "/v2/stores/integration-status", None),
        ("POST", PROVISIONING, Some(body.as_str())),
        ("POST", DEPROVISIONING, Some(body.as_str())),
    ] {
        for (header, value, status, message) in table {
            let request = desk.request(method, path, body).without(header);
            let request =
                value.map_or_else(|| desk.request(method, path, body).without(header), |it| request.header(header, it));
            let answer = request.send().await.unwrap();
            assert_eq!((answer.status, answer.message().as_str()), (status, message), "{path} {header} {value:?}");
        }
    }
    // A changed signature is no signature.
    let mut forged = desk.merchant.clone();
    let middle = forged.len() - 20;
    let other = if forged.as_bytes()[middle] == b'A' { "B" } else { "A" };
    forged.replace_range(middle..=middle, other);
    let request = desk.request("GET", "/v2/stores/integration-status", None);
    let answer = request.header("authorization-partners", &format!("Bearer {forged}")).send().await.unwrap();
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn expired_tokens_are_401_and_new_ones_work() {
    let mut desk = Desk::open(quick()).await;
    let status = "/v2/stores/integration-status";
    let ended = desk.control("POST", "/expire-tokens", &json!({ "kind": "merchant" })).await;
    assert_eq!(ended, json!({ "merchant": 1, "integrator": 0 }));
    assert_eq!(desk.api("GET", status, None).await.message(), "Not a valid token");
    desk.merchant = browser::sign_in(&desk.at, 0).await;
    assert_eq!(desk.api("GET", status, None).await.status, 200);
    desk.control("POST", "/expire-tokens", &json!({ "kind": "integrator" })).await;
    assert_eq!(desk.api("GET", status, None).await.message(), "Missing or invalid integrator token");
}

#[tokio::test]
async fn a_merchant_that_partners_does_not_know_is_403() {
    let mut desk = Desk::open(quick()).await;
    let at = desk.at.merchants.iter().position(|it| it.email == "admin@sinpermiso.ar").unwrap();
    desk.merchant = browser::sign_in(&desk.at, at).await;
    let status = desk.api("GET", "/v2/stores/integration-status", None).await;
    assert_eq!((status.status, status.message().as_str()), (403, "Merchant not authorized in Partners"));
    assert_eq!(desk.provision(&["20"]).await.status, 403);
}

#[tokio::test]
async fn a_merchant_sees_its_own_stores_only() {
    let mut desk = Desk::open(quick()).await;
    let mine = desk.api("GET", "/v2/stores/integration-status", None).await.json();
    let first = &mine["stores"][0];
    assert_eq!(
        (&first["storeId"], &first["name"], &first["integrated"]),
        (&json!("10"), &json!("Sertester Centro"), &json!(false))
    );
    let zona_rosa = &first["children"][2];
    assert_eq!((&zona_rosa["integrated"], &zona_rosa["integrationId"]), (&json!(true), &json!(OURS)));
    assert!(zona_rosa.get("children").is_none() && first.get("integrationId").is_none());
    let count: usize =
        mine["stores"].as_array().unwrap().iter().map(|it| 1 + it["children"].as_array().unwrap().len()).sum();
    assert_eq!(count, 200);

    desk.merchant = browser::sign_in(&desk.at, 2).await;
    let theirs = desk.api("GET", "/v2/stores/integration-status", None).await.json();
    assert_eq!(theirs["stores"].as_array().unwrap().len(), 3);
    assert_eq!(desk.provision(&["20"]).await.status, 422, "20 belongs to somebody else");

    desk.merchant = browser::sign_in(&desk.at, 4).await;
    assert_eq!(desk.api("GET", "/v2/stores/integration-status", None).await.json(), json!({ "stores": [] }));
}

#[tokio::test]
async fn the_machine_login_is_strict() {
    let desk = Desk::open(quick()).await;
    let (id, secret) = (desk.at.client_id.as_str(), desk.at.client_secret.as_str());
    let table = [
        (json!({ "client_id": id, "client_secret": "wrong" }).to_string(), 401),
        (json!({ "client_id": "wrong", "client_secret": secret }).to_string(), 401),
        (json!({ "client_id": desk.at.oauth_client_id, "client_secret": secret }).to_string(), 401),
        (json!({ "client_id": id }).to_string(), 400),
        (json!({ "client_secret": secret }).to_string(), 400),
        ("client_id=a".into(), 400),
    ];
    for (body, status) in table {
        let answer = desk.api("POST", "/restaurants/auth/v1/token/login/integrations", Some(&body)).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(!answer.message().is_empty());
    }
    let body = json!({ "client_id": id, "client_secret": secret }).to_string();
    let token = desk.api("POST", "/restaurants/auth/v1/token/login/integrations", Some(&body)).await.json();
    assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(86_400)));
}

#[tokio::test]
async fn unknown_paths_and_methods_answer_in_json() {
    let desk = Desk::open(quick()).await;
    assert_eq!(desk.api("GET", "/v2/stores", None).await.status, 404);
    let wrong = desk.api("GET", PROVISIONING, None).await;
    assert_eq!((wrong.status, wrong.message().as_str()), (405, "Method not allowed"));
}
