//! Everything the provider says no with. What its error bodies look like is not published (docs/wire.md 3.2), so these are
//! plain text on purpose: a client that reads more into them than text is wrong.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::tokens::KeyError;

/// Why a call is refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("the body is no JSON object: {0}")]
    Json(serde_json::Error),
    #[error("{0} is missing or no text")]
    Missing(&'static str),
    #[error("secret must have at least 64 characters")]
    ShortSecret,
    #[error("unsupported grant type")]
    Grant,
    #[error("unknown audience")]
    Audience,
    #[error("invalid client")]
    Credentials,
    #[error("invalid token")]
    Token,
    #[error("no such subscription")]
    NoSubscription,
    #[error("not found")]
    NotFound,
    #[error("method not allowed")]
    Method,
    #[error("internal error")]
    Key(#[from] KeyError),
    #[error("internal error")]
    Random(#[from] getrandom::Error),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Json(_) | Self::Missing(_) | Self::ShortSecret | Self::Grant | Self::Audience => {
                StatusCode::BAD_REQUEST
            }
            Self::Credentials | Self::Token => StatusCode::UNAUTHORIZED,
            Self::NoSubscription | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Key(_) | Self::Random(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, self.to_string()).into_response()
    }
}
