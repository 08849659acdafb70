//! The integrator token (PROVIDERS.md 1.3), and reading what a token says.

use super::{
    Access, Call, RappiError,
    answer::{message, sorted},
    deprecation_observer::Ear,
};
use crate::{
    http::Http,
    token::{self, Keep, TokenIn},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// Renewed this long before its end.
const EARLY: Duration = Duration::from_secs(120);

/// With the token's `azp` claim, or the client id: the `{clientId}` of the webhook path.
pub(super) type Held = token::Held<String>;

pub(super) struct IntegratorToken {
    url: String,
    /// Besides id and secret.
    fields: Vec<(String, String)>,
    id: String,
    secret: SecretString,
    ear: Ear,
    held: Keep<String>,
}

impl IntegratorToken {
    pub(super) fn new(access: &Access, ear: Ear) -> Self {
        let current = || format!("{}/restaurants/auth/v1/token/login/integrations", access.hosts.api);
        Self {
            url: access.token.url.clone().unwrap_or_else(current),
            fields: access.token.fields.clone(),
            id: access.client_id.clone(),
            secret: access.secret.clone(),
            ear,
            held: Keep::default(),
        }
    }

    /// The token that is held, or a new one.
    pub(super) async fn get(&self, http: &Http) -> Result<Held, RappiError> {
        self.held.get(self.fetch(http)).await
    }

    /// A new one in place of `refused`.
    pub(super) async fn renew(&self, http: &Http, refused: &Held) -> Result<Held, RappiError> {
        self.held.renew(refused, self.fetch(http)).await
    }

    async fn fetch(&self, http: &Http) -> Result<Held, RappiError> {
        let mut body = serde_json::Map::new();
        for (name, value) in &self.fields {
            body.insert(name.clone(), value.clone().into());
        }
        // After the profile's fields: none of them takes the place of these two.
        body.insert("client_id".to_owned(), self.id.clone().into());
        body.insert("client_secret".to_owned(), self.secret.expose_secret().into());
        let request = http.requests().post(&self.url).json(&body);
        let answer = http.call(request, token::ANSWER, &[&self.secret]).await?;
        let answer = self.ear.noted(Call::Token, answer);
        match answer.status {
            200..=299 => {}
            424 | 429 => return Err(sorted(&answer)),
            // Every other 4xx, too: `Refused` would say something about the stores of the request that waits for this.
            status @ 400..=499 => return Err(RappiError::Credentials { status, message: message(&answer) }),
            _ => return Err(sorted(&answer)),
        }
        let token = TokenIn::read(&answer.body)
            .map_err(|why| RappiError::Unreadable(format!("of the integrator's login: {why}")))?;
        let client = claim(token.access_token.expose_secret(), "azp").unwrap_or_else(|| self.id.clone());
        Ok(token.held(EARLY, client))
    }
}

/// A text claim of a JWT, read without checking its signature: the token came straight from its issuer.
pub(super) fn claim(jwt: &str, name: &str) -> Option<String> {
    Some(claims(jwt)?.get(name)?.as_str()?.to_owned())
}

/// All claims of a JWT, read without checking its signature.
pub(super) fn claims(jwt: &str) -> Option<serde_json::Value> {
    let mut parts = jwt.split('.');
    let (Some(_), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}
