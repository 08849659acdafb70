//! What the tokens say.

use serde::{Deserialize, Serialize};

/// Claims of the integrator token. `azp` is the `{clientId}` of the webhook path (docs/wire.md 1.3).
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

/// Claims of the merchant's `id_token` (Rappi's guide, step 4; docs/wire.md 1.4).
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
