//! What the tokens say.

use serde::{Deserialize, Serialize};

/// Claims of the integrator token. `azp` is the `{clientId}` of the webhook path (PROVIDERS.md 1.3).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Integrator {
    pub(super) iss: String,
    pub(super) sub: String,
    pub(super) aud: String,
    pub(crate) azp: String,
    pub(super) gty: String,
    pub(super) iat: u64,
    pub(super) exp: u64,
    pub(super) jti: String,
}

/// Claims of the merchant's `id_token` (seed 000, step 4; PROVIDERS.md 1.4).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Merchant {
    pub(super) iss: String,
    pub(super) sub: String,
    pub(super) aud: String,
    pub(crate) email: String,
    pub(super) email_verified: bool,
    pub(super) name: String,
    pub(super) iat: u64,
    pub(super) exp: u64,
    pub(super) jti: String,
}
