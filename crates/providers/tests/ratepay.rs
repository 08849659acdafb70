//! The client against the simulated Ratepay: two independent readings of one document, over real sockets.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is the answer")]

mod support;

use gangway_domain::SubscriptionId;
use gangway_providers::{
    http::{Cut, Http},
    net::{ApiError, ApiErrorKind, Network, Stage},
    ratepay::{Access, Hosts, Ratepay, Wanted},
};
use gangway_sandbox::{Config, RatepayConfig, RatepayDescription, Sandbox};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};
use support::{credentials, kind_of, nobody_listens};

const SECRET: &str = "6GHbLH4d1Nx3eIs5CyLHCW4HuFi1qttpNSDawHKHlW7kurTpaddarwEKDWUI59IU";

/// Limit of a call: longer than any takes on a busy machine, shorter than the faults that hang.
const CALL: Duration = Duration::from_secs(3);
const HANGS_MS: u64 = 4500;

struct Desk {
    _sandbox: Sandbox,
    at: RatepayDescription,
    ratepay: Ratepay,
}

fn access(at: &RatepayDescription) -> Access {
    Access {
        client_id: at.client_id.clone(),
        client_secret: at.client_secret.clone().into(),
        audience: at.audience.clone(),
    }
}

fn hosts(at: &RatepayDescription) -> Hosts {
    Hosts { oauth: at.oauth.clone(), api: at.api.clone() }
}

async fn desk(ratepay: RatepayConfig) -> Desk {
    let sandbox = Sandbox::start(Config { ratepay, ..Config::default() }).await.unwrap();
    let at = sandbox.description().ratepay.clone();
    let ratepay = Ratepay::new(&hosts(&at), access(&at), &Network::loopback_only(), CALL, &nobody_listens()).unwrap();
    Desk { _sandbox: sandbox, at, ratepay }
}

fn wanted(event: &str, url: &str) -> Wanted {
    Wanted { url: url.to_owned(), event: event.to_owned(), secret: SECRET.into() }
}

impl Desk {
    async fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let http = Http::new(&Network::loopback_only(), Duration::from_secs(10)).unwrap();
        let client = http.requests();
        let request = client.request(method.parse().unwrap(), format!("{}{path}", self.at.control));
        let answer = http.call(if body.is_null() { request } else { request.json(body) }, 32 << 20, &[]).await.unwrap();
        assert!(answer.status < 300, "{path}: {}", answer.status);
        serde_json::from_slice(&answer.body).unwrap()
    }

    async fn fault(&self, fault: Value) {
        self.control("POST", "/faults", &fault).await;
    }

    /// How often a kind of call was received.
    async fn calls(&self, kind: &str) -> usize {
        let log = self.control("GET", "/log", &Value::Null).await;
        log.as_array().unwrap().iter().filter(|entry| entry["call"] == kind).count()
    }

    async fn events(&self) -> Vec<String> {
        let mut events: Vec<_> = self.ratepay.list().await.unwrap().into_iter().map(|it| it.event).collect();
        events.sort();
        events
    }
}

#[tokio::test]
async fn the_four_operations_with_one_token() {
    let desk = desk(RatepayConfig::default()).await;
    assert!(desk.ratepay.list().await.unwrap().is_empty());
    let id = desk.ratepay.create(&wanted("E", "https://a.example/b")).await.unwrap().expect("the answer tells the id");
    let list = desk.ratepay.list().await.unwrap();
    assert_eq!((list.len(), &list[0].id, list[0].secret.expose_secret()), (1, &id, SECRET));
    desk.ratepay.update(&id, &wanted("F", "https://a.example/c")).await.unwrap();
    let list = desk.ratepay.list().await.unwrap();
    assert_eq!((list[0].event.as_str(), list[0].url.as_str()), ("F", "https://a.example/c"));
    desk.ratepay.delete(&id).await.unwrap();
    assert_eq!(desk.ratepay.delete(&id).await.map_err(kind_of), Err(ApiErrorKind::NotFound));
    assert_eq!(desk.ratepay.update(&id, &wanted("F", "u")).await.map_err(kind_of), Err(ApiErrorKind::NotFound));
    assert_eq!(desk.calls("token").await, 1);
}

