//! Behind the scenes of the simulated Ratepay, and a client of it that knows nothing of ours.

use crate::http::{Answer, client, send};
use gangway_sandbox::RatepayDescription;
use serde_json::{Value, json};

/// The simulated Ratepay: its truth, and what can be brought about.
#[derive(Clone)]
pub struct RatepayTruth {
    /// Addresses and credentials.
    pub at: RatepayDescription,
}

impl RatepayTruth {
    /// What is subscribed, of all clients: `id`, `url`, `event_type`, `owner`, `secret_length`.
    pub async fn subscriptions(&self) -> Vec<Value> {
        self.control("GET", "/subscriptions", &Value::Null).await.as_array().expect("a list").clone()
    }

    /// Event type and address of what is subscribed, sorted.
    pub async fn pairs(&self) -> Vec<(String, String)> {
        let text = |it: &Value, key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let all = self.subscriptions().await;
        let mut pairs: Vec<_> = all.iter().map(|it| (text(it, "event_type"), text(it, "url"))).collect();
        pairs.sort();
        pairs
    }

    /// Adds a fault, for instance `{"call": "create-subscription", "kind": "drop_after"}`.
    pub async fn fault(&self, fault: Value) {
        self.control("POST", "/faults", &fault).await;
    }

    /// Something happens that is subscribed to: how many addresses hear of it.
    pub async fn happens(&self, event: Value) -> usize {
        let begun = self.control("POST", "/events", &event).await;
        begun["deliveries"].as_array().expect("a list").len()
    }

    /// How often each kind of call was received.
    pub async fn calls(&self, kind: &str) -> usize {
        let log = self.control("GET", "/log", &Value::Null).await;
        log.as_array().expect("a list").iter().filter(|entry| entry["call"] == kind).count()
    }

    /// A page of the control endpoint.
    pub async fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = client().request(method.parse().expect("a method"), format!("{}{path}", self.at.control));
        let answer = send(if body.is_null() { request } else { request.json(body) }).await;
        assert!(answer.status < 300, "{path} {body}: {} {}", answer.status, answer.body);
        answer.json()
    }

    /// Somebody else with the same credentials makes a call, as a script would.
    pub async fn call(&self, method: &str, id: &str, body: &Value) -> Answer {
        let wanted = json!({
            "client_id": self.at.client_id, "client_secret": self.at.client_secret, "audience": self.at.audience,
            "grant_type": "client_credentials",
        });
        let token = send(client().post(format!("{}/oauth/token", self.at.oauth)).json(&wanted)).await.json();
        let slash = if id.is_empty() { "" } else { "/" };
        let url = format!("{}/webhook/management/v1{slash}{id}", self.at.api);
        let request = client().request(method.parse().expect("a method"), url);
        let request = request.bearer_auth(token["access_token"].as_str().expect("a token"));
        send(if body.is_null() { request } else { request.json(body) }).await
    }

    /// Somebody else makes a subscription; answers its id.
    pub async fn plant(&self, event: &str, url: &str, secret: &str) -> String {
        let answer = self.call("POST", "", &json!({ "event_type": event, "url": url, "secret": secret })).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()["id"].as_str().expect("an id").to_owned()
    }
}
