//! What can be brought about.

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::State, http::StatusCode};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::Refused;
use crate::{
    faults::Fault,
    rappi::{Rappi, deprecation::Announcement, webhook, world::Link},
};

type Made = Result<(StatusCode, Json<Value>), Refused>;

/// Adds a fault after those that wait already.
pub(super) async fn fault(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Result<(StatusCode, Json<Fault>), Refused> {
    let fault = read_fault(&body)?;
    rappi.faults.add(fault.clone());
    Ok((StatusCode::CREATED, Json(fault)))
}

pub(super) async fn no_faults(State(rappi): State<Arc<Rappi>>) -> Json<Value> {
    Json(json!({ "removed": rappi.faults.clear() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FailStores {
    stores: Vec<String>,
    /// How often each fails; always without it.
    times: Option<u32>,
}

/// From now on exactly these stores end FAILED with 409.
pub(super) async fn fail_stores(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Made {
    let FailStores { stores, times } = read(&body)?;
    let count = stores.len();
    rappi.failing.replace(stores, times);
    Ok((StatusCode::OK, Json(json!({ "stores": count }))))
}

#[derive(Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Whose {
    #[default]
    All,
    Merchant,
    Integrator,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expire {
    #[serde(default)]
    kind: Whose,
}

/// Ends tokens that were issued until now.
pub(super) async fn expire_tokens(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Made {
    let Expire { kind } = if body.is_empty() { Expire::default() } else { read(&body)? };
    let merchant = if kind == Whose::Integrator { 0 } else { rappi.tokens.merchants.end_all() };
    let integrator = if kind == Whose::Merchant { 0 } else { rappi.tokens.integrators.end_all() };
    Ok((StatusCode::OK, Json(json!({ "merchant": merchant, "integrator": integrator }))))
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum To {
    Ours,
    Theirs,
    Nobody,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Links {
    stores: Vec<String>,
    to: To,
}

/// Links stores without any request: what a merchant does in the portal, or another integrator in its own program. No webhook
/// tells of it.
pub(super) async fn link(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Made {
    let Links { stores, to } = read(&body)?;
    let link = match to {
        To::Ours => Link::Ours,
        To::Theirs => Link::Theirs,
        To::Nobody => Link::None,
    };
    let mut world = rappi.world();
    let known = |id: &String| world.merchants.iter().any(|merchant| merchant.store(id).is_some());
    if let Some(strange) = stores.iter().find(|id| !known(id)) {
        return Err(Refused(StatusCode::NOT_FOUND, format!("there is no store {strange}")));
    }
    for store in &stores {
        for merchant in &mut world.merchants {
            merchant.link(store, link);
        }
    }
    Ok((StatusCode::OK, Json(json!({ "linked": stores.len() }))))
}

/// From now on every answer and every webhook announces this; `{}` ends it.
pub(super) async fn deprecation(State(rappi): State<Arc<Rappi>>, body: Bytes) -> Made {
    let announcement: Announcement = read(&body)?;
    rappi.deprecation.announce(announcement.clone());
    Ok((StatusCode::OK, Json(json!(announcement))))
}

pub(super) async fn webhook_replay(State(rappi): State<Arc<Rappi>>) -> Made {
    match webhook::replay(&rappi) {
        Some(delivery) => Ok((StatusCode::ACCEPTED, Json(json!({ "delivery": delivery })))),
        None => Err(Refused(StatusCode::NOT_FOUND, "no webhook has been sent yet".into())),
    }
}

/// What a body asks for.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| Refused(StatusCode::BAD_REQUEST, error.to_string()))
}

/// A fault as both simulated providers take it.
pub(crate) fn read_fault(body: &[u8]) -> Result<Fault, Refused> {
    let fault: Fault = read(body)?;
    let refused = |why: &str| Err(Refused(StatusCode::BAD_REQUEST, why.into()));
    if fault.status.is_some_and(|it| !(200..=599).contains(&it)) {
        return refused("status must be 200 to 599");
    }
    if fault.per_mille.is_some_and(|it| !(1..=1000).contains(&it)) {
        return refused("per_mille must be 1 to 1000");
    }
    Ok(fault)
}
