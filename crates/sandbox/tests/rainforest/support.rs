//! A client of the simulated Rainforest.

use std::time::{Duration, Instant};

use gangway_sandbox::{Config, RainforestConfig, RainforestDescription, Sandbox};
use serde_json::{Value, json};

use crate::http::{Answer, Request, call};

pub struct Desk {
    /// Runs as long as the desk is open.
    _sandbox: Sandbox,
    pub at: RainforestDescription,
}

/// Quick, unless a test wants something else.
pub fn quick() -> RainforestConfig {
    RainforestConfig { retry_schedule: [10, 20, 40].map(Duration::from_millis).to_vec(), ..RainforestConfig::default() }
}

impl Desk {
    pub async fn open(rainforest: RainforestConfig) -> Self {
        let sandbox = Sandbox::start(Config { rainforest, ..Config::default() }).await.unwrap();
        let at = sandbox.description().rainforest.clone();
        Self { _sandbox: sandbox, at }
    }

    pub fn request(&self, method: &str, path: &str) -> Request {
        call(method, &format!("{}{path}", self.at.api))
            .header("authorization", &format!("Bearer {}", self.at.api_key))
            .header("rainforest-api-version", "2024-10-16")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request("GET", path).send().await.unwrap()
    }

    pub async fn simulate(&self, merchant: &str, application: &str, status: &str) -> Answer {
        let path = format!("/v1/merchants/{merchant}/applications/{application}/simulate");
        let body = json!({ "status": status }).to_string();
        self.request("POST", &path).body("application/json", &body).send().await.unwrap()
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

    /// All applications as (id, merchant, status).
    pub async fn truth(&self) -> Vec<(String, String, String)> {
        let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
        let all = self.look("/applications").await;
        all.as_array().unwrap().iter().map(|it| (text(it, "id"), text(it, "merchant"), text(it, "status"))).collect()
    }

    /// Enters an address and answers its id and secret.
    pub async fn endpoint(&self, url: &str) -> (String, String) {
        let made = self.control("POST", "/endpoints", json!({ "url": url })).await;
        (made["id"].as_str().unwrap().to_owned(), made["secret"].as_str().unwrap().to_owned())
    }

    pub async fn play(&self, wanted: Value) -> Value {
        self.control("POST", "/play", wanted).await
    }
}

/// Waits for a condition, a minute at most: a busy machine is no failure.
pub async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