#[tokio::test]
async fn a_token_that_ends_is_renewed() {
    // Half an hour in three seconds; shorter, and a slow machine could use no token at all.
    let desk = desk(RatepayConfig { speed: 600, ..RatepayConfig::default() }).await;
    desk.ratepay.list().await.unwrap();
    let begun = std::time::Instant::now();
    while desk.calls("token").await < 2 {
        desk.ratepay.list().await.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(20), "the token lives for three seconds");
    }
    let desk = self::desk(RatepayConfig::default()).await;
    desk.ratepay.list().await.unwrap();
    desk.control("POST", "/expire-tokens", &Value::Null).await;
    desk.ratepay.create(&wanted("E", "u")).await.unwrap();
    assert_eq!((desk.calls("token").await, desk.events().await.len()), (2, 1));
}

#[tokio::test]
async fn many_at_once_share_one_token() {
    let desk = desk(RatepayConfig::default()).await;
    let (one, two, three) = tokio::join!(desk.ratepay.list(), desk.ratepay.list(), desk.ratepay.list());
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(desk.calls("token").await, 1);
}

#[tokio::test]
async fn credentials_and_audience() {
    let desk = desk(RatepayConfig::default()).await;
    let with = |change: &dyn Fn(&mut Access)| {
        let mut access = access(&desk.at);
        change(&mut access);
        Ratepay::new(&hosts(&desk.at), access, &Network::loopback_only(), Duration::from_secs(5), &nobody_listens())
            .unwrap()
    };
    let wrong = with(&|access| access.client_secret = "wrong".into());
    assert_eq!(kind_of(wrong.list().await.unwrap_err()), credentials(401));
    assert_eq!(kind_of(wrong.create(&wanted("E", "u")).await.unwrap_err()), credentials(401));
    let foreign = with(&|access| access.audience = "https://elsewhere".into());
    assert!(matches!(
        foreign.check_login().await,
        Err(ApiError { kind: ApiErrorKind::Credentials { status: 400, .. }, stage: Stage::Login, .. })
    ));
    assert_eq!(desk.calls("create-subscription").await, 0);
}

/// Every status, for every call: sorted by what the caller can do, and never an echo of the secret.
#[tokio::test]
async fn every_status() {
    let desk = desk(RatepayConfig::default()).await;
    let id = desk.ratepay.create(&wanted("E", "u")).await.unwrap().unwrap();
    let body = wanted("F", "v");
    for status in (300..600).filter(|status| ![401, 403, 404, 429].contains(status)) {
        desk.fault(json!({ "call": "subscriptions", "next": 4, "kind": "status", "status": status, "message": format!("no: {SECRET}") })).await;
        let outcomes = [
            desk.ratepay.list().await.map(drop),
            desk.ratepay.create(&body).await.map(drop),
            desk.ratepay.update(&id, &body).await,
            desk.ratepay.delete(&id).await,
        ];
        for (at, outcome) in outcomes.into_iter().enumerate() {
            let error = outcome.unwrap_err();
            assert_eq!(error.nothing_was_done(), (400..500).contains(&status), "{status}: {error}");
            // A 304 has no body.
            let may_quote = [1, 2].contains(&at) && status != 304;
            assert!(!may_quote || error.to_string().contains("•••") && !error.to_string().contains(SECRET), "{error}");
        }
    }
    for (status, expected) in [
        (403, credentials(403)),
        (404, ApiErrorKind::NotFound),
        (429, ApiErrorKind::RateLimited { retry_after: Some(Duration::from_secs(3)) }),
    ] {
        desk.fault(json!({ "call": "subscriptions", "kind": "status", "status": status, "retry_after": 3 })).await;
        assert_eq!(desk.ratepay.create(&body).await.map_err(kind_of), Err(expected));
    }
    desk.fault(json!({ "call": "subscriptions", "next": 2, "kind": "status", "status": 401 })).await;
    assert_eq!(desk.ratepay.create(&body).await.map_err(kind_of), Err(credentials(401)));
    assert_eq!(desk.events().await, ["E"], "nothing was done");
}

