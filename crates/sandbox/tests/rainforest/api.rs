//! The three calls.

use std::collections::BTreeSet;

use gangway_sandbox::RainforestConfig;
use serde_json::{Value, json};

use crate::support::{Desk, quick};

#[tokio::test]
async fn the_same_seed_is_the_same_platform() {
    let fields = async |desk: &Desk| {
        let (id, merchant, _) = desk.truth().await.remove(3);
        let mut data = desk.get(&format!("/v1/merchants/{merchant}/applications/{id}")).await.json()["data"].take();
        // The past is told from the moment of the start.
        data.as_object_mut().unwrap().retain(|name, _| !name.ends_with("_at") && name != "underwriting_reviews");
        data
    };
    let (one, two) = (Desk::open(quick()).await, Desk::open(quick()).await);
    assert_eq!(one.truth().await, two.truth().await);
    assert_eq!(fields(&one).await, fields(&two).await);
    assert_eq!(one.at.api_key, two.at.api_key);
}

#[tokio::test]
async fn a_thousand_applications_have_every_status_and_every_time_of_their_own() {
    let desk = Desk::open(RainforestConfig { applications: 1_000, ..quick() }).await;
    let all = desk.truth().await;
    assert_eq!(all.len(), 1_000);
    let statuses: BTreeSet<_> = all.iter().map(|(.., status)| status.as_str()).collect();
    assert_eq!(statuses.len(), 7);
    let merchants: BTreeSet<_> = all.iter().map(|(_, merchant, _)| merchant).collect();
    assert!(merchants.len() < 1_000, "some merchants have several applications");
    let field = |status: &str| match status {
        "CREATED" => "created_at",
        "IN_PROGRESS" => "updated_at",
        "PROCESSING" => "submitted_at",
        "NEEDS_INFORMATION" => "needs_information_at",
        "IN_REVIEW" => "in_review_at",
        "COMPLETED" => "approved_at",
        _ => "declined_at",
    };
    for (id, merchant, status) in all.iter().take(60) {
        let answer = desk.get(&format!("/v1/merchants/{merchant}/applications/{id}")).await;
        let data = &answer.json()["data"];
        assert_eq!((answer.status, data["status"].as_str()), (200, Some(status.as_str())));
        assert!(data[field(status)].as_str().unwrap().ends_with('Z'), "{status}: {data}");
        assert!(data["created_at"].as_str() <= data["updated_at"].as_str());
    }
}

#[tokio::test]
async fn key_version_and_envelope() {
    let desk = Desk::open(quick()).await;
    let (id, merchant, _) = desk.truth().await.remove(0);
    let path = format!("/v1/merchants/{merchant}/applications/{id}");
    let check = async |request: crate::http::Request, status: u16, code: &str| {
        let answer = request.send().await.unwrap();
        let body = answer.json();
        assert_eq!((answer.status, body["errors"][0]["code"].as_str()), (status, Some(code)), "{body}");
        assert_eq!((body["status"].as_str(), &body["data"]), (Some("ERROR"), &Value::Null));
    };
    let get = |path: &str| desk.request("GET", path);
    check(get(&path).without("authorization"), 401, "AuthUnauthorized").await;
    check(get(&path).header("authorization", &desk.at.api_key), 401, "AuthUnauthorized").await;
    check(get(&path).header("authorization", "Bearer sbx_apikey_wrong"), 401, "AuthUnauthorized").await;
    let forbidden = format!("Bearer {}", desk.at.forbidden_api_key);
    check(get(&path).header("authorization", &forbidden), 403, "AuthForbidden").await;
    check(get(&path).without("rainforest-api-version"), 400, "InvalidValue").await;
    check(get(&path).header("rainforest-api-version", "2020-01-01"), 400, "InvalidValue").await;
    check(get(&format!("/v1/merchants/sbx_mid_other/applications/{id}")), 404, "EntityNotFound").await;
    check(get(&format!("/v1/merchants/{merchant}/applications/sbx_app_other")), 404, "EntityNotFound").await;
    check(get("/v1/merchants/sbx_mid_other/applications"), 404, "EntityNotFound").await;
    check(get("/v1/nothing"), 404, "EntityNotFound").await;
    let right = desk.get(&path).await.json();
    assert_eq!((right["status"].as_str(), &right["errors"]), (Some("SUCCESS"), &Value::Null));
}

#[tokio::test]
async fn the_list_is_filtered() {
    let desk = Desk::open(RainforestConfig { applications: 0, ..quick() }).await;
    let made = desk.control("POST", "/applications", Value::Null).await;
    let merchant = made["merchant"].as_str().unwrap();
    for status in ["COMPLETED", "DECLINED", "IN_REVIEW"] {
        let it = desk.control("POST", "/applications", json!({ "merchant": merchant })).await;
        let path = format!("/applications/{}/move", it["application"].as_str().unwrap());
        desk.control("POST", &path, json!({ "status": status })).await;
    }
    let list = async |query: &str| {
        let answer = desk.get(&format!("/v1/merchants/{merchant}/applications{query}")).await;
        let body = answer.json();
        let statuses = body["data"].as_array().map(|all| all.iter().map(|it| it["status"].clone()).collect::<Vec<_>>());
        (answer.status, statuses.unwrap_or_default().len())
    };
    assert_eq!(list("").await, (200, 4));
    assert_eq!(list("?status=COMPLETED").await, (200, 1));
    assert_eq!(list("?status=COMPLETED&status=DECLIINED&new=1").await, (200, 2));
    assert_eq!(list("?status=NEEDS_INFORMATION").await, (200, 0));
    assert_eq!(list("?status=nonsense").await, (400, 0));
    assert_eq!(list("?created_at_from=2999-01-01").await, (200, 0));
    assert_eq!(list("?created_at_from=2001-01-01T00:00:00Z&created_at_to=2999-01-01").await, (200, 4));
    assert_eq!(list("?created_at_to=yesterday").await, (400, 0));
}

#[tokio::test]
async fn underwriting_is_simulated_from_processing_alone() {
    let desk = Desk::open(quick()).await;
    for to in ["COMPLETED", "DECLINED", "NEEDS_INFORMATION"] {
        let wanted = json!({ "through": ["IN_PROGRESS", "PROCESSING"] });
        let made = desk.play(wanted).await;
        let (merchant, id) = (made["merchant"].as_str().unwrap(), made["application"].as_str().unwrap());
        assert_eq!(desk.simulate(merchant, id, "IN_REVIEW").await.status, 400);
        let answer = desk.simulate(merchant, id, to).await;
        assert_eq!((answer.status, answer.json()["data"]["status"].as_str()), (200, Some(to)));
        assert_eq!(desk.simulate(merchant, id, to).await.status, 400, "it is decided already");
    }
}

#[tokio::test]
async fn faults_have_the_shape_of_every_error_here() {
    let desk = Desk::open(quick()).await;
    let (id, merchant, _) = desk.truth().await.remove(0);
    let path = format!("/v1/merchants/{merchant}/applications/{id}");
    let wanted = json!({ "call": "one-application", "kind": "status", "status": 429, "retry_after": 7 });
    desk.control("POST", "/faults", wanted).await;
    assert_eq!(desk.get(&format!("/v1/merchants/{merchant}/applications")).await.status, 200, "another call");
    let answer = desk.get(&path).await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("7")));
    assert_eq!(answer.json()["status"], "ERROR");
    desk.control("POST", "/faults", json!({ "call": "applications", "kind": "timeout_before", "ms": 10 })).await;
    assert!(desk.request("GET", &path).send().await.is_err());
    assert_eq!(desk.get(&path).await.status, 200);
}
