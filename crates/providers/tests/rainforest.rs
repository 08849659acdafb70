//! The client against the simulated Rainforest: two independent readings of one document, over real sockets.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is the answer")]

mod support;

use gangway_domain::application::{Source, Status};
use gangway_providers::{
    http::{Cut, Http},
    net::{ApiError, ApiErrorKind, Network},
    rainforest::{Filter, Rainforest, Told},
};
use gangway_sandbox::{Config, RainforestDescription, Sandbox};
use serde_json::{Value, json};
use std::time::Duration;
use support::{credentials, kind_of, nobody_listens};

const CALL: Duration = Duration::from_secs(3);
const HANGS_MS: u64 = 4500;

struct Desk {
    _sandbox: Sandbox,
    at: RainforestDescription,
    rainforest: Rainforest,
}

async fn desk() -> Desk {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let at = sandbox.description().rainforest.clone();
    let rainforest =
        Rainforest::new(&at.api, at.api_key.clone().into(), &Network::loopback_only(), CALL, &nobody_listens())
            .unwrap();
    Desk { _sandbox: sandbox, at, rainforest }
}

impl Desk {
    async fn control(&self, path: &str, body: &Value) -> Value {
        let http = Http::new(&Network::loopback_only(), CALL).unwrap();
        let client = http.requests();
        let request = client.post(format!("{}{path}", self.at.control)).json(body);
        let answer = http.call(request, 1 << 20, &[]).await.unwrap();
        assert!(answer.status < 300, "{path}: {}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// A new application: its merchant and its id.
    async fn made(&self, through: &[&str]) -> Value {
        self.control("/play", &json!({ "through": through })).await
    }

    async fn one(&self, made: &Value) -> Result<Told, ApiError> {
        let id = |key: &str| made[key].as_str().unwrap();
        self.rainforest.one(&id("merchant").into(), &id("application").into()).await
    }

    async fn fault(&self, fault: Value) {
        self.control("/faults", &fault).await;
    }
}

#[tokio::test]
async fn one_application_and_the_list() {
    let desk = desk().await;
    let made = desk.made(&["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION"]).await;
    let one = desk.one(&made).await.unwrap();
    assert_eq!(
        (one.status.clone(), one.id.as_str()),
        (Status::NeedsInformation, made["application"].as_str().unwrap())
    );
    assert!(one.fields.merchant_name().is_some() && one.fields.0.contains_key("platform_id"), "all fields are kept");
    let report = one.clone().report(Source::Fetched);
    assert!(report.point.exact && report.fresh >= report.point.at && report.point.at > 0);
    assert!(!format!("{one:?}").contains(one.fields.text("email").unwrap()), "it does not print itself");

    let list = async |statuses: &[Status]| {
        let filter = Filter { statuses: statuses.to_vec(), dates: Vec::new() };
        desk.rainforest.list(&one.merchant, &filter).await.unwrap().len()
    };
    assert_eq!(list(&[]).await, 1);
    assert_eq!(list(&[Status::Created, Status::NeedsInformation]).await, 1);
    assert_eq!(list(&[Status::Created]).await, 0);
    let dates = vec![("created_at_from".to_owned(), "2999-01-01".to_owned())];
    let none = desk.rainforest.list(&one.merchant, &Filter { statuses: Vec::new(), dates }).await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn underwriting_is_simulated() {
    let desk = desk().await;
    let made = desk.made(&["IN_PROGRESS", "PROCESSING"]).await;
    let it = desk.one(&made).await.unwrap();
    desk.rainforest.simulate(&it.merchant, &it.id, &Status::Declined).await.unwrap();
    assert_eq!(desk.one(&made).await.unwrap().status, Status::Declined);
    let again = desk.rainforest.simulate(&it.merchant, &it.id, &Status::Declined).await.unwrap_err();
    let ApiErrorKind::Refused { status: 400, problems } = &again.kind else { panic!("{again}") };
    assert_eq!(problems[0].field.as_deref(), Some("status"));
    assert!(again.to_string().contains("PROCESSING"), "{again}");
}

#[tokio::test]
async fn errors_are_sorted_by_what_can_be_done() {
    let desk = desk().await;
    let made = desk.made(&[]).await;
    assert_eq!(desk.rainforest.check_key().await, Ok(()));
    let with = |key: &str| {
        Rainforest::new(&desk.at.api, key.into(), &Network::loopback_only(), CALL, &nobody_listens()).unwrap()
    };
    assert_eq!(with("sbx_apikey_wrong").check_key().await.map_err(kind_of), Err(credentials(401)));
    assert_eq!(with(&desk.at.forbidden_api_key).check_key().await.map_err(kind_of), Err(credentials(403)));
    let nobody = desk.rainforest.one(&"mid_x".into(), &"app_x".into()).await;
    assert_eq!(nobody.map_err(kind_of), Err(ApiErrorKind::NotFound));
    let path = desk.rainforest.one(&"..".into(), &"../../x".into()).await;
    assert_eq!(path.map_err(kind_of), Err(ApiErrorKind::NotFound), "it is not even asked");

    let next = async |fault: Value| {
        desk.fault(fault).await;
        desk.one(&made).await.unwrap_err()
    };
    let slow = next(json!({ "kind": "status", "status": 429, "retry_after": 9 })).await;
    assert_eq!(slow.kind, ApiErrorKind::RateLimited { retry_after: Some(Duration::from_secs(9)) });
    let key = desk.at.api_key.clone();
    let down = next(json!({ "kind": "status", "status": 503, "message": format!("no {key}") })).await;
    assert!(matches!(&down.kind, ApiErrorKind::Unavailable { status: 503, .. }), "{down}");
    assert!(!down.to_string().contains(&key), "{down}");
    assert_eq!(next(json!({ "kind": "timeout_before", "ms": HANGS_MS })).await.kind, ApiErrorKind::Cut(Cut::TimedOut));
    assert_eq!(next(json!({ "kind": "drop_before" })).await.kind, ApiErrorKind::Cut(Cut::Reset));
    assert_eq!(next(json!({ "kind": "truncated" })).await.kind, ApiErrorKind::Cut(Cut::Reset));
    assert_eq!(next(json!({ "kind": "huge" })).await.kind, ApiErrorKind::Cut(Cut::TooLarge));
    for kind in ["empty", "not_json", "html"] {
        let error = next(json!({ "kind": kind })).await;
        assert!(matches!(error.kind, ApiErrorKind::Unreadable(_)), "{kind}: {error}");
    }
}

#[tokio::test]
async fn unknown_fields_and_statuses_are_kept() {
    let desk = desk().await;
    let made = desk.made(&["IN_PROGRESS"]).await;
    let path = format!("/applications/{}/set", made["application"].as_str().unwrap());
    desk.control(&path, &json!({ "status": "ON_HOLD", "new_field": { "deep": [1] } })).await;
    let it = desk.one(&made).await.unwrap();
    assert_eq!(it.status, Status::Other("ON_HOLD".into()));
    assert_eq!(it.fields.0["new_field"], json!({ "deep": [1] }));
    desk.control(&path, &json!({ "merchant_application_id": 7 })).await;
    assert!(matches!(desk.one(&made).await, Err(ApiError { kind: ApiErrorKind::Unreadable(_), .. })));
}
