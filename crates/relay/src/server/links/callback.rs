//! Where the provider sends merchants back to. What they bring is sealed to the team's key at once and goes into the log; it leads
//! nowhere and is kept nowhere else.

use super::{
    Peer,
    page::{Kind, Page},
    visit::{away, of_link, of_refusal},
};
use crate::{KeptLink, LinkBy, LinkChange, LinkState, NewEntry, Store, StoreError, server::shared::Shared};
use axum::{
    Extension,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use gangway_domain::callback::{Callback, parse};
use gangway_wire::{Answer, CALLBACK, Digest256, Entry, Envelope, Key, state_digest};
use sha2::{Digest as _, Sha256};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Between two looks at whether the team has finished.
const LOOK: Duration = Duration::from_millis(200);

pub(in crate::server) async fn callback<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    RawQuery(query): RawQuery,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let (caller, now) = (peer.caller(&headers), Instant::now());
    if !shared.guesses.may_ask(caller, now) {
        return Kind::Waits.alone().answer(&headers);
    }
    let query = query.unwrap_or_default();
    match answered(&shared, &query).await {
        Ok(page) => page.answer(&headers),
        Err(kind) => {
            if kind == Kind::NotOurs {
                shared.guesses.was_wrong(caller, now);
            }
            kind.alone().answer(&headers)
        }
    }
}

async fn answered<S: Store>(shared: &Shared<S>, query: &str) -> Result<Page, Kind> {
    let came = parse(&format!("{CALLBACK}?{query}"), CALLBACK).map_err(|reason| {
        // No part of what came is in the reason.
        tracing::info!(%reason, "an answer that is none of ours was dropped");
        Kind::NotOurs
    })?;
    let by = LinkBy::State(state_digest(came.state()));
    let change = match &came {
        Callback::Code { code, .. } => LinkChange::Code(Digest256(Sha256::digest(code).into())),
        Callback::Refused { .. } => LinkChange::Declined,
    };
    let changed = shared.store.change_link(by, change, shared.clock.now()).await.map_err(|error| away(&error))?;
    let (link, outcome) = changed.ok_or(Kind::NotOurs)?;
    if let Err(refused) = outcome {
        return Ok(of_link(shared, &link, of_refusal(refused)).await);
    }
    let is_refused = matches!(came, Callback::Refused { .. });
    // A repetition as well: the first time, the log may have been away. It comes to the place of the first one.
    if is_refused || link.progress.state == LinkState::Answered {
        append(shared, &link, query).await.map_err(|error| away(&error))?;
    }
    if is_refused {
        return Ok(of_link(shared, &link, Kind::Denied).await);
    }
    let link = outcome_of(shared, link).await.map_err(|error| away(&error))?;
    let kind = match link.progress.state {
        LinkState::Open => Kind::Failed,
        LinkState::Answered => Kind::Arrived,
        LinkState::SomebodyElse => Kind::SomebodyElse,
        LinkState::SignedIn => Kind::Done,
        LinkState::Cancelled => Kind::Over,
    };
    Ok(of_link(shared, &link, kind).await)
}

async fn append<S: Store>(shared: &Shared<S>, link: &KeptLink, query: &str) -> Result<(), StoreError> {
    let unsealable = |why: String| StoreError::damaged("links.recipient", why);
    let recipient: age::x25519::Recipient = link.recipient.parse().map_err(|why: &str| unsealable(why.to_owned()))?;
    let sealed = age::encrypt(&recipient, query.as_bytes()).map_err(|error| unsealable(error.to_string()))?;
    let (key, at) = (key(link), shared.clock.now());
    let answer = Answer { attempt: link.link.0.clone(), sealed: URL_SAFE_NO_PAD.encode(sealed) };
    let envelope = Envelope::seal(key, at, &Entry::Answer(answer));
    let entry = NewEntry { key, at, envelope, body: None };
    shared.store.append(&link.team, vec![entry]).await.map(drop)
}

/// Each answer that was taken has one of its own, and its repetitions the same.
fn key(link: &KeptLink) -> Key {
    let digest = Sha256::new()
        .chain_update(b"answer of a merchant\0")
        .chain_update(link.link.as_str())
        .chain_update(link.progress.answers.to_be_bytes())
        .finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    Key(key)
}

/// Waits a little for the team, so that the merchant reads what really became of it.
async fn outcome_of<S: Store>(shared: &Shared<S>, mut link: KeptLink) -> Result<KeptLink, StoreError> {
    let until = Instant::now() + shared.links.outcome;
    while link.progress.state == LinkState::Answered && Instant::now() < until {
        tokio::time::sleep(LOOK).await;
        let by = LinkBy::Id(link.team.clone(), link.link.clone());
        link = shared.store.link(by).await?.unwrap_or(link);
    }
    Ok(link)
}
