//! The one shape of every answer (docs/wire.md 2.1). The codes of a 400 are not published; these are made up.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// A success.
pub(super) fn success(data: &Value) -> Json<Value> {
    Json(json!({ "status": "SUCCESS", "data": data, "errors": null }))
}

/// An error of any status.
pub(super) fn error(status: StatusCode, field: Option<&str>, code: &str, message: &str) -> Response {
    let errors = json!([{ "field": field, "code": code, "message": message }]);
    (status, Json(json!({ "status": "ERROR", "data": null, "errors": errors }))).into_response()
}

/// Why a call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    Key,
    Version,
    Forbidden,
    NotFound,
    Method,
    Invalid(&'static str, String),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Key => {
                error(StatusCode::UNAUTHORIZED, None, "AuthUnauthorized", "The API key is missing or not valid")
            }
            Self::Version => error(
                StatusCode::BAD_REQUEST,
                Some("Rainforest-Api-Version"),
                "InvalidValue",
                "The API version is missing or not known",
            ),
            Self::Forbidden => error(StatusCode::FORBIDDEN, None, "AuthForbidden", "The API key may not do this"),
            Self::NotFound => error(StatusCode::NOT_FOUND, None, "EntityNotFound", "There is no such entity"),
            Self::Method => {
                error(StatusCode::METHOD_NOT_ALLOWED, None, "MethodNotAllowed", "There is no such method here")
            }
            Self::Invalid(field, message) => error(StatusCode::BAD_REQUEST, Some(field), "InvalidValue", &message),
        }
    }
}
