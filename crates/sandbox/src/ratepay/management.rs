//! `/webhook/management/v1` (Ratepay's guide).

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequestParts, Path, State},
    http::{HeaderName, StatusCode, header, request::Parts},
};
use serde_json::{Map, Value};

use super::{PATH, Ratepay, Refusal, subscriptions::Subscription};
use crate::random;

/// Shortest secret, in characters (Ratepay's guide).
const SECRET: usize = 64;
/// 15 octets are 20 characters of base64url, which is the alphabet of a nanoid.
const ID: usize = 15;

/// Who calls.
pub(super) struct Client(String);

impl FromRequestParts<Arc<Ratepay>> for Client {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, ratepay: &Arc<Ratepay>) -> Result<Self, Refusal> {
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok()).ok_or(Refusal::Token)?;
        let token = value.strip_prefix("Bearer ").ok_or(Refusal::Token)?;
        ratepay.tokens.check(token).map(Self).ok_or(Refusal::Token)
    }
}

pub(super) async fn list(State(ratepay): State<Arc<Ratepay>>, Client(owner): Client) -> Json<Vec<Subscription>> {
    Json(ratepay.subscriptions.of(&owner))
}

/// 201 and, as documented, the address of the *list* in `Location`.
pub(super) async fn create(
    State(ratepay): State<Arc<Ratepay>>,
    Client(owner): Client,
    body: Bytes,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<Subscription>), Refusal> {
    let subscription = read(&body, random::token(ID)?, owner)?;
    ratepay.subscriptions.add(subscription.clone());
    let location = format!("{}{PATH}", ratepay.description.api);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(subscription)))
}

pub(super) async fn update(
    State(ratepay): State<Arc<Ratepay>>,
    Client(owner): Client,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Subscription>, Refusal> {
    let subscription = read(&body, id, owner)?;
    if !ratepay.subscriptions.replace(subscription.clone()) {
        return Err(Refusal::NoSubscription);
    }
    Ok(Json(subscription))
}

pub(super) async fn remove(
    State(ratepay): State<Arc<Ratepay>>,
    Client(owner): Client,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    if ratepay.subscriptions.remove(&id, &owner) { Ok(StatusCode::NO_CONTENT) } else { Err(Refusal::NoSubscription) }
}

/// The complete information: any missing property is a 400.
fn read(body: &[u8], id: String, owner: String) -> Result<Subscription, Refusal> {
    let body: Map<String, Value> = serde_json::from_slice(body).map_err(Refusal::Json)?;
    let text = |name: &'static str| {
        let text = body.get(name).and_then(Value::as_str).filter(|it| !it.is_empty());
        text.map(str::to_owned).ok_or(Refusal::Missing(name))
    };
    let (url, event_type, secret) = (text("url")?, text("event_type")?, text("secret")?);
    if secret.chars().count() < SECRET {
        return Err(Refusal::ShortSecret);
    }
    Ok(Subscription { id, url, event_type, secret, owner })
}
