//! The control of the simulated Ratepay: what can be seen, and what can be brought about.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Query, State},
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Ratepay,
    alarms::Alarm,
    delivery::{self, Delivery},
    payload::EventRequest,
};
use crate::{
    control::{Refused, read, read_fault},
    faults::{Fault, calls::Entry},
};

type Ours = State<Arc<Ratepay>>;
type Made = Result<(StatusCode, Json<Value>), Refused>;

/// To be nested below a path of the control endpoint.
pub(crate) fn routes(ratepay: Arc<Ratepay>) -> Router {
    Router::new()
        .route("/state", get(state))
        .route("/log", get(log))
        .route("/subscriptions", get(subscriptions))
        .route("/deliveries", get(deliveries))
        .route("/alarms", get(alarms).delete(clear_alarms))
        .route("/faults", get(faults).post(fault).delete(no_faults))
        .route("/events", post(event))
        .route("/expire-tokens", post(expire_tokens))
        .route("/speed", post(speed))
        .with_state(ratepay)
}

async fn state(State(ratepay): Ours) -> Json<Value> {
    Json(json!({
        "provider": "ratepay",
        "subscriptions": ratepay.subscriptions.all().len(),
        "alarms": ratepay.alarms.all(),
        "faults": ratepay.faults.waiting(),
        "speed": ratepay.pace.speed(),
        "calls": ratepay.calls.len(),
    }))
}

async fn log(State(ratepay): Ours) -> Json<Vec<Entry>> {
    Json(ratepay.calls.all())
}

/// The truth, of all clients, without secrets.
async fn subscriptions(State(ratepay): Ours) -> Json<Vec<Value>> {
    let all = ratepay.subscriptions.all();
    let shown = all.iter().map(|it| {
        let length = it.secret.chars().count();
        json!({ "id": it.id, "url": it.url, "event_type": it.event_type, "owner": it.owner, "secret_length": length })
    });
    Json(shown.collect())
}

async fn deliveries(State(ratepay): Ours) -> Json<Vec<Delivery>> {
    Json(ratepay.deliveries.all())
}

async fn alarms(State(ratepay): Ours) -> Json<Vec<Alarm>> {
    Json(ratepay.alarms.all())
}

#[derive(Deserialize)]
struct Which {
    url: Option<String>,
}

/// Clears the alarm of `?url=`, or all.
async fn clear_alarms(State(ratepay): Ours, Query(which): Query<Which>) -> Json<Value> {
    Json(json!({ "cleared": ratepay.alarms.clear(which.url.as_deref()) }))
}

async fn faults(State(ratepay): Ours) -> Json<Vec<Fault>> {
    Json(ratepay.faults.waiting())
}

async fn fault(State(ratepay): Ours, body: Bytes) -> Result<(StatusCode, Json<Fault>), Refused> {
    let fault = read_fault(&body)?;
    ratepay.faults.add(fault.clone());
    Ok((StatusCode::CREATED, Json(fault)))
}

async fn no_faults(State(ratepay): Ours) -> Json<Value> {
    Json(json!({ "removed": ratepay.faults.clear() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Happening {
    event_type: String,
    #[serde(default = "fortnight")]
    due_in_days: i64,
    dispute: Option<String>,
}

const fn fortnight() -> i64 {
    14
}

/// Something happens that is subscribed to.
async fn event(State(ratepay): Ours, body: Bytes) -> Made {
    let event: Happening = read(&body)?;
    let desired =
        EventRequest { event_type: &event.event_type, due_in_days: event.due_in_days, dispute: event.dispute };
    let begun = delivery::happen(&ratepay, &desired);
    Ok((StatusCode::ACCEPTED, Json(json!({ "deliveries": begun }))))
}

async fn expire_tokens(State(ratepay): Ours) -> Json<Value> {
    Json(json!({ "ended": ratepay.tokens.live.end_all() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speed {
    factor: u32,
}

/// From the next pause and the next token on.
async fn speed(State(ratepay): Ours, body: Bytes) -> Made {
    let Speed { factor } = read(&body)?;
    ratepay.pace.set(factor);
    Ok((StatusCode::OK, Json(json!({ "speed": ratepay.pace.speed() }))))
}
