//! Behind the scenes of the simulated Rainforest.

use crate::http::{client, send};
use gangway_sandbox::RainforestDescription;
use serde_json::{Value, json};

/// The simulated Rainforest: its truth, its portal, and what can be brought about.
#[derive(Clone)]
pub struct RainforestTruth {
    /// Address and keys.
    pub at: RainforestDescription,
}

/// An application that was played.
pub struct Played {
    /// Its id.
    pub id: String,
    /// Its merchant's.
    pub merchant: String,
    /// Ids of the messages, in the order in which they leave.
    pub messages: Vec<String>,
}

impl RainforestTruth {
    /// Enters an address in the portal; answers the secret that it shows.
    pub async fn enter(&self, url: &str) -> String {
        let made = self.control("POST", "/endpoints", &json!({ "url": url })).await;
        made["secret"].as_str().expect("a secret").to_owned()
    }

    /// Plays a life, for instance `{"through": ["IN_PROGRESS"], "order": "reversed"}`.
    pub async fn play(&self, wanted: Value) -> Played {
        let played = self.control("POST", "/play", &wanted).await;
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Played {
            id: text(&played["application"]),
            merchant: text(&played["merchant"]),
            messages: played["messages"].as_array().expect("a list").iter().map(text).collect(),
        }
    }

    /// Moves an application; nobody is told.
    pub async fn move_silently(&self, id: &str, status: &str) {
        let wanted = json!({ "status": status, "silent": true });
        self.control("POST", &format!("/applications/{id}/move"), &wanted).await;
    }

    /// Sets fields of an application; nobody is told.
    pub async fn set(&self, id: &str, fields: Value) {
        self.control("POST", &format!("/applications/{id}/set"), &fields).await;
    }

    /// Sends a body as it is, signed as it is.
    pub async fn raw(&self, body: &str) {
        let answer = send(client().post(format!("{}/raw", self.at.control)).body(body.to_owned())).await;
        assert_eq!(answer.status, 202, "{}", answer.body);
    }

    /// Adds a fault, for instance `{"call": "event", "kind": "no_webhook"}`.
    pub async fn fault(&self, fault: Value) {
        self.control("POST", "/faults", &fault).await;
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
}
