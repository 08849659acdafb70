//! A client of the simulated Ratepay.

use std::time::{Duration, Instant};

use gangway_sandbox::{Config, RatepayConfig, RatepayDescription, Sandbox};
use serde_json::{Value, json};

use crate::http::{Answer, Request, call};

pub const PATH: &str = "/webhook/management/v1";
pub const SECRET: &str = "6GHbLH4d1Nx3eIs5CyLHCW4HuFi1qttpNSDawHKHlW7kurTpaddarwEKDWUI59IU";

pub struct Desk {
    /// Runs as long as the desk is open.
    _sandbox: Sandbox,
    pub at: RatepayDescription,
    pub token: String,
}

/// Quick, unless a test wants something else.
pub fn quick() -> RatepayConfig {
    RatepayConfig { retry_schedule: [10, 20, 40].map(Duration::from_millis).to_vec(), ..RatepayConfig::default() }
}

impl Desk {
    pub async fn open(ratepay: RatepayConfig) -> Self {
        let sandbox = Sandbox::start(Config { ratepay, ..Config::default() }).await.unwrap();
        let at = sandbox.description().ratepay.clone();
        let answer = token(&at, &wanted(&at)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        Self { _sandbox: sandbox, at, token }
    }

    pub fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Request {
        let request =
            call(method, &format!("{}{path}", self.at.api)).header("authorization", &format!("Bearer {}", self.token));
        match body {
            Some(body) => request.body("application/json", &body.to_string()),
            None => request,
        }
    }

    pub async fn api(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.request(method, path, body).send().await.unwrap()
    }

    pub async fn create(&self, event: &str, url: &str) -> String {
        let answer = self.api("POST", PATH, Some(&body(event, url))).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    pub async fn list(&self) -> Vec<Value> {
        self.api("GET", PATH, None).await.json().as_array().unwrap().clone()
    }

    pub async fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let mut request = call(method, &format!("{}{path}", self.at.control));
        if !body.is_null() {
            request = request.body("application/json", &body.to_string());
        }
        let answer = request.send().await.unwrap();
        assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.text());
        answer.json()
    }

    pub async fn look(&self, path: &str) -> Value {
        self.control("GET", path, Value::Null).await
    }

    pub async fn fault(&self, fault: Value) {
        self.control("POST", "/faults", fault).await;
    }

    pub async fn happens(&self, event: &str) -> usize {
        self.control("POST", "/events", json!({ "event_type": event })).await["deliveries"].as_array().unwrap().len()
    }

    /// The state of every delivery, oldest first.
    pub async fn states(&self) -> Vec<String> {
        let all = self.look("/deliveries").await;
        all.as_array().unwrap().iter().map(|it| it["state"].as_str().unwrap().to_owned()).collect()
    }
}

pub fn body(event: &str, url: &str) -> Value {
    json!({ "url": url, "event_type": event, "secret": SECRET })
}

pub fn wanted(at: &RatepayDescription) -> Value {
    json!({
        "client_id": at.client_id, "client_secret": at.client_secret, "audience": at.audience,
        "grant_type": "client_credentials",
    })
}

pub async fn token(at: &RatepayDescription, wanted: &Value) -> Answer {
    let url = format!("{}/oauth/token", at.oauth);
    call("POST", &url).body("application/json", &wanted.to_string()).send().await.unwrap()
}

/// Waits for a condition, a minute at most: a busy machine is no failure.
pub async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
