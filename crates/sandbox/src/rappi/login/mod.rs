//! The login host: OAuth 2 authorization code with PKCE, as a public client uses it (Rappi's guide, "Merchant token").

mod authorize;
mod consent;
mod exchange;
mod grants;
mod html;
mod language;
mod page;
mod params;
mod redirect;
mod request;
mod sign_in;
mod transactions;

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    http::StatusCode,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{get, post},
};

use crate::{
    rappi::{Rappi, middleware},
    tokens,
};
use grants::Grants;
use transactions::Transactions;

/// Sign-ins under way and codes not yet exchanged.
pub(crate) struct Logins {
    transactions: Transactions,
    grants: Grants,
}

impl Logins {
    pub(crate) fn new(code_ttl: Duration) -> Self {
        Self { transactions: Transactions::default(), grants: Grants::new(code_ttl) }
    }
}

/// The login host.
pub(crate) fn routes(rappi: Arc<Rappi>) -> Router {
    Router::new()
        .route("/authorize", get(authorize::show))
        .route("/authorize/login", post(sign_in::submit))
        .route("/authorize/consent", post(consent::submit))
        .route("/oauth/token", post(exchange::exchange))
        .route("/.well-known/jwks.json", get(jwks))
        .layer(from_fn_with_state(Arc::clone(&rappi), middleware::login))
        .with_state(rappi)
}

async fn jwks() -> Response {
    match tokens::jwks() {
        Ok(keys) => Json(keys).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
