//! Plain HTTP, as a browser or a script would do it. Redirects are not followed: tests look at them.

use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use std::time::Duration;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Location`, if given.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// The body, read as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// A client without a memory: no cookies, no kept connections to close behind a test's back.
pub fn client() -> Client {
    gangway_providers::http::client(Duration::from_secs(60)).expect("a client can be built")
}

/// Sends a request and reads the whole answer.
pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("the request is answered");
    let status = response.status().as_u16();
    let location = response.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = response.text().await.expect("the answer is complete");
    Answer { status, location, body }
}

/// `GET`.
pub async fn get(url: &str) -> Answer {
    send(client().get(url)).await
}
