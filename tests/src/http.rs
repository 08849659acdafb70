//! Plain HTTP, as a browser or a script would do it. Redirects are not followed: tests look at them.

use crate::LIMIT;
use reqwest::{Client, RequestBuilder, redirect::Policy};
use serde_json::Value;
use std::sync::LazyLock;

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

/// A client without a memory: no cookies, no kept connections to close behind a test's back. Built once, because reading
/// the system's certificates takes longer than most tests.
#[expect(clippy::disallowed_methods, reason = "a test calls as anybody may")]
pub fn client() -> Client {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| {
        // Sets up the cryptography that every client of this process uses.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder().timeout(LIMIT).pool_max_idle_per_host(0).redirect(Policy::none());
        builder.build().expect("a client can be built")
    });
    CLIENT.clone()
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
