//! The control of the simulated Rainforest: what can be seen, and what can be brought about.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    routing::{delete, get, post},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Rainforest,
    delivery::Delivery,
    play::{self, Play},
    portal::Endpoint,
    status::Status,
};
use crate::{
    clock,
    control::{Refused, read, read_fault},
    faults::{Fault, calls::Entry},
};

type Ours = State<Arc<Rainforest>>;
type Made = Result<(StatusCode, Json<Value>), Refused>;

/// Shown at once at most.
const PAGE: usize = 1_000;

/// To be nested below a path of the control endpoint.
pub(crate) fn routes(rainforest: Arc<Rainforest>) -> Router {
    Router::new()
        .route("/state", get(state))
        .route("/log", get(log))
        .route("/applications", get(applications).post(create))
        .route("/applications/{id}/move", post(reach))
        .route("/applications/{id}/set", post(set))
        .route("/play", post(life))
        .route("/raw", post(raw))
        .route("/endpoints", get(endpoints).post(add_endpoint))
        .route("/endpoints/{id}", delete(remove_endpoint))
        .route("/endpoints/{id}/rotate", post(rotate).delete(forget_old))
        .route("/endpoints/{id}/enable", post(enable))
        .route("/deliveries", get(deliveries))
        .route("/faults", get(faults).post(fault).delete(no_faults))
        .route("/key", post(replace_key))
        .route("/speed", post(speed))
        .with_state(rainforest)
}

async fn state(State(rainforest): Ours) -> Json<Value> {
    let applications = rainforest.world.lock().applications.len();
    Json(json!({
        "provider": "rainforest",
        "applications": applications,
        "endpoints": rainforest.portal.all(),
        "faults": rainforest.faults.waiting(),
        "speed": rainforest.pace.speed(),
        "calls": rainforest.calls.len(),
    }))
}

async fn log(State(rainforest): Ours) -> Json<Vec<Entry>> {
    Json(rainforest.calls.all())
}

#[derive(Deserialize)]
struct From {
    #[serde(default)]
    from: usize,
}

/// The truth, without fields: a thousand from `?from=`.
async fn applications(State(rainforest): Ours, Query(From { from }): Query<From>) -> Json<Vec<Value>> {
    let world = rainforest.world.lock();
    let shown = world.applications.iter().skip(from).take(PAGE);
    Json(shown.map(|it| json!({ "id": it.id, "merchant": it.merchant, "status": it.status })).collect())
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    /// A merchant that there is; a new one without it.
    merchant: Option<String>,
    /// Nobody is told.
    #[serde(default)]
    silent: bool,
    #[serde(default)]
    set: Map<String, Value>,
}

