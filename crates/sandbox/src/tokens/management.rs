//! Ratepay's tokens: machine to machine, for one audience (docs/wire.md 3.1).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    key::{self, KeyError},
    live::Live,
};
use crate::clock;

/// Claims of a management token. `azp` is the client that owns the subscriptions.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    azp: String,
    iat: u64,
    exp: u64,
    jti: String,
}

/// Issues and checks management tokens.
pub(crate) struct ManagementTokens {
    issuer: String,
    audience: String,
    /// Tokens that have not been ended.
    pub(crate) live: Live,
}

impl ManagementTokens {
    pub(crate) fn new(issuer: String, audience: String) -> Self {
        Self { issuer, audience, live: Live::default() }
    }

    /// A token of `client` that lives for `life`, whole seconds and at least one.
    pub(crate) fn issue(&self, client: &str, life: Duration) -> Result<String, KeyError> {
        let iat = clock::now_s();
        key::sign(&Claims {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            azp: client.to_owned(),
            iat,
            exp: iat + life.as_secs().max(1),
            jti: self.live.begin(),
        })
    }

    /// The client whose token it is, or `None` for one that is false, foreign, expired or ended.
    pub(crate) fn check(&self, token: &str) -> Option<String> {
        let claims: Claims = key::check(token, &self.issuer, &self.audience)?;
        self.live.contains(&claims.jti).then_some(claims.azp)
    }
}
