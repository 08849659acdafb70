//! The integrator token (docs/wire.md 1.3), and reading what a token says.

use super::Access;
use crate::net::api_client::{Authorization, TokenCall};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use secrecy::ExposeSecret;
use std::time::Duration;

/// Renewed this long before its end.
const EARLY: Duration = Duration::from_secs(120);

pub(super) fn authorization(access: &Access) -> Authorization {
    let current = || format!("{}/restaurants/auth/v1/token/login/integrations", access.hosts.api);
    let mut body = serde_json::Map::new();
    for (name, value) in &access.token.fields {
        body.insert(name.clone(), value.clone().into());
    }
    // After the profile's fields: none of them takes the place of these two.
    body.insert("client_id".to_owned(), access.client_id.clone().into());
    body.insert("client_secret".to_owned(), access.secret.expose_secret().into());
    let url = access.token.url.clone().unwrap_or_else(current);
    Authorization::Token(Box::new(TokenCall::new(url, body.into(), access.secret.clone(), EARLY)))
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
