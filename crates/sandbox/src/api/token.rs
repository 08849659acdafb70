//! Machine-to-machine login (PROVIDERS.md 1.3).

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::State};
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::rappi::Rappi;

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
    Ok(Json(Token {
        access_token: rappi.tokens.integrator().await?,
        token_type: "Bearer",
        expires_in: rappi.tokens.integrator_seconds(),
    }))
}
