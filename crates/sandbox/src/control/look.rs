//! What can be seen.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Refused;
use crate::{
    faults::{Fault, calls::Entry},
    rappi::{
        Rappi,
        webhook::{Delivery, EVENT},
        world::Store,
    },
};

/// Calls shown in the summary; `/log` has all.
const RECENT: usize = 20;

pub(super) async fn state(State(rappi): State<Arc<Rappi>>) -> Json<Value> {
    let (begun, done) = rappi.batches.counts();
    let [delivered, pending, gave_up] = rappi.deliveries.counts();
    let webhook = rappi
        .registrations
        .get()
        .map(|it| json!({ "event": EVENT, "url": it.target.url(), "signed": it.secret.is_some() }));
    let merchants: Vec<Value> = rappi
        .world()
        .merchants
        .iter()
        .map(|it| json!({ "name": it.name, "email": it.email, "authorized": it.authorized, "counts": it.counts() }))
        .collect();
    Json(json!({
        "provider": "rappi",
        "seed": rappi.config.seed,
        "merchants": merchants,
        "webhook": webhook,
        "batches": { "begun": begun, "done": done },
        "deliveries": { "delivered": delivered, "pending": pending, "gaveUp": gave_up },
        "faults": rappi.faults.waiting(),
        "calls": { "total": rappi.calls.len(), "recent": rappi.calls.last(RECENT) },
    }))
}

pub(super) async fn log(State(rappi): State<Arc<Rappi>>) -> Json<Vec<Entry>> {
    Json(rappi.calls.all())
}

pub(super) async fn deliveries(State(rappi): State<Arc<Rappi>>) -> Json<Vec<Delivery>> {
    Json(rappi.deliveries.all())
}

pub(super) async fn faults(State(rappi): State<Arc<Rappi>>) -> Json<Vec<Fault>> {
    Json(rappi.faults.waiting())
}

#[derive(Deserialize)]
pub(super) struct Whose {
    merchant: Option<String>,
}

/// The truth about a merchant's stores, in preorder; of the first merchant without `?merchant=`.
pub(super) async fn stores(
    State(rappi): State<Arc<Rappi>>,
    Query(whose): Query<Whose>,
) -> Result<Json<Value>, Refused> {
    let world = rappi.world();
    let merchant = match whose.merchant {
        Some(email) => world.merchant(&email),
        None => world.merchants.first(),
    };
    let Some(merchant) = merchant else {
        return Err(Refused(StatusCode::NOT_FOUND, "there is no merchant with this email".into()));
    };
    let stores: Vec<Value> = merchant.stores().iter().map(store).collect();
    Ok(Json(json!({ "merchant": merchant.email, "counts": merchant.counts(), "stores": stores })))
}

fn store(store: &Store) -> Value {
    json!({
        "storeId": store.id.to_string(),
        "parentId": store.parent.map(|it| it.to_string()),
        "name": store.name,
        "brand": store.brand,
        "integrationId": store.link.integration(),
    })
}
