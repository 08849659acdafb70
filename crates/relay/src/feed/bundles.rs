//! Entries in pieces that never change again, for whoever is far behind: made once, and handed to everybody who comes.

use crate::{
    Store, StoreError,
    feed::hub::item,
    server::{answer::Refused, auth::member, shared::Shared},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use gangway_wire::{BUNDLE_HEADER, BUNDLE_TYPE, BundleHeader, ErrorCode, Frame, Link, TeamId, bundle_range, put_frame};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// Bytes of bundles that are kept in memory.
const KEPT: usize = 64 << 20;
/// Their chain never changes. Their bodies may be erased later, which a copy need not know.
const FOR_EVER: HeaderValue = HeaderValue::from_static("private, max-age=86400, immutable");

/// A bundle as it is sent.
#[derive(Clone)]
struct Made {
    header: HeaderValue,
    bytes: Bytes,
}

/// Those that were asked for last.
#[derive(Default)]
pub(crate) struct Bundles(Mutex<VecDeque<(TeamId, u64, Made)>>);

impl Bundles {
    fn find(&self, team: &TeamId, number: u64) -> Option<Made> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(of, n, _)| of == team && *n == number).map(|(_, _, made)| made.clone())
    }

    fn keep(&self, team: &TeamId, number: u64, made: Made) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((team.clone(), number, made));
        let mut bytes = 0;
        kept.retain(|(_, _, made)| {
            bytes += made.bytes.len();
            bytes <= KEPT
        });
    }

    /// Bodies were erased: no copy of them stays.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

pub(crate) async fn bundle<S: Store>(
    State(shared): State<Arc<Shared<S>>>,
    Path(number): Path<u64>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let you = member(&shared, &headers).await?;
    let made = if let Some(made) = shared.bundles.find(&you.team, number) {
        made
    } else {
        let made = make(&shared, &you.team, number).await?.ok_or_else(|| {
            Refused::new(ErrorCode::NotFound, "There is no such bundle yet: the log does not reach its end.")
        })?;
        shared.bundles.keep(&you.team, number, made.clone());
        made
    };
    let about = [
        (header::CONTENT_TYPE, HeaderValue::from_static(BUNDLE_TYPE)),
        (header::CACHE_CONTROL, FOR_EVER),
        (header::HeaderName::from_static(BUNDLE_HEADER), made.header),
    ];
    Ok((about, made.bytes).into_response())
}

/// `None`: it is not complete.
async fn make<S: Store>(shared: &Shared<S>, team: &TeamId, number: u64) -> Result<Option<Made>, StoreError> {
    let Some((from, to)) = bundle_range(number) else { return Ok(None) };
    if shared.store.head(team).await?.seq < to {
        return Ok(None);
    }
    let before = match from - 1 {
        0 => Link::ORIGIN,
        last => shared.store.read(team, last, last).await?.first().map_or(Link::ORIGIN, |it| it.link),
    };
    let (mut next, mut after, mut bytes) = (from, before, Vec::new());
    while next <= to {
        let read = shared.store.read(team, next, to).await?;
        let Some(last) = read.last() else {
            return Err(StoreError::damaged("entries.seq", format!("{next} is missing")));
        };
        (next, after) = (last.seq + 1, last.link);
        let frame = Frame { items: read.into_iter().map(item).collect(), head: None };
        put_frame(&mut bytes, &frame.pack().map_err(|error| StoreError::damaged("frame", error))?);
    }
    let header = BundleHeader { from, to, before, after };
    let text = serde_json::to_string(&header).unwrap_or_default();
    let header = HeaderValue::from_str(&text).map_err(|error| StoreError::damaged("link", error))?;
    Ok(Some(Made { header, bytes: bytes.into() }))
}
