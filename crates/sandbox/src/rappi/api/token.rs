//! Machine-to-machine login (docs/wire.md 1.3): the current way, and that of older tenants.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Refusal;
use crate::{rappi::Rappi, tokens::API_AUDIENCE};

/// Where older tenants log in: in reality at a domain of its own.
pub(super) const AUTH0_PATH: &str = "/auth0/oauth/token";

#[derive(Deserialize)]
struct Login {
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// The answer of a login.
#[expect(clippy::struct_field_names, reason = "the names of the wire")]
#[derive(Serialize)]
pub(super) struct Token {
    access_token: String,
    token_type: &'static str,
    /// Seconds.
    expires_in: u64,
}

pub(super) async fn login(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Result<Json<Token>, Refusal> {
    let login: Login = serde_json::from_slice(&body).map_err(Refusal::Json)?;
    let id = login.client_id.ok_or(Refusal::Missing("client_id"))?;
    let secret = login.client_secret.ok_or(Refusal::Missing("client_secret"))?;
    if id != rappi.client.id || secret != rappi.client.secret {
        return Err(Refusal::Credentials);
    }
    issue(&rappi).map(Json)
}

#[expect(clippy::struct_field_names, reason = "the names of the wire")]
#[derive(Deserialize)]
struct Grant {
    client_id: Option<String>,
    client_secret: Option<String>,
    audience: Option<String>,
    grant_type: Option<String>,
}

/// The client-credentials grant (RFC 6749 §4.4) with an audience. Errors have that document's shape, not Rappi's.
pub(super) async fn auth0(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Result<Response, Refusal> {
    let refuse = |status: StatusCode, error: &str, words: &str| {
        Ok((status, Json(json!({ "error": error, "error_description": words }))).into_response())
    };
    let Ok(grant) = serde_json::from_slice::<Grant>(&body) else {
        return refuse(StatusCode::BAD_REQUEST, "invalid_request", "The body is not JSON");
    };
    if grant.grant_type.as_deref() != Some("client_credentials") {
        return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type", "Only client_credentials");
    }
    let known = grant.client_id.as_ref() == Some(&rappi.client.id);
    if !known || grant.client_secret.as_ref() != Some(&rappi.client.secret) {
        return refuse(StatusCode::UNAUTHORIZED, "access_denied", "Unauthorized");
    }
    if grant.audience.as_deref() != Some(API_AUDIENCE) {
        return refuse(StatusCode::FORBIDDEN, "access_denied", "No such audience");
    }
    Ok(Json(issue(&rappi)?).into_response())
}

fn issue(rappi: &Rappi) -> Result<Token, Refusal> {
    Ok(Token {
        access_token: rappi.tokens.integrator()?,
        token_type: "Bearer",
        expires_in: rappi.tokens.integrator_seconds(),
    })
}
