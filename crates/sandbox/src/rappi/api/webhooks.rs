//! `…/clients/{clientId}/webhooks` (Rappi's guide, step 1; docs/wire.md 1.5). Needs the integrator token only.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, Spelling, caller::Integrator, item::filled};
use crate::rappi::{
    Rappi,
    webhook::{EVENT, Registration, Target},
};

#[derive(Deserialize)]
struct Register {
    event: Option<String>,
    url: Option<String>,
    secret: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Which {
    event: Option<String>,
}

/// 201 for a new webhook, 200 for a changed one. The secret is never echoed.
pub(super) async fn register(
    State(rappi): State<Arc<Rappi>>,
    Path(client_id): Path<String>,
    integrator: Integrator,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    own(&integrator, &client_id)?;
    let body: Register = serde_json::from_slice(&body).map_err(Refusal::Json)?;
    check_event(body.event.as_deref())?;
    let url = filled(body.url.as_deref()).ok_or(Refusal::Missing("url"))?;
    let target = Target::parse(url).ok_or_else(|| Refusal::Url(url.to_owned()))?;
    let secret = body.secret.filter(|it| !it.is_empty());
    let registration = Registration { target, secret };
    let shown = show(&integrator, &registration);
    let status = match rappi.registrations.put(registration) {
        None => StatusCode::CREATED,
        Some(_) => StatusCode::OK,
    };
    Ok((status, Json(shown)))
}

pub(super) async fn list(
    State(rappi): State<Arc<Rappi>>,
    Path(client_id): Path<String>,
    integrator: Integrator,
) -> Result<Json<Vec<Value>>, Refusal> {
    own(&integrator, &client_id)?;
    Ok(Json(rappi.registrations.get().iter().map(|it| show(&integrator, it)).collect()))
}

pub(super) async fn remove(
    State(rappi): State<Arc<Rappi>>,
    Path(client_id): Path<String>,
    integrator: Integrator,
    Query(which): Query<Which>,
) -> Result<StatusCode, Refusal> {
    own(&integrator, &client_id)?;
    check_event(which.event.as_deref())?;
    rappi.registrations.remove().map(|_| StatusCode::NO_CONTENT).ok_or(Refusal::NoWebhook)
}

fn own(integrator: &Integrator, client_id: &str) -> Result<(), Refusal> {
    if integrator.client_id == client_id { Ok(()) } else { Err(Refusal::Client) }
}

fn check_event(event: Option<&str>) -> Result<(), Refusal> {
    match filled(event) {
        None => Err(Refusal::Missing("event")),
        Some(EVENT) => Ok(()),
        Some(_) => Err(Refusal::Event),
    }
}

fn show(integrator: &Integrator, registration: &Registration) -> Value {
    let (client, url) = (&integrator.client_id, registration.target.url());
    match integrator.spelling {
        Spelling::A => json!({ "clientId": client, "event": EVENT, "url": url, "state": true }),
        Spelling::B => json!({ "client_id": client, "event": EVENT, "url": url, "state": true }),
    }
}
