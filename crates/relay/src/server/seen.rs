//! When devices were seen, and how far they were. It is noted in memory as it happens, and in the store now and then: it is for
//! people to look at, and nothing depends on it.

use crate::{Member, Seen, Store, StoreError, server::shared::Shared};
use gangway_wire::{DeviceId, DeviceSeen, TeamId};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Between two notes in the store.
const NOTE: Duration = Duration::from_secs(5);

/// What this node saw since it noted it last.
#[derive(Debug, Default)]
pub(crate) struct SeenHere(Mutex<HashMap<DeviceId, DeviceSeen>>);

impl SeenHere {
    /// A device is there, and has everything up to `has`.
    pub(crate) fn note(&self, member: &Member, has: u64, at: i64) {
        self.lock().insert(member.device.clone(), DeviceSeen { at, has });
    }

    fn take(&self) -> Vec<Seen> {
        let seen = std::mem::take(&mut *self.lock());
        seen.into_iter().map(|(device, it)| Seen { device, at: it.at, has: it.has }).collect()
    }

    /// What could not be noted is noted next time, unless there is something newer by then.
    fn put_back(&self, seen: Vec<Seen>) {
        let mut here = self.lock();
        for it in seen {
            here.entry(it.device).or_insert(DeviceSeen { at: it.at, has: it.has });
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<DeviceId, DeviceSeen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The devices of a team as any node saw them last.
pub(super) async fn of_team<S: Store>(
    shared: &Shared<S>,
    team: &TeamId,
) -> Result<HashMap<DeviceId, DeviceSeen>, StoreError> {
    let kept = shared.store.seen(team).await?.into_iter();
    let mut all: HashMap<DeviceId, DeviceSeen> =
        kept.map(|it| (it.device, DeviceSeen { at: it.at, has: it.has })).collect();
    for (device, seen) in shared.seen.lock().iter() {
        if all.get(device).is_none_or(|kept| kept.at <= seen.at) {
            all.insert(device.clone(), *seen);
        }
    }
    Ok(all)
}

/// Notes in the store what was seen since the last time.
pub(super) async fn note<S: Store>(shared: &Shared<S>) {
    let seen = shared.seen.take();
    if seen.is_empty() {
        return;
    }
    if let Err(error) = shared.store.note_seen(seen.clone()).await {
        tracing::warn!(%error, "when devices were seen was not noted");
        shared.seen.put_back(seen);
    }
}

/// Runs for the life of the relay.
pub(super) async fn keep_noting<S: Store>(shared: &Shared<S>) {
    loop {
        tokio::time::sleep(NOTE).await;
        note(shared).await;
    }
}
