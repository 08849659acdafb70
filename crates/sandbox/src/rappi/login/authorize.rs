//! `GET /authorize`: checks the request and shows the login page.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    language::Words,
    page::{self, Notice},
    params::Params,
    redirect,
    request::{self, Invalid},
};
use crate::rappi::Rappi;

pub(super) async fn show(State(rappi): State<Arc<Rappi>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let words = Words::of(&headers);
    let params = Params::parse(query.unwrap_or_default().as_bytes());
    let request = match request::check(&params, &rappi.oauth_client_id, &rappi.config.redirect_uris) {
        Ok(request) => request,
        Err(Invalid::Reported { redirect_uri, state, error, description }) => {
            return report(&redirect_uri, state.as_deref(), error, description);
        }
        Err(Invalid::Client) => return page::problem(words, StatusCode::BAD_REQUEST, words.unknown_client),
        Err(Invalid::RedirectUri) => return page::problem(words, StatusCode::BAD_REQUEST, words.unknown_redirect),
    };
    let redirect_uri = request.redirect_uri.clone();
    match rappi.logins.transactions.begin(request) {
        Ok(id) => page::login(words, &id, &redirect_uri, &rappi.world().logins(), &Notice::None),
        Err(_) => page::problem(words, StatusCode::INTERNAL_SERVER_ERROR, words.broken),
    }
}

fn report(redirect_uri: &str, state: Option<&str>, error: &str, description: &str) -> Response {
    let mut answer = vec![("error", error), ("error_description", description)];
    answer.extend(state.map(|it| ("state", it)));
    redirect::back(redirect_uri, &answer)
}
