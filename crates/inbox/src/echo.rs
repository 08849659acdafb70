//! What came of a call on its way here: how a program asks, under its public address, whether what is in front of the receiver
//! passes calls on as they were sent.

use axum::{
    Json,
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use gangway_providers::{rainforest, rappi, ratepay};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the receiver says when it is asked whether it is there.
pub const ALIVE: &str = "gangway receives here";

/// Headers that a signature needs, of every provider. A test call sends each with its own name as the value.
pub const SIGNED: [&str; 5] =
    [rappi::HEADER, ratepay::HEADER, rainforest::SVIX.id, rainforest::SVIX.timestamp, rainforest::SVIX.signature];

/// The call as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Echo {
    /// [`ALIVE`].
    pub here: String,
    /// `POST`, if nothing changed it.
    pub method: String,
    /// Without the id of the one who asks.
    pub path: String,
    /// Those of [`SIGNED`] that are missing or were changed.
    pub missing: Vec<String>,
    /// How the body is coded, if it is.
    pub coding: Option<String>,
    /// SHA-256 of the body, hex.
    pub body: String,
}

impl Echo {
    /// Of a body that nothing changed.
    pub fn digest(body: &[u8]) -> String {
        hex::encode(Sha256::digest(body))
    }

    pub(crate) fn answer(parts: &Parts, alive: &str, body: &[u8]) -> Response {
        let headers = &parts.headers;
        let intact = |name: &str| {
            let mut values = headers.get_all(name).iter();
            values.next().is_some_and(|value| value.as_bytes() == name.as_bytes()) && values.next().is_none()
        };
        let echo = Self {
            here: ALIVE.to_owned(),
            method: parts.method.to_string(),
            path: parts.uri.path().replace(alive, "…"),
            missing: SIGNED.iter().filter(|name| !intact(name)).map(|name| (*name).to_owned()).collect(),
            coding: coding(headers),
            body: Self::digest(body),
        };
        (StatusCode::OK, Json(echo)).into_response()
    }
}

/// How the body is coded, where it is not as it was written (RFC 9110 §8.4).
pub(crate) fn coding(headers: &HeaderMap) -> Option<String> {
    let codings: Vec<String> = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    (!codings.is_empty()).then(|| codings.join(", "))
}