/// Any 2xx is a success, whatever its body.
#[tokio::test]
async fn any_success_is_a_success() {
    let desk = desk(RatepayConfig::default()).await;
    for status in [200, 202, 204, 299] {
        for kind in ["empty", "not_json", "html"] {
            desk.fault(json!({ "call": "subscriptions", "kind": kind, "status": status })).await;
            assert_eq!(desk.ratepay.create(&wanted("E", "u")).await, Ok(None), "{status} {kind}");
        }
    }
    let id = desk.ratepay.list().await.unwrap()[0].id.clone();
    desk.fault(json!({ "call": "update-subscription", "kind": "empty", "status": 204 })).await;
    desk.ratepay.update(&id, &wanted("F", "u")).await.unwrap();
    desk.fault(json!({ "call": "delete-subscription", "kind": "html", "status": 200 })).await;
    desk.ratepay.delete(&id).await.unwrap();
    assert_eq!(desk.events().await.len(), 11);
    desk.fault(json!({ "call": "list-subscriptions", "kind": "html" })).await;
    assert!(matches!(desk.ratepay.list().await, Err(ApiError { kind: ApiErrorKind::Unreadable(_), .. })));
}

#[tokio::test]
async fn cut_before_and_after_the_work() {
    let desk = desk(RatepayConfig::default()).await;
    let cut = async |kind: &str, expected: Cut, done: &[&str]| {
        desk.fault(json!({ "call": "create-subscription", "kind": kind, "ms": HANGS_MS })).await;
        assert_eq!(
            desk.ratepay.create(&wanted(kind, "u")).await.map_err(kind_of),
            Err(ApiErrorKind::Cut(expected)),
            "{kind}"
        );
        assert_eq!(desk.events().await, done);
    };
    cut("drop_before", Cut::Reset, &[]).await;
    cut("drop_after", Cut::Reset, &["drop_after"]).await;
    cut("timeout_before", Cut::TimedOut, &["drop_after"]).await;
    cut("timeout", Cut::TimedOut, &["drop_after", "timeout"]).await;
    let id = desk.ratepay.list().await.unwrap()[0].id.clone();
    desk.fault(json!({ "call": "update-subscription", "kind": "timeout", "ms": HANGS_MS })).await;
    assert_eq!(
        desk.ratepay.update(&id, &wanted("x", "u")).await.map_err(kind_of),
        Err(ApiErrorKind::Cut(Cut::TimedOut))
    );
    desk.fault(json!({ "call": "delete-subscription", "kind": "drop_after" })).await;
    assert_eq!(desk.ratepay.delete(&id).await.map_err(kind_of), Err(ApiErrorKind::Cut(Cut::Reset)));
    assert_eq!(desk.events().await, ["timeout"]);
}

/// A token call that is cut off leaves nothing unknown about the call that was to follow.
#[tokio::test]
async fn without_a_token_nothing_was_sent() {
    let desk = desk(RatepayConfig::default()).await;
    for fault in
        [json!({ "kind": "drop_after" }), json!({ "kind": "status", "status": 500 }), json!({ "kind": "html" })]
    {
        let mut fault = fault;
        fault["call"] = json!("token");
        desk.fault(fault).await;
        let error = desk.ratepay.create(&wanted("E", "u")).await.unwrap_err();
        assert!(error.nothing_was_done(), "{error}");
    }
    assert_eq!(desk.calls("create-subscription").await, 0);
    let nobody = Hosts { oauth: "http://127.0.0.1:1".into(), api: "http://127.0.0.1:1".into() };
    let nobody =
        Ratepay::new(&nobody, access(&desk.at), &Network::loopback_only(), Duration::from_secs(5), &nobody_listens())
            .unwrap();
    assert_eq!(nobody.list().await.unwrap_err().kind, ApiErrorKind::Cut(Cut::NotConnected));
}

#[tokio::test]
async fn a_thousand_subscriptions() {
    let desk = desk(RatepayConfig::default()).await;
    let mut made = BTreeSet::new();
    for number in 0..1000 {
        let body = wanted(&format!("E{}", number % 7), &format!("https://a.example/{number}"));
        made.insert(desk.ratepay.create(&body).await.unwrap().unwrap());
    }
    let listed: BTreeSet<SubscriptionId> = desk.ratepay.list().await.unwrap().into_iter().map(|it| it.id).collect();
    assert_eq!(made.len(), 1000);
    assert_eq!(listed, made);
    assert_eq!(desk.calls("token").await, 1);
}
