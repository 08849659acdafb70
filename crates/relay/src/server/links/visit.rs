//! The page behind a link. Looking at it changes nothing, so that whatever looks into letters uses nothing up; only the button leads
//! on, to the provider's login.

use super::{
    Peer,
    page::{Kind, Page, protect},
    seal_name,
};
use crate::{
    KeptLink, LinkBy, LinkChange, LinkRefused, LinkState, Store, StoreError,
    links::is_over,
    server::{seen, shared::Shared},
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use gangway_domain::Language;
use gangway_wire::{LinkSecret, Role, TeamId};
use std::{sync::Arc, time::Instant};

/// A device that was not seen for this long is away, in milliseconds: one that is there is asked every 20 s.
const AWAY: i64 = 60_000;

type Relay<S> = State<Arc<Shared<S>>>;

/// The page; nothing comes of it.
pub(in crate::server) async fn show<S: Store>(
    State(shared): Relay<S>,
    Path(secret): Path<String>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    match found(&shared, &secret, peer, &headers).await {
        Ok(link) => page(&shared, &link).await.answer(&headers),
        Err(kind) => kind.alone().answer(&headers),
    }
}

/// The button: on to the provider's login.
pub(in crate::server) async fn go<S: Store>(
    State(shared): Relay<S>,
    Path(secret): Path<String>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let link = match found(&shared, &secret, peer, &headers).await {
        Ok(link) => link,
        Err(kind) => return kind.alone().answer(&headers),
    };
    let page = page(&shared, &link).await;
    if page.kind != Kind::Begin || is_from_elsewhere(&headers) {
        return page.answer(&headers);
    }
    let (by, now) = (LinkBy::Id(link.team.clone(), link.link.clone()), shared.clock.now());
    let kind = match shared.store.change_link(by, LinkChange::Opened, now).await {
        Ok(Some((link, Ok(())))) => {
            return leads_on(&shared, &link).unwrap_or_else(|kind| kind.alone().answer(&headers));
        }
        Ok(Some((_, Err(refused)))) => of_refusal(refused),
        Ok(None) => Kind::Unknown,
        Err(error) => away(&error),
    };
    Page { kind, ..page }.answer(&headers)
}

async fn found<S: Store>(shared: &Shared<S>, secret: &str, peer: Peer, headers: &HeaderMap) -> Result<KeptLink, Kind> {
    let (caller, now) = (peer.caller(headers), Instant::now());
    if !shared.guesses.may_ask(caller, now) {
        return Err(Kind::Waits);
    }
    let link = match secret.parse::<LinkSecret>() {
        Ok(secret) => shared.store.link(LinkBy::Secret(secret.digest())).await.map_err(|error| away(&error))?,
        Err(_) => None,
    };
    if link.is_none() {
        shared.guesses.was_wrong(caller, now);
    }
    link.ok_or(Kind::Unknown)
}

async fn page<S: Store>(shared: &Shared<S>, link: &KeptLink) -> Page {
    let kind = match link.progress.state {
        LinkState::Cancelled => Kind::Over,
        LinkState::SignedIn | LinkState::SomebodyElse => Kind::Finished,
        LinkState::Open | LinkState::Answered if is_over(link, shared.clock.now()) => Kind::Over,
        LinkState::Answered if link.is_fresh(shared.clock.now()) => Kind::Arrived,
        LinkState::Open | LinkState::Answered => match is_anybody_there(shared, &link.team).await {
            Ok(true) => Kind::Begin,
            Ok(false) => Kind::Later,
            Err(error) => away(&error),
        },
    };
    of_link(shared, link, kind).await
}

/// A page about a link. A team whose name cannot be read now is called by none.
pub(super) async fn of_link<S: Store>(shared: &Shared<S>, link: &KeptLink, kind: Kind) -> Page {
    let teams = shared.store.teams().await.unwrap_or_default();
    let team = teams.into_iter().find(|it| it.id == link.team).map(|it| it.name).unwrap_or_default();
    Page { kind, team, host: link.host.clone(), language: link.language.as_deref().and_then(Language::read) }
}

/// Whether a device that may finish a sign-in follows the log now: the merchant would sign in for nothing otherwise.
async fn is_anybody_there<S: Store>(shared: &Shared<S>, team: &TeamId) -> Result<bool, StoreError> {
    let (seen, now) = (seen::of_team(shared, team).await?, shared.clock.now());
    let directory = Arc::clone(&shared.directory.borrow());
    let mut workers = directory.devices.values().filter(|it| it.team == *team && it.role != Role::Viewer);
    Ok(workers.any(|it| seen.get(&it.device).is_some_and(|seen| now < seen.at + AWAY)))
}

/// A page of somebody else that presses the button by itself. Browsers say so; whoever is older does not, and comes to the
/// provider's own question at worst.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    site.is_some_and(|it| it != b"same-origin" && it != b"none")
}

fn leads_on<S: Store>(shared: &Shared<S>, link: &KeptLink) -> Result<Response, Kind> {
    let login = hex::decode(&link.login).ok();
    let login = login.and_then(|it| shared.credentials.unseal_bytes(&seal_name(&link.link), &it).ok());
    let login = login.and_then(|it| HeaderValue::from_bytes(&it).ok());
    let login = login.ok_or_else(|| {
        tracing::error!(link = %link.link, "a link has no login: it was sealed with another key");
        Kind::Away
    })?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, login)]).into_response();
    protect(response.headers_mut());
    Ok(response)
}

pub(super) const fn of_refusal(refused: LinkRefused) -> Kind {
    match refused {
        LinkRefused::Over | LinkRefused::TooOften => Kind::Over,
        LinkRefused::Finished => Kind::Finished,
        LinkRefused::Used => Kind::Used,
    }
}

pub(super) fn away(error: &StoreError) -> Kind {
    tracing::error!(%error, "a merchant could not be answered");
    Kind::Away
}
