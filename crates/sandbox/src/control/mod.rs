//! The control endpoint: looks behind the scenes and makes things go wrong. No real provider has one.

mod look;
mod make;

pub(crate) use make::{read, read_fault};

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::json;

use crate::rappi::Rappi;

/// The control of the simulated Rappi.
pub(crate) fn routes(rappi: Arc<Rappi>) -> Router {
    Router::new()
        .route("/state", get(look::state))
        .route("/log", get(look::log))
        .route("/stores", get(look::stores))
        .route("/deliveries", get(look::deliveries))
        .route("/faults", get(look::faults).post(make::fault).delete(make::no_faults))
        .route("/fail-stores", post(make::fail_stores))
        .route("/expire-tokens", post(make::expire_tokens))
        .route("/link", post(make::link))
        .route("/deprecation", post(make::deprecation))
        .route("/webhook-replay", post(make::webhook_replay))
        .with_state(rappi)
}

/// Anything else.
pub(crate) async fn nothing() -> Refused {
    Refused(StatusCode::NOT_FOUND, "there is no such control".into())
}

/// Why a control does nothing.
pub(crate) struct Refused(pub(crate) StatusCode, pub(crate) String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "message": self.1 }))).into_response()
    }
}
