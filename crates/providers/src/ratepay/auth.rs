//! The management token (PROVIDERS.md 3.1): asked for with an audience.

use super::{Access, RatepayError, client::sorted};
use crate::{
    http::Http,
    token::{self, Keep, TokenIn},
};
use secrecy::ExposeSecret;
use std::time::Duration;

/// Renewed this long before its end.
const EARLY: Duration = Duration::from_secs(60);

pub(super) type Held = token::Held;

pub(super) struct Token {
    url: String,
    access: Access,
    held: Keep,
}

impl Token {
    pub(super) fn new(oauth: &str, access: Access) -> Self {
        Self { url: format!("{oauth}/oauth/token"), access, held: Keep::default() }
    }

    /// The token that is held, or a new one.
    pub(super) async fn get(&self, http: &Http) -> Result<Held, RatepayError> {
        self.held.get(self.fetch(http)).await
    }

    /// A new one in place of `refused`.
    pub(super) async fn renew(&self, http: &Http, refused: &Held) -> Result<Held, RatepayError> {
        self.held.renew(refused, self.fetch(http)).await
    }

    async fn fetch(&self, http: &Http) -> Result<Held, RatepayError> {
        let body = serde_json::json!({
            "client_id": self.access.client_id,
            "client_secret": self.access.client_secret.expose_secret(),
            "audience": self.access.audience,
            "grant_type": "client_credentials",
        });
        let request = http.requests().post(&self.url).json(&body);
        let answer = http.call(request, token::ANSWER, &[&self.access.client_secret]).await?;
        match answer.status {
            200..=299 => {}
            status @ (401 | 403) => return Err(RatepayError::Credentials { status }),
            _ => return Err(sorted(&answer)),
        }
        let token =
            TokenIn::read(&answer.body).map_err(|why| RatepayError::Unreadable(format!("of the token call: {why}")))?;
        Ok(token.held(EARLY, ()))
    }
}
