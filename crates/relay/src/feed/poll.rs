//! The feed for consoles that no WebSocket reaches: the same frames, one a request.

use crate::{
    LogHead, Store,
    feed::catch_up::{self, Next},
    server::{answer::Refused, auth::member, shared::Shared},
};
use axum::{
    Json,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use gangway_wire::{Completeness, ErrorCode, FRAME_TYPE, FeedMessage, Head};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::broadcast::error::RecvError;

/// Seconds that a request may wait at most: proxies cut what takes longer.
const LONGEST: u64 = 50;
/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a console asks for.
#[derive(Deserialize)]
pub(crate) struct Poll {
    /// The place of the last entry that it has.
    #[serde(default)]
    after: u64,
    /// Seconds to wait for the next one.
    #[serde(default)]
    wait: u64,
}

/// A frame, or a [`FeedMessage`] as JSON.
pub(crate) async fn poll<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    Query(asked): Query<Poll>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let you = member(&shared, &headers).await?;
    shared.seen.note(&you, asked.after, shared.clock.now());
    let (mut frames, newest) = shared.hubs.of(&shared, &you.team).listen();
    match catch_up::next(&shared, &you.team, asked.after).await? {
        Next::Frame(packed) => return Ok(frame(packed.bytes)),
        Next::Bundles(behind) => return Ok(Json(FeedMessage::Behind(behind)).into_response()),
        Next::Nothing => {}
    }
    let mut closing = shared.closing.subscribe();
    let wait = Duration::from_secs(asked.wait.min(LONGEST));
    let next = async {
        loop {
            match frames.recv().await {
                Ok(packed) if packed.to > asked.after && packed.after <= asked.after => return Some(packed.bytes),
                // A head alone, an entry that it has, or a place that it is not at: it asks again.
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    };
    let next = tokio::select! {
        next = tokio::time::timeout(wait, next) => next.ok().flatten(),
        _ = closing.wait_for(|closing| *closing) => return Ok(Json(FeedMessage::Closing).into_response()),
    };
    if !shared.is_member(&you) {
        return Ok(Json(FeedMessage::Removed).into_response());
    }
    let bytes = next.or_else(|| newest.borrow().as_ref().map(|packed| packed.head_alone().bytes));
    Ok(bytes.map_or_else(|| Json(FeedMessage::Closing).into_response(), frame))
}

fn frame(bytes: Bytes) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    let about = [(header::CONTENT_TYPE, HeaderValue::from_static(FRAME_TYPE)), (header::CACHE_CONTROL, no_store)];
    (about, bytes).into_response()
}

/// How far back a new console wants to begin.
#[derive(Deserialize)]
pub(crate) struct Beginning {
    /// Days of the log that it takes; all of it without this.
    days: Option<u32>,
}

/// Where a new console begins: it takes the head before that as its beginning, and says from where it is complete.
pub(crate) async fn beginning<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    Query(asked): Query<Beginning>,
    headers: HeaderMap,
) -> Result<Json<Completeness>, Refused> {
    let you = member(&shared, &headers).await?;
    let now = shared.clock.now();
    let since = asked.days.map_or(0, |days| now.saturating_sub(i64::from(days) * DAY));
    let before = match asked.days {
        Some(_) => shared.store.before(&you.team, since).await?,
        None => LogHead::EMPTY,
    };
    let reached = shared.store.head(&you.team).await?;
    if reached.seq < before.seq {
        return Err(Refused::new(ErrorCode::StoreSilent, "The log is not where it was a moment ago. Try again."));
    }
    let signed = |at: LogHead, time| {
        let head = Head { team: you.team.clone(), seq: at.seq, link: at.link, time };
        head.sign(&shared.credentials.heads())
    };
    Ok(Json(Completeness { beginning: signed(before, since), head: signed(reached, now) }))
}
