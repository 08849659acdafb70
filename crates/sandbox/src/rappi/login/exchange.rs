//! `POST /oauth/token` (Rappi's guide, step 4; RFC 6749, 4.1.3 and 5.2; RFC 7636, 4.6).

use std::sync::Arc;

use axum::{
    Extension, Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    grants::{Grant, Worthless},
    params::Params,
};
use crate::{faults::calls::Notebook, rappi::Rappi, tokens::Tokens};

/// An OAuth error: its code on the wire and words for a developer.
type Refusal = (&'static str, &'static str);

pub(super) async fn exchange(
    State(rappi): State<Arc<Rappi>>,
    Extension(notes): Extension<Notebook>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = match check(&rappi, &headers, &body) {
        Ok(grant) => {
            notes.write(|it| it.merchant = Some(grant.email.clone()));
            issue(&rappi, &grant)
        }
        Err((error, description)) => {
            notes.write(|it| it.remark = Some(description));
            let body = json!({ "error": error, "error_description": description });
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        }
    };
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}

fn check(rappi: &Rappi, headers: &HeaderMap, body: &[u8]) -> Result<Grant, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(("invalid_request", "the body must be application/x-www-form-urlencoded"));
    }
    let form = Params::parse(body);
    if form.repeated().is_some() {
        return Err(("invalid_request", "a parameter was sent twice"));
    }
    match form.one("grant_type") {
        Some("authorization_code") => {}
        None => return Err(("invalid_request", "grant_type is required")),
        Some(_) => return Err(("unsupported_grant_type", "grant_type must be authorization_code")),
    }
    let client_id = form.one("client_id").ok_or(("invalid_request", "client_id is required"))?;
    if client_id != rappi.oauth_client_id {
        return Err(("invalid_client", "unknown client_id"));
    }
    let code = form.one("code").ok_or(("invalid_request", "code is required"))?;
    let redirect_uri = form.one("redirect_uri").ok_or(("invalid_request", "redirect_uri is required"))?;
    let verifier = form.one("code_verifier").ok_or(("invalid_request", "code_verifier is required"))?;
    if !is_verifier(verifier) {
        return Err(("invalid_request", "code_verifier must be 43 to 128 unreserved characters"));
    }
    let grant = rappi.logins.grants.redeem(code).map_err(|why| match why {
        Worthless::Unknown => ("invalid_grant", "unknown code"),
        Worthless::Used => ("invalid_grant", "the code was used before"),
        Worthless::Expired => ("invalid_grant", "the code has expired"),
    })?;
    if redirect_uri != grant.request.redirect_uri {
        return Err(("invalid_grant", "redirect_uri is not the one of the authorization request"));
    }
    if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != grant.request.challenge {
        return Err(("invalid_grant", "code_verifier does not match code_challenge"));
    }
    Ok(grant)
}

/// RFC 7636, 4.1.
fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~".contains(&it))
}

fn issue(rappi: &Rappi, grant: &Grant) -> Response {
    let name = rappi.world().merchant(&grant.email).map_or("", |it| it.name);
    let (Ok(access_token), Ok(id_token)) = (Tokens::opaque(), rappi.tokens.merchant(&grant.email, name)) else {
        return (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "error": "server_error" }))).into_response();
    };
    Json(json!({
        "access_token": access_token,
        "id_token": id_token,
        "token_type": "Bearer",
        "expires_in": rappi.tokens.merchant_seconds(),
        "scope": grant.request.scope,
    }))
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn challenge_is_the_vector_of_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(is_verifier(verifier));
        assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
