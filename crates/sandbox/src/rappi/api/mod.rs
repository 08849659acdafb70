//! The API host: what an integrator calls (Rappi's guide, docs/wire.md 1.1, 1.3 and 1.5).

mod batch;
mod caller;
mod deprovisioning;
mod dialect;
mod item;
mod provisioning;
mod refusal;
mod status;
mod token;
mod webhooks;

use std::sync::Arc;

use axum::{
    Extension, Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use crate::rappi::{Rappi, middleware};
pub(crate) use dialect::Spelling;
use dialect::{A, B, Dialect};
use refusal::Refusal;

/// The API host. Both dialects are there at the same time: their paths differ.
pub(crate) fn routes(rappi: Arc<Rappi>) -> Router {
    Router::new()
        .route("/restaurants/auth/v1/token/login/integrations", post(token::login))
        .route(token::AUTH0_PATH, post(token::auth0))
        .merge(stores(&A))
        .merge(stores(&B))
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(from_fn_with_state(Arc::clone(&rappi), middleware::api))
        .with_state(rappi)
}

/// A dialect brings its own paths, headers and batch items, and shares everything behind them.
fn stores(dialect: &'static Dialect) -> Router<Arc<Rappi>> {
    let stores = |name: &str| format!("{}/stores/{name}", dialect.store_prefix);
    Router::new()
        .route(&stores("integration-status"), get(status::show))
        .route(&stores("provisioning"), post(provisioning::begin))
        .route(&stores("deprovisioning"), post(deprovisioning::begin))
        .route(
            &format!("{}/clients/{{client_id}}/webhooks", dialect.client_prefix),
            post(webhooks::register).get(webhooks::list).delete(webhooks::remove),
        )
        .layer(Extension(dialect))
}
