//! The way back to the client.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use url::form_urlencoded;

/// 303 to the client. The registered text stays as it is: parsing it would normalise `dev.gangway.console:/oauth/callback`.
pub(super) fn back(redirect_uri: &str, answer: &[(&str, &str)]) -> Response {
    // `+` for a space is form language; `%20` is understood everywhere, and a real `+` is `%2B` by now.
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(answer).finish().replace('+', "%20");
    let joint = if redirect_uri.contains('?') { '&' } else { '?' };
    let Ok(location) = HeaderValue::try_from(format!("{redirect_uri}{joint}{query}")) else {
        // Registered addresses are checked when the sandbox starts.
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}
