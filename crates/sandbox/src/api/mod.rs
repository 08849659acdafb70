//! The API host: what an integrator calls (seed 000, PROVIDERS.md 1.3 and 1.5).

mod batch;
mod caller;
mod deprovisioning;
mod dialect;
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

use crate::{door, rappi::Rappi};
pub(crate) use dialect::A;
use dialect::Dialect;
use refusal::Refusal;

/// The API host in one dialect. Another dialect brings its own paths, header and batch items, and shares everything behind them.
pub(crate) fn routes(rappi: Arc<Rappi>, dialect: &'static Dialect) -> Router {
    let stores = |name: &str| format!("{}/stores/{name}", dialect.store_prefix);
    Router::new()
        .route(dialect.token_path, post(token::login))
        .route(&stores("integration-status"), get(status::show))
        .route(&stores("provisioning"), post(provisioning::begin))
        .route(&stores("deprovisioning"), post(deprovisioning::begin))
        .route(
            &format!("{}/clients/{{client_id}}/webhooks", dialect.client_prefix),
            post(webhooks::register).get(webhooks::list).delete(webhooks::remove),
        )
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(Extension(dialect))
        .layer(from_fn_with_state(Arc::clone(&rappi), door::api))
        .with_state(rappi)
}
