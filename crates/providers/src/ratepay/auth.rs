//! The management token (docs/wire.md 3.1): asked for with an audience.

use super::Access;
use crate::net::api_client::{Authorization, TokenCall};
use secrecy::ExposeSecret;
use std::time::Duration;

/// Renewed this long before its end.
const EARLY: Duration = Duration::from_secs(60);

pub(super) fn authorization(oauth: &str, access: Access) -> Authorization {
    let body = serde_json::json!({
        "client_id": access.client_id,
        "client_secret": access.client_secret.expose_secret(),
        "audience": access.audience,
        "grant_type": "client_credentials",
    });
    Authorization::Token(Box::new(TokenCall::new(format!("{oauth}/oauth/token"), body, access.client_secret, EARLY)))
}
