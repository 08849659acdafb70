//! Everything the API says no with. All error answers are `{"message": "…"}` (Rappi's guide, "Error Response Format").

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::tokens::KeyError;

/// Why a call is refused. The text is the `message` on the wire.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("Invalid JSON: {0}")]
    Json(serde_json::Error),
    #[error("{0} is required")]
    Missing(&'static str),
    #[error("stores list must not be empty")]
    Empty,
    #[error("stores list exceeds maximum allowed size of 20")]
    TooMany,
    #[error("mixed integrations in batch are not allowed")]
    Mixed,
    #[error("status must be ACTIVE or INACTIVE")]
    Status,
    #[error("Unsupported event: only STORE_PROVISIONING_STATUS can be configured")]
    Event,
    #[error("The sandbox sends webhooks to loopback addresses over http only: {0}")]
    Url(String),
    #[error("Invalid client credentials")]
    Credentials,
    #[error("Missing or invalid integrator token")]
    Integrator,
    #[error("Not a valid token")]
    Merchant,
    #[error("Merchant not authorized in Partners")]
    NotAuthorized,
    #[error("Merchant token does not match the integration's integrationId: {0} does not belong to this client")]
    Integration(String),
    #[error("The token does not belong to this clientId")]
    Client,
    #[error("All stores were rejected")]
    AllRejected,
    #[error("No webhook is configured for this event")]
    NoWebhook,
    #[error("Not found")]
    NotFound,
    #[error("Method not allowed")]
    Method,
    #[error("Unexpected server error")]
    Key(#[from] KeyError),
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Json(_)
            | Self::Missing(_)
            | Self::Empty
            | Self::TooMany
            | Self::Mixed
            | Self::Status
            | Self::Event
            | Self::Url(_) => StatusCode::BAD_REQUEST,
            Self::Credentials | Self::Integrator | Self::Merchant => StatusCode::UNAUTHORIZED,
            Self::NotAuthorized | Self::Integration(_) | Self::Client => StatusCode::FORBIDDEN,
            Self::NoWebhook | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::AllRejected => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Key(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), Json(json!({ "message": self.to_string() }))).into_response()
    }
}
