//! The management token (PROVIDERS.md 3.1): asked for with an audience, used again while it is valid, renewed by one at a
//! time.

use super::{Access, RatepayError, client::sorted};
use crate::http;
use reqwest::Client;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Renewed this long before its end, or at nine tenths of its life if that is sooner.
const EARLY: Duration = Duration::from_secs(60);
/// No real answer of the token call is larger, in bytes.
const ANSWER: usize = 64 << 10;
/// Life of a token whose answer does not say (PROVIDERS.md 3.1 says 1800 s): short, so that it is asked for again.
const UNSAID: u64 = 300;

pub(super) struct Token {
    url: String,
    access: Access,
    held: Mutex<Option<Held>>,
}

#[derive(Clone)]
pub(super) struct Held {
    pub(super) bearer: SecretString,
    until: Instant,
}

#[derive(Deserialize)]
struct TokenIn {
    access_token: SecretString,
    #[serde(default)]
    expires_in: Option<u64>,
}

impl Token {
    pub(super) fn new(oauth: &str, access: Access) -> Self {
        Self { url: format!("{oauth}/oauth/token"), access, held: Mutex::new(None) }
    }

    /// The token that is held, or a new one.
    pub(super) async fn get(&self, http: &Client) -> Result<Held, RatepayError> {
        let mut held = self.held.lock().await;
        if let Some(held) = held.as_ref().filter(|held| held.until > Instant::now()) {
            return Ok(held.clone());
        }
        let fresh = self.fetch(http).await?;
        *held = Some(fresh.clone());
        Ok(fresh)
    }

    /// A new one in place of `refused`; if somebody renewed it meanwhile, theirs.
    pub(super) async fn renew(&self, http: &Client, refused: &Held) -> Result<Held, RatepayError> {
        let mut held = self.held.lock().await;
        if held.as_ref().is_some_and(|held| held.bearer.expose_secret() == refused.bearer.expose_secret()) {
            *held = None;
        }
        drop(held);
        self.get(http).await
    }

    async fn fetch(&self, http: &Client) -> Result<Held, RatepayError> {
        let secret = self.access.client_secret.expose_secret();
        let body = serde_json::json!({
            "client_id": self.access.client_id,
            "client_secret": secret,
            "audience": self.access.audience,
            "grant_type": "client_credentials",
        });
        let answer = http::call(http.post(&self.url).json(&body), ANSWER).await?;
        match answer.status {
            200..=299 => {}
            status @ (401 | 403) => return Err(RatepayError::Credentials { status }),
            _ => return Err(sorted(&answer, Some(secret))),
        }
        // Not the parser's own words: they may quote the token.
        let token: TokenIn = serde_json::from_slice(&answer.body)
            .map_err(|_| RatepayError::Unreadable("the token answer holds no access_token".to_owned()))?;
        let life = Duration::from_secs(token.expires_in.unwrap_or(UNSAID));
        let early = EARLY.min(life / 10);
        Ok(Held { bearer: token.access_token, until: Instant::now() + life.saturating_sub(early) })
    }
}
