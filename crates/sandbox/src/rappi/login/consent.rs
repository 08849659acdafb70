//! The consent form.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{language::Words, page, params::Params, redirect};
use crate::rappi::Rappi;

/// `decision=allow` gives a code, `decision=deny` an `access_denied` (RFC 6749, 4.1.2.1).
pub(super) async fn submit(State(rappi): State<Arc<Rappi>>, headers: HeaderMap, body: Bytes) -> Response {
    let words = Words::of(&headers);
    let form = Params::parse(&body);
    let decision = form.one("decision");
    let start_again = || page::problem(words, StatusCode::BAD_REQUEST, words.stale);
    let id = form.one("transaction").unwrap_or_default();
    // Without a sign-in or a clear decision nothing is used up.
    let signed_in = rappi.logins.transactions.get(id).and_then(|it| it.email);
    let (Some(email), Some("allow" | "deny")) = (signed_in, decision) else { return start_again() };
    let Some(transaction) = rappi.logins.transactions.take(id) else { return start_again() };

    let request = transaction.request;
    let (redirect_uri, state) = (request.redirect_uri.clone(), request.state.clone());
    if decision == Some("deny") {
        return redirect::back(&redirect_uri, &[("error", "access_denied"), ("state", &state)]);
    }
    match rappi.logins.grants.issue(request, email) {
        Ok(code) => redirect::back(&redirect_uri, &[("code", &code), ("state", &state)]),
        Err(_) => page::problem(words, StatusCode::INTERNAL_SERVER_ERROR, words.broken),
    }
}
