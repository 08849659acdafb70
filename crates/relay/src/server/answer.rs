//! How the relay says no, and how it reads what it is asked.

use crate::{StoreError, credentials::CredentialsError};
use axum::{
    Json,
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use gangway_wire::{ErrorCode, Refusal};
use http_body_util::{BodyExt as _, Limited};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Bytes of what members send at most.
const BODY: usize = 64 << 10;
/// For all of it to come.
const READ: Duration = Duration::from_secs(10);
/// Seconds after which to try again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// An answer that says no.
#[derive(Debug)]
pub(crate) struct Refused(Refusal);

impl Refused {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(Refusal { code, message: message.into() })
    }

    /// For a person at the relay itself.
    pub(crate) fn message(self) -> String {
        self.0.message
    }

    pub(crate) fn bad_request(message: impl std::fmt::Display) -> Self {
        Self::new(ErrorCode::BadRequest, message.to_string())
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::NoTeam(_) => Self::new(ErrorCode::NotFound, "The team is not there any more."),
            StoreError::Silent(_)
            | StoreError::Full
            | StoreError::InUse(_)
            | StoreError::Broken
            | StoreError::Closed => {
                tracing::error!(%error, "the store does not do what it is asked");
                Self::new(ErrorCode::StoreSilent, "The relay cannot reach its store. Try again in a moment.")
            }
            StoreError::Newer { .. }
            | StoreError::TooOldServer(_)
            | StoreError::Unsafe(_)
            | StoreError::OtherRelay { .. }
            | StoreError::Damaged { .. } => {
                tracing::error!(%error, "the store cannot be read");
                Self::new(ErrorCode::Internal, "The relay cannot read its store. Its operator finds why in its log.")
            }
        }
    }
}

impl From<CredentialsError> for Refused {
    fn from(error: CredentialsError) -> Self {
        tracing::error!(%error, "the credentials do not work");
        Self::new(ErrorCode::Internal, "The relay cannot use its keys. Its operator finds why in its log.")
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self.0)).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}

/// The body of a request, with the place of what is wrong in it.
pub(crate) async fn read<T: DeserializeOwned>(body: Body) -> Result<T, Refused> {
    read_up_to(body, BODY).await
}

/// The same with another limit, in bytes.
pub(crate) async fn read_up_to<T: DeserializeOwned>(body: Body, limit: usize) -> Result<T, Refused> {
    let collected = tokio::time::timeout(READ, Limited::new(body, limit).collect()).await;
    let bytes = collected
        .map_err(|_| Refused::bad_request("The body did not come in time."))?
        .map_err(|_| Refused::bad_request(format!("The body is incomplete, or has more than {limit} bytes.")))?
        .to_bytes();
    // What serde says names the field, the line and the column, and a value only where it is of the wrong type.
    serde_json::from_slice(&bytes).map_err(|error| Refused::bad_request(format!("The body cannot be read: {error}.")))
}
