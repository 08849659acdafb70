//! `GET …/stores/integration-status` (Rappi's guide, step 2).

use std::sync::Arc;

use axum::{
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

use super::{Refusal, caller::Caller};
use crate::rappi::Rappi;

pub(super) async fn show(State(rappi): State<Arc<Rappi>>, caller: Caller) -> Result<Response, Refusal> {
    let body = rappi.world().merchant_mut(&caller.email).ok_or(Refusal::NotAuthorized)?.status_body(caller.spelling);
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}
