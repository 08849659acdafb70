//! `POST /oauth/token` (docs/wire.md 3.1).

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Ratepay, Refusal};

#[derive(Deserialize)]
struct Wanted {
    client_id: Option<String>,
    client_secret: Option<String>,
    audience: Option<String>,
    grant_type: Option<String>,
}

pub(super) async fn issue(State(ratepay): State<Arc<Ratepay>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let wanted: Wanted = serde_json::from_slice(&body).map_err(Refusal::Json)?;
    if wanted.grant_type.as_deref() != Some("client_credentials") {
        return Err(Refusal::Grant);
    }
    let id = wanted.client_id.ok_or(Refusal::Missing("client_id"))?;
    let secret = wanted.client_secret.ok_or(Refusal::Missing("client_secret"))?;
    if !ratepay.clients.iter().any(|client| client.id == id && client.secret == secret) {
        return Err(Refusal::Credentials);
    }
    if wanted.audience.as_ref() != Some(&ratepay.description.audience) {
        return Err(Refusal::Audience);
    }
    let life = ratepay.pace.ours(ratepay.config.token_ttl);
    let token = ratepay.tokens.issue(&id, life)?;
    Ok(Json(json!({ "access_token": token, "expires_in": life.as_secs().max(1), "token_type": "Bearer" })))
}
