//! Whether the relay lives, and whether it can do its work.

use crate::{Store, server::shared::Shared};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

/// For the store to take something.
const PROBE: Duration = Duration::from_secs(1);

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// What is received now would be kept; where not, a sentence for the operator.
pub(super) async fn ready<S: Store>(State(shared): State<Arc<Shared<S>>>) -> Response {
    let not_ready = |why: String| (StatusCode::SERVICE_UNAVAILABLE, why).into_response();
    match tokio::time::timeout(PROBE, shared.store.probe(shared.clock.now())).await {
        Err(_) => not_ready("The store does not answer within a second.".to_owned()),
        Ok(Err(error)) => not_ready(format!("Nothing can be kept: {error}.")),
        Ok(Ok(())) => match &*shared.trouble.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(trouble) => not_ready(format!("The newest delivery could not be kept: {trouble}.")),
            None => "ready".into_response(),
        },
    }
}