async fn create(State(rainforest): Ours, body: Bytes) -> Made {
    let new: New = if body.is_empty() { New::default() } else { read(&body)? };
    let (id, merchant, data) = {
        let mut world = rainforest.world.lock();
        let made = world.create(new.merchant, clock::now_ms());
        made.set = new.set;
        (made.id.clone(), made.merchant.clone(), made.to_json())
    };
    let message = (!new.silent).then(|| play::tell(&rainforest, Status::Created, &data));
    Ok((StatusCode::CREATED, Json(json!({ "application": id, "merchant": merchant, "message": message }))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct To {
    status: Status,
    #[serde(default)]
    silent: bool,
}

/// Moves an application wherever it is wanted.
async fn reach(State(rainforest): Ours, Path(id): Path<String>, body: Bytes) -> Made {
    let To { status, silent } = read(&body)?;
    let data = {
        let mut world = rainforest.world.lock();
        let it = world.one(&id).ok_or_else(|| nothing(&id))?;
        it.reach(status, clock::now_ms());
        it.to_json()
    };
    let message = (!silent).then(|| play::tell(&rainforest, status, &data));
    Ok((StatusCode::OK, Json(json!({ "application": id, "message": message }))))
}

/// Sets fields, known and unknown, `status` included. Nobody is told.
async fn set(State(rainforest): Ours, Path(id): Path<String>, body: Bytes) -> Made {
    let fields: Map<String, Value> = read(&body)?;
    let mut world = rainforest.world.lock();
    let it = world.one(&id).ok_or_else(|| nothing(&id))?;
    it.set.extend(fields);
    Ok((StatusCode::OK, Json(json!({ "set": it.set.len() }))))
}

async fn life(State(rainforest): Ours, body: Bytes) -> Made {
    let request: Play = read(&body)?;
    let played = play::play(&rainforest, &request).ok_or_else(|| nothing("this"))?;
    let told = json!({ "application": played.application, "merchant": played.merchant, "messages": played.messages });
    Ok((StatusCode::ACCEPTED, Json(told)))
}

/// Sends the body as it is to every address, signed as it is.
async fn raw(State(rainforest): Ours, body: Bytes) -> Made {
    let body = String::from_utf8(body.to_vec());
    let body = body.map_err(|_| Refused(StatusCode::BAD_REQUEST, "it is no UTF-8".into()))?;
    let message = play::tell_raw(&rainforest, body);
    Ok((StatusCode::ACCEPTED, Json(json!({ "message": message }))))
}

async fn endpoints(State(rainforest): Ours) -> Json<Vec<Endpoint>> {
    Json(rainforest.portal.all())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    url: String,
}

/// What a person does in the portal; the answer has the secret, which the portal shows.
async fn add_endpoint(State(rainforest): Ours, body: Bytes) -> Made {
    let Address { url } = read(&body)?;
    let made = rainforest.portal.add(&url).map_err(no_chance)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": made.id, "secret": made.secrets.first() }))))
}

async fn remove_endpoint(State(rainforest): Ours, Path(id): Path<String>) -> Json<Value> {
    Json(json!({ "removed": rainforest.portal.remove(&id) }))
}

/// A new secret; calls are signed with both from now on.
async fn rotate(State(rainforest): Ours, Path(id): Path<String>) -> Made {
    let found = rainforest.portal.rotate(&id).map_err(no_chance)?.ok_or_else(|| nothing(&id))?;
    Ok((StatusCode::OK, Json(json!({ "id": found.id, "secret": found.secrets.first() }))))
}

/// Calls are signed with the current secret alone.
async fn forget_old(State(rainforest): Ours, Path(id): Path<String>) -> Made {
    let found = rainforest.portal.forget_old(&id).ok_or_else(|| nothing(&id))?;
    Ok((StatusCode::OK, Json(json!({ "id": found.id, "secrets": found.secrets.len() }))))
}

async fn enable(State(rainforest): Ours, Path(id): Path<String>) -> Made {
    let found = rainforest.portal.enable(&id).ok_or_else(|| nothing(&id))?;
    Ok((StatusCode::OK, Json(json!(found))))
}

async fn deliveries(State(rainforest): Ours) -> Json<Vec<Delivery>> {
    Json(rainforest.deliveries.all())
}

async fn faults(State(rainforest): Ours) -> Json<Vec<Fault>> {
    Json(rainforest.faults.waiting())
}

async fn fault(State(rainforest): Ours, body: Bytes) -> Result<(StatusCode, Json<Fault>), Refused> {
    let fault = read_fault(&body)?;
    rainforest.faults.add(fault.clone());
    Ok((StatusCode::CREATED, Json(fault)))
}

async fn no_faults(State(rainforest): Ours) -> Json<Value> {
    Json(json!({ "removed": rainforest.faults.clear() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    api_key: String,
}

/// From now on only this key is taken.
async fn replace_key(State(rainforest): Ours, body: Bytes) -> Made {
    let Key { api_key } = read(&body)?;
    rainforest.replace_key(api_key);
    Ok((StatusCode::OK, Json(json!({}))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speed {
    factor: u32,
}

/// From the next pause on.
async fn speed(State(rainforest): Ours, body: Bytes) -> Made {
    let Speed { factor } = read(&body)?;
    rainforest.pace.set(factor);
    Ok((StatusCode::OK, Json(json!({ "speed": rainforest.pace.speed() }))))
}

fn nothing(id: &str) -> Refused {
    Refused(StatusCode::NOT_FOUND, format!("there is no {id}"))
}

fn no_chance(error: getrandom::Error) -> Refused {
    Refused(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}
