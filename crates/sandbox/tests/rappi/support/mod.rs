//! A client of the sandbox over real sockets, a browser without a screen, and a receiver of webhooks.

pub mod browser;
pub mod http;
pub mod receiver;

use std::time::{Duration, Instant};

use gangway_sandbox::{Config, Description, Sandbox};
use serde_json::{Value, json};

pub use http::{Answer, Request, call};

pub const OURS: &str = "pos-co-01";
pub const THEIRS: &str = "kds-andina-09";

/// A sandbox with an integrator token and a merchant token of its first merchant.
pub struct Desk {
    /// Runs as long as the desk is open.
    _sandbox: Sandbox,
    pub at: Description,
    pub integrator: String,
    pub merchant: String,
}

/// Small and quick, unless a test wants something else.
pub fn quick() -> Config {
    Config {
        webhook_delay: Duration::from_millis(5),
        retry_schedule: [10, 20, 40].map(Duration::from_millis).to_vec(),
        ..Config::default()
    }
}

impl Desk {
    pub async fn open(config: Config) -> Self {
        let sandbox = Sandbox::start(config).await.unwrap();
        let at = sandbox.description().clone();
        let integrator = integrator_token(&at).await;
        let merchant = browser::sign_in(&at, 0).await;
        Self { _sandbox: sandbox, at, integrator, merchant }
    }

    pub async fn api(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        self.request(method, path, body).send().await.unwrap()
    }

    pub fn request(&self, method: &str, path: &str, body: Option<&str>) -> Request {
        let mut request = call(method, &format!("{}{path}", self.at.api))
            .header("authorization", &format!("Bearer {}", self.integrator))
            .header("authorization-partners", &format!("Bearer {}", self.merchant));
        if let Some(body) = body {
            request = request.body("application/json", body);
        }
        request
    }

    pub async fn provision(&self, ids: &[&str]) -> Answer {
        self.api("POST", "/v2/stores/provisioning", Some(&batch(ids))).await
    }

    pub async fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut request = call(method, &format!("{}{path}", self.at.control));
        if !body.is_null() {
            request = request.body("application/json", &body.to_string());
        }
        let answer = request.send().await.unwrap();
        assert!(answer.status < 300, "{method} {path} {body}: {} {}", answer.status, answer.text());
        answer.json()
    }

    pub async fn look(&self, path: &str) -> Value {
        self.control("GET", path, &Value::Null).await
    }

    pub async fn fault(&self, fault: Value) {
        self.control("POST", "/faults", &fault).await;
    }

    /// Integration id of a store of the first merchant, as it truly is.
    pub async fn link(&self, id: &str) -> Option<String> {
        let all = self.look("/stores").await;
        let store = all["stores"].as_array().unwrap().iter().find(|it| it["storeId"] == id).unwrap().clone();
        store["integrationId"].as_str().map(str::to_owned)
    }

    pub async fn becomes(&self, id: &str, expected: Option<&str>) {
        until(&format!("{id} is {expected:?}"), async || self.link(id).await.as_deref() == expected).await;
    }

    pub async fn register(&self, url: &str, secret: Option<&str>) -> Answer {
        let body = json!({ "event": "STORE_PROVISIONING_STATUS", "url": url, "secret": secret }).to_string();
        self.api("POST", &format!("/clients/{}/webhooks", self.at.client_id), Some(&body)).await
    }
}

pub fn batch(ids: &[&str]) -> String {
    let stores: Vec<Value> =
        ids.iter().map(|id| json!({ "storeId": id, "name": format!("Store {id}"), "integrationId": OURS })).collect();
    json!({ "stores": stores }).to_string()
}

pub async fn integrator_token(at: &Description) -> String {
    let body = json!({ "client_id": at.client_id, "client_secret": at.client_secret }).to_string();
    let url = format!("{}/restaurants/auth/v1/token/login/integrations", at.api);
    let answer = call("POST", &url).body("application/json", &body).send().await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// Waits for a condition, a minute at most: a busy machine is no failure.
pub async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
