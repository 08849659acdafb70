//! Who works on what.

use crate::{
    ClaimAnswer, ClaimOrder, Holder, KeptWait, Member, RefusedKey, Store,
    server::{
        answer::{Refused, read},
        auth::{member, worker},
        shared::Shared,
    },
};
use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use gangway_domain::claims::{self, Held, Stage};
use gangway_wire::{
    CLAIM_KEYS, ClaimAct, ClaimAsked, ClaimKey, ClaimRefused, ClaimRequest, ClaimStage, ClaimView, ClaimsGranted,
    ClaimsRefused, ClaimsRenewed, DeviceId, ErrorCode, HeldClaim, Key, PersonId, RefusedClaim,
};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

/// Between two looks at who is silent.
const LOOK: Duration = Duration::from_secs(2);

type Relay<S> = State<Arc<Shared<S>>>;

pub(super) async fn order<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let you = worker(&shared, &headers).await?;
    let request: ClaimRequest = read(body).await?;
    checked(&request)?;
    let order = ClaimOrder {
        by: Holder { device: you.device.clone(), person: you.person.clone() },
        key: entry_key(&you.device, request.request),
        act: request.act,
        keys: request.keys,
        limits: shared.claims,
    };
    let names = Names::of(&shared, &you);
    match shared.store.claim(&you.team, order).await? {
        ClaimAnswer::Done(done) => {
            let refused = done.refused.into_iter().map(|it| names.refused(it)).collect();
            let granted = ClaimsGranted { now: done.now, seq: done.seq, fences: done.fences, refused };
            Ok(Json(granted).into_response())
        }
        ClaimAnswer::Refused(refused) => {
            let message = format!("{} of these cannot be had now.", refused.len());
            let refused = refused.into_iter().map(|it| names.refused(it)).collect();
            let body = ClaimsRefused { code: ErrorCode::Claimed, message, refused };
            Ok((StatusCode::CONFLICT, Json(body)).into_response())
        }
    }
}

/// The device is there, and what it holds stays.
pub(super) async fn renew<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
) -> Result<Json<ClaimsRenewed>, Refused> {
    let you = worker(&shared, &headers).await?;
    let limits = shared.claims;
    let now = shared.store.renew(&you.team, &you.device, limits.lease_ms).await?;
    Ok(Json(ClaimsRenewed { now, lease_ms: limits.lease_ms, unknown_ms: limits.unknown_ms }))
}

/// Everything that somebody has, for everybody of the team.
pub(super) async fn list<S: Store>(
    State(shared): Relay<S>,
    headers: HeaderMap,
) -> Result<Json<Vec<ClaimView>>, Refused> {
    let you = member(&shared, &headers).await?;
    let kept = shared.store.claims(&you.team).await?;
    let mut asked: HashMap<ClaimKey, Vec<ClaimAsked>> = HashMap::new();
    for KeptWait { key, by, at, .. } in kept.waits {
        asked.entry(key).or_default().push(ClaimAsked { device: by.device, person: by.person, at });
    }
    let names = Names::of(&shared, &you);
    let held = kept.claims.into_iter().filter_map(|it| Some((it.key, it.claimed.held?)));
    let views = held.map(|(key, held)| {
        let asked = asked.remove(&key).unwrap_or_default();
        ClaimView { key, held: names.held(held), asked }
    });
    Ok(Json(views.collect()))
}

/// Runs for the life of the relay: what silent devices had is freed, or becomes unknown.
pub(super) async fn keep_lapsing<S: Store>(shared: &Shared<S>) {
    let lease = Duration::from_millis(u64::try_from(shared.claims.lease_ms).unwrap_or_default());
    // A relay that was away heard nobody: devices have a lease's time to say that they are there.
    tokio::time::sleep(lease).await;
    loop {
        tokio::time::sleep(LOOK.min(lease / 2).max(Duration::from_millis(50))).await;
        if let Err(error) = lapse(shared).await {
            tracing::warn!(%error, "claims of silent devices were not looked at");
        }
    }
}

async fn lapse<S: Store>(shared: &Shared<S>) -> Result<(), crate::StoreError> {
    for team in shared.store.teams().await? {
        while shared.store.lapse(&team.id).await? > 0 {}
    }
    Ok(())
}

fn checked(request: &ClaimRequest) -> Result<(), Refused> {
    let keys = &request.keys;
    if keys.is_empty() || keys.len() > CLAIM_KEYS {
        return Err(Refused::bad_request(format!("keys: 1 to {CLAIM_KEYS}.")));
    }
    for (n, key) in keys.iter().enumerate() {
        key.0.parse::<claims::ClaimKey>().map_err(|error| Refused::bad_request(format!("keys[{n}]: {error}.")))?;
    }
    if keys.iter().collect::<HashSet<_>>().len() < keys.len() {
        return Err(Refused::bad_request("keys: each once."));
    }
    match &request.act {
        ClaimAct::Release { fences } | ClaimAct::Outcome { fences } | ClaimAct::Status { fences, .. }
            if fences.len() != keys.len() =>
        {
            Err(Refused::bad_request("fences: one for each key."))
        }
        ClaimAct::Claim { .. }
        | ClaimAct::Permit { .. }
        | ClaimAct::Release { .. }
        | ClaimAct::Outcome { .. }
        | ClaimAct::Status { .. }
        | ClaimAct::AskToLetGo => Ok(()),
    }
}

/// No device can take the key of an entry of another one, or of a delivery.
fn entry_key(device: &DeviceId, Key(request): Key) -> Key {
    let digest = Sha256::new()
        .chain_update(b"claim request of ")
        .chain_update(device.as_str())
        .chain_update([0])
        .chain_update(request)
        .finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    Key(key)
}

/// How the persons of a team are called.
struct Names(HashMap<PersonId, String>);

impl Names {
    fn of<S: Store>(shared: &Shared<S>, you: &Member) -> Self {
        let directory = Arc::clone(&shared.directory.borrow());
        let ours = directory.devices.values().filter(|it| it.team == you.team);
        Self(ours.map(|it| (it.person.clone(), it.person_name.clone())).collect())
    }

    fn held(&self, held: Held<Holder>) -> HeldClaim {
        let stage = match held.stage {
            Stage::Planned => ClaimStage::Planned,
            Stage::Leaving => ClaimStage::Leaving,
            Stage::Unknown => ClaimStage::Unknown,
        };
        let (device, person) = (held.by.device, held.by.person);
        let person_name = self.0.get(&person).cloned();
        HeldClaim { stage, device, person, person_name, since: held.since, fence: held.fence }
    }

    fn refused(&self, (key, why): RefusedKey) -> RefusedClaim {
        let why = match why {
            claims::Refused::Held(held) => ClaimRefused::Held(self.held(held)),
            claims::Refused::OutcomeFirst(held) => ClaimRefused::OutcomeFirst(self.held(held)),
            claims::Refused::Outdated(seq) => ClaimRefused::Outdated { seq },
            claims::Refused::NotHeld => ClaimRefused::NotHeld,
            claims::Refused::TooEarly(until) => ClaimRefused::TooEarly { until },
        };
        RefusedClaim { key, why }
    }
}
