//! Behind the scenes of the simulated provider: its log, the truth about stores, and making things go wrong.

use crate::http::{client, get, send};
use gangway_sandbox::Description;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The control endpoint of a sandbox.
#[derive(Clone)]
pub struct Provider {
    /// Addresses, credentials and accounts.
    pub at: Description,
}

/// One call that the provider received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `provisioning`, `integration-status`, `token`, `oauth-token`, `webhooks`, `page` …
    pub call: String,
    /// `GET` …
    pub method: String,
    /// Without its query.
    pub path: String,
    /// `None`: closed without an answer.
    pub status: Option<u16>,
    /// Stores of the request; empty when it was refused before it was read.
    pub stores: Vec<String>,
    /// The provider took it on.
    pub batch: Option<String>,
}

impl Provider {
    /// Every call so far, oldest first.
    pub async fn log(&self) -> Vec<Call> {
        let log = self.look("/log").await;
        log.as_array().expect("a list").iter().map(call).collect()
    }

    /// Calls of one kind.
    pub async fn calls(&self, kind: &str) -> Vec<Call> {
        self.log().await.into_iter().filter(|call| call.call == kind).collect()
    }

    /// How often each store was received by `provisioning`.
    pub async fn received(&self) -> HashMap<String, u32> {
        let mut times = HashMap::new();
        for store in self.calls("provisioning").await.into_iter().flat_map(|call| call.stores) {
            *times.entry(store).or_insert(0) += 1;
        }
        times
    }

    /// The truth about the first merchant's stores: id and integration.
    pub async fn truth(&self) -> HashMap<String, Option<String>> {
        let stores = self.look("/stores").await;
        let stores = stores["stores"].as_array().expect("a list").iter();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        stores.map(|store| (text(&store["storeId"]).unwrap_or_default(), text(&store["integrationId"]))).collect()
    }

    /// Adds a fault, for instance `{"call": "provisioning", "kind": "drop_after"}`.
    pub async fn fault(&self, fault: Value) {
        self.make("/faults", &fault).await;
    }

    /// Takes back every fault that still waits for its call.
    pub async fn no_faults(&self) {
        let answer = send(client().delete(format!("{}/faults", self.at.control))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// From now on exactly these stores fail, each `times` times.
    pub async fn fail(&self, stores: &[String], times: u32) {
        self.make("/fail-stores", &json!({ "stores": stores, "times": times })).await;
    }

    /// Ends the tokens issued until now: `merchant` or `integrator`.
    pub async fn expire(&self, kind: &str) {
        self.make("/expire-tokens", &json!({ "kind": kind })).await;
    }

    /// Links stores behind our back: `ours`, `theirs` or `nobody`.
    pub async fn link(&self, stores: &[String], to: &str) {
        self.make("/link", &json!({ "stores": stores, "to": to })).await;
    }

    /// From now on every answer and webhook announces this; `{}` ends it.
    pub async fn announce(&self, announcement: Value) {
        self.make("/deprecation", &announcement).await;
    }

    /// Reads a page of the control endpoint.
    pub async fn look(&self, path: &str) -> Value {
        get(&format!("{}{path}", self.at.control)).await.json()
    }

    /// Behind the scenes of the simulated Ratepay.
    pub fn ratepay(&self) -> crate::RatepayTruth {
        crate::RatepayTruth { at: self.at.ratepay.clone() }
    }

    /// Behind the scenes of the simulated Rainforest.
    pub fn rainforest(&self) -> crate::RainforestTruth {
        crate::RainforestTruth { at: self.at.rainforest.clone() }
    }

    async fn make(&self, path: &str, body: &Value) {
        let answer = send(client().post(format!("{}{path}", self.at.control)).json(body)).await;
        assert!(answer.status < 300, "{path} {body}: {} {}", answer.status, answer.body);
    }
}

fn call(entry: &Value) -> Call {
    let text = |name: &str| entry[name].as_str().map(str::to_owned);
    let stores = entry["stores"].as_array().into_iter().flatten();
    Call {
        call: text("call").unwrap_or_default(),
        method: text("method").unwrap_or_default(),
        path: text("path").unwrap_or_default(),
        status: entry["status"].as_u64().and_then(|status| u16::try_from(status).ok()),
        stores: stores.filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        batch: text("batchId"),
    }
}
