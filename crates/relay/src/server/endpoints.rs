//! Where webhooks come in, and what was not believed there.

use crate::{
    Credentials, KeptEndpoint, Store,
    server::{
        answer::{Refused, read},
        auth::{admin, member},
        shared::Shared,
    },
};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use gangway_domain::Provider;
use gangway_wire::{DeviceId, Endpoint, EndpointSecret, ErrorCode, NewEndpoint, RejectedCall, Secrets, TeamId};
use std::sync::Arc;
use uuid::Uuid;

/// Secrets of an endpoint at most: two during a rotation, and one more where that is repeated before it is over.
const SECRETS: usize = 3;

type Relay<S> = State<Arc<Shared<S>>>;

fn seen(endpoint: &KeptEndpoint) -> Endpoint {
    Endpoint {
        id: endpoint.id.clone(),
        provider: endpoint.provider.clone(),
        event: endpoint.event.clone(),
        created_at: endpoint.created_at,
        created_by: endpoint.created_by.clone(),
        secrets: endpoint.secrets,
    }
}

fn checked(secrets: &[EndpointSecret]) -> Result<u8, Refused> {
    if secrets.is_empty() || secrets.len() > SECRETS || secrets.iter().any(|it| it.expose().is_empty()) {
        return Err(Refused::bad_request(format!("secrets: an endpoint has 1 to {SECRETS}, and none is empty.")));
    }
    Ok(secrets.len() as u8)
}

/// An endpoint as it is kept, with an id that nobody can guess.
pub(crate) fn kept(
    credentials: &Credentials,
    team: TeamId,
    by: Option<DeviceId>,
    new: &NewEndpoint,
    at: i64,
) -> Result<KeptEndpoint, Refused> {
    if Provider::read(&new.provider).is_none() {
        return Err(Refused::bad_request(format!("provider: {:?} is not known here.", new.provider)));
    }
    if new.event.is_empty() || new.event.len() > 200 {
        return Err(Refused::bad_request("event: 1 to 200 characters."));
    }
    let secrets = checked(&new.secrets)?;
    let id = Uuid::new_v4().to_string();
    let sealed_secrets = credentials.seal(&id, &new.secrets)?;
    let (provider, event) = (new.provider.clone(), new.event.clone());
    Ok(KeptEndpoint { id, team, provider, event, created_at: at, created_by: by, secrets, sealed_secrets })
}

pub(super) async fn list<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
) -> Result<Json<Vec<Endpoint>>, Refused> {
    let you = member(&shared, &headers).await?;
    let directory = Arc::clone(&shared.directory.borrow());
    let mut ours: Vec<_> = directory.endpoints.values().filter(|it| it.team == you.team).map(|it| seen(it)).collect();
    ours.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    Ok(Json(ours))
}

pub(super) async fn add<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Endpoint>), Refused> {
    let admin = admin(&shared, &headers).await?;
    let endpoint = kept(&shared.credentials, admin.team, Some(admin.device), &read(body).await?, shared.clock.now())?;
    shared.store.add_endpoint(endpoint.clone()).await?;
    // Other nodes open it when they look again; until then they answer 404, and the provider is not told the address yet.
    shared.refresh().await?;
    Ok((StatusCode::CREATED, Json(seen(&endpoint))))
}

pub(super) async fn change_secrets<S: Store>(
    State(shared): Relay<S>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Refused> {
    let admin = admin(&shared, &headers).await?;
    let Secrets { secrets } = read(body).await?;
    let (count, sealed) = (checked(&secrets)?, shared.credentials.seal(&id, &secrets)?);
    found(shared.store.change_secrets(&admin.team, &id, count, sealed).await?)?;
    shared.refresh().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove<S: Store>(
    State(shared): Relay<S>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refused> {
    let admin = admin(&shared, &headers).await?;
    found(shared.store.remove_endpoint(&admin.team, &id).await?)?;
    shared.refresh().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn found(is_there: bool) -> Result<(), Refused> {
    if is_there { Ok(()) } else { Err(Refused::new(ErrorCode::NotFound, "There is no such endpoint.")) }
}

pub(super) async fn rejected<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
) -> Result<Json<Vec<RejectedCall>>, Refused> {
    let you = member(&shared, &headers).await?;
    Ok(Json(shared.store.rejected(&you.team).await?))
}
