//! Strict checks of an authorization request (Rappi's guide, step 2; RFC 6749, 4.1.2.1; RFC 7636, 4.4.1).

use super::params::Params;
use url::Url;

/// A request that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AuthorizationRequest {
    pub(super) redirect_uri: String,
    pub(super) state: String,
    pub(super) scope: String,
    /// base64url of the SHA-256 of the verifier.
    pub(super) challenge: String,
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Invalid {
    /// Nobody may be redirected anywhere: this client is not known.
    #[error("unknown client_id")]
    Client,
    /// Nobody may be redirected there.
    #[error("redirect_uri is not registered")]
    RedirectUri,
    /// The client hears of it.
    #[error("{description}")]
    Reported { redirect_uri: String, state: Option<String>, error: &'static str, description: &'static str },
}

/// Checks the client first, then the address, and only then anything that may be told to that address.
pub(super) fn check(
    params: &Params,
    client_id: &str,
    redirect_uris: &[String],
) -> Result<AuthorizationRequest, Invalid> {
    if params.one("client_id") != Some(client_id) {
        return Err(Invalid::Client);
    }
    let redirect_uri = params.one("redirect_uri").ok_or(Invalid::RedirectUri)?;
    if !redirect_uris.iter().any(|it| it == redirect_uri || is_any_port_of(it, redirect_uri)) {
        return Err(Invalid::RedirectUri);
    }
    let state = params.one("state").map(str::to_owned);
    rest(params).map_err(|(error, description)| Invalid::Reported {
        redirect_uri: redirect_uri.to_owned(),
        state: state.clone(),
        error,
        description,
    })?;
    Ok(AuthorizationRequest {
        redirect_uri: redirect_uri.to_owned(),
        state: state.unwrap_or_default(),
        scope: params.one("scope").unwrap_or_default().to_owned(),
        challenge: params.one("code_challenge").unwrap_or_default().to_owned(),
    })
}

/// A redirect to this computer that is registered without a port counts at every port (RFC 8252, 7.3).
fn is_any_port_of(registered: &str, redirect_uri: &str) -> bool {
    let (Ok(registered), Ok(mut asked)) = (Url::parse(registered), Url::parse(redirect_uri)) else { return false };
    let is_here = registered.scheme() == "http" && registered.host_str() == Some("127.0.0.1");
    is_here && registered.port().is_none() && asked.set_port(None).is_ok() && asked == registered
}

fn rest(params: &Params) -> Result<(), (&'static str, &'static str)> {
    if params.repeated().is_some() {
        return Err(("invalid_request", "a parameter was sent twice"));
    }
    match params.one("response_type") {
        Some("code") => {}
        None => return Err(("invalid_request", "response_type is required")),
        Some(_) => return Err(("unsupported_response_type", "response_type must be code")),
    }
    if params.one("state").is_none() {
        return Err(("invalid_request", "state is required"));
    }
    if params.one("code_challenge_method") != Some("S256") {
        return Err(("invalid_request", "code_challenge_method must be S256"));
    }
    if !params.one("code_challenge").is_some_and(is_challenge) {
        return Err(("invalid_request", "code_challenge must be 43 characters of base64url"));
    }
    if !params.one("scope").is_some_and(|it| it.split(' ').any(|scope| scope == "openid")) {
        return Err(("invalid_scope", "scope must contain openid"));
    }
    Ok(())
}

fn is_challenge(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it))
}
