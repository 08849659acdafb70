//! The login form.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    language::Words,
    page::{self, Notice},
    params::Params,
};
use crate::rappi::Rappi;

/// Wrong e-mail and wrong password look the same.
pub(super) async fn submit(State(rappi): State<Arc<Rappi>>, headers: HeaderMap, body: Bytes) -> Response {
    let words = Words::of(&headers);
    let form = Params::parse(&body);
    let id = form.one("transaction").unwrap_or_default();
    let Some(transaction) = rappi.logins.transactions.get(id) else {
        return page::problem(words, StatusCode::BAD_REQUEST, words.stale);
    };
    let redirect_uri = &transaction.request.redirect_uri;
    let email = form.one("email").unwrap_or_default().trim().to_owned();
    let password = form.one("password").unwrap_or_default();

    let world = rappi.world();
    let Some(merchant) = world.merchant(&email).filter(|it| it.password == password) else {
        return page::login(words, id, redirect_uri, &world.logins(), &Notice::WrongPassword { email });
    };
    match rappi.logins.transactions.signed_in(id, merchant.email) {
        Ok(Some(next)) => page::consent(words, &next, redirect_uri, merchant),
        Ok(None) => page::problem(words, StatusCode::BAD_REQUEST, words.stale),
        Err(_) => page::problem(words, StatusCode::INTERNAL_SERVER_ERROR, words.broken),
    }
}
