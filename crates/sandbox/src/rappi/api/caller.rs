//! Who calls: the two tokens of Rappi's guide, "Use both tokens on every request".

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, request::Parts},
};

use super::{Dialect, Refusal, Spelling};
use crate::{faults::calls::Notebook, rappi::Rappi};

/// The integrator, known by its token.
pub(super) struct Integrator {
    /// The `azp` claim.
    pub(super) client_id: String,
    /// In which the call was made.
    pub(super) spelling: Spelling,
}

/// The integrator acting for a merchant.
pub(super) struct Caller {
    pub(super) email: String,
    /// In which the call was made.
    pub(super) spelling: Spelling,
}

impl FromRequestParts<Arc<Rappi>> for Integrator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, rappi: &Arc<Rappi>) -> Result<Self, Refusal> {
        let dialect = *parts.extensions.get::<&Dialect>().ok_or(Refusal::NotFound)?;
        let token = bearer(&parts.headers, &dialect.integrator_header).ok_or(Refusal::Integrator)?;
        let claims = rappi.tokens.check_integrator(token).ok_or(Refusal::Integrator)?;
        Ok(Self { client_id: claims.azp, spelling: dialect.spelling })
    }
}

impl FromRequestParts<Arc<Rappi>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, rappi: &Arc<Rappi>) -> Result<Self, Refusal> {
        let spelling = Integrator::from_request_parts(parts, rappi).await?.spelling;
        let dialect = parts.extensions.get::<&Dialect>().ok_or(Refusal::Merchant)?;
        let token = bearer(&parts.headers, &dialect.merchant_header).ok_or(Refusal::Merchant)?;
        let claims = rappi.tokens.check_merchant(token).ok_or(Refusal::Merchant)?;
        if let Some(notes) = parts.extensions.get::<Notebook>() {
            notes.write(|it| it.merchant = Some(claims.email.clone()));
        }
        match rappi.world().merchant(&claims.email) {
            Some(merchant) if merchant.authorized => Ok(Self { email: claims.email, spelling }),
            _ => Err(Refusal::NotAuthorized),
        }
    }
}

fn bearer<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let (scheme, token) = headers.get(name)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
