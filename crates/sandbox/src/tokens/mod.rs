//! The two tokens of Rappi's guide: the integrator's and the merchant's.

mod claims;
mod key;
mod live;
mod management;

use std::time::Duration;

use crate::{clock, random};
pub(crate) use claims::{Integrator, Merchant};
pub(crate) use key::{KeyError, jwks};
use live::Live;
pub(crate) use management::ManagementTokens;

/// The audience of integrator tokens; a real one names the API in a similar way.
pub(crate) const API_AUDIENCE: &str = "rappi-integrations-api";

/// Who issues tokens to whom.
pub(crate) struct Parties {
    pub(crate) api_issuer: String,
    pub(crate) login_issuer: String,
    pub(crate) client_id: String,
    pub(crate) oauth_client_id: String,
}

/// Issues and checks tokens.
pub(crate) struct Tokens {
    parties: Parties,
    integrator_ttl: Duration,
    merchant_ttl: Duration,
    /// Integrator tokens that have not been ended.
    pub(crate) integrators: Live,
    /// Merchant tokens that have not been ended.
    pub(crate) merchants: Live,
}

impl Tokens {
    pub(crate) fn new(parties: Parties, integrator_ttl: Duration, merchant_ttl: Duration) -> Self {
        Self { parties, integrator_ttl, merchant_ttl, integrators: Live::default(), merchants: Live::default() }
    }

    /// A machine-to-machine token with the `azp` claim (docs/wire.md 1.3).
    pub(crate) fn integrator(&self) -> Result<String, KeyError> {
        let iat = clock::now_s();
        key::sign(&Integrator {
            iss: self.parties.api_issuer.clone(),
            sub: format!("{}@clients", self.parties.client_id),
            aud: API_AUDIENCE.into(),
            azp: self.parties.client_id.clone(),
            gty: "client-credentials".into(),
            iat,
            exp: iat + self.integrator_ttl.as_secs(),
            jti: self.integrators.begin(),
        })
    }

    /// The merchant's `id_token`, whose claims hold the e-mail address (Rappi's guide, step 4).
    pub(crate) fn merchant(&self, email: &str, name: &str) -> Result<String, KeyError> {
        let iat = clock::now_s();
        key::sign(&Merchant {
            iss: self.parties.login_issuer.clone(),
            sub: format!("auth0|{email}"),
            aud: self.parties.oauth_client_id.clone(),
            email: email.into(),
            email_verified: true,
            name: name.into(),
            iat,
            exp: iat + self.merchant_ttl.as_secs(),
            jti: self.merchants.begin(),
        })
    }

    /// An encrypted access token in five parts, which the API refuses (docs/wire.md 1.4).
    pub(crate) fn opaque() -> Result<String, getrandom::Error> {
        let header = "eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIn0";
        let [key, iv, text, tag] = [random::token(256)?, random::token(12)?, random::token(160)?, random::token(16)?];
        Ok(format!("{header}.{key}.{iv}.{text}.{tag}"))
    }

    /// Seconds that a new integrator token lives.
    pub(crate) fn integrator_seconds(&self) -> u64 {
        self.integrator_ttl.as_secs()
    }

    /// Seconds that a new merchant token lives.
    pub(crate) fn merchant_seconds(&self) -> u64 {
        self.merchant_ttl.as_secs()
    }

    /// Who calls, or `None` for a token that is false, foreign, expired or ended.
    pub(crate) fn check_integrator(&self, token: &str) -> Option<Integrator> {
        let claims: Integrator = key::check(token, &self.parties.api_issuer, API_AUDIENCE)?;
        self.integrators.contains(&claims.jti).then_some(claims)
    }

    /// The merchant who authorized, or `None`. The opaque `access_token` is no JWT and ends here.
    pub(crate) fn check_merchant(&self, token: &str) -> Option<Merchant> {
        let Parties { login_issuer, oauth_client_id, .. } = &self.parties;
        let claims: Merchant = key::check(token, login_issuer, oauth_client_id)?;
        self.merchants.contains(&claims.jti).then_some(claims)
    }
}
