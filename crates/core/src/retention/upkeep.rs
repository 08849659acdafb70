//! What goes on behind everything else: counting and indexing deliveries, checking a large file, removing what is too old. In
//! pieces, so that nobody waits, and half of the time at most.

use crate::{
    Failure, now,
    retention::{Retention, removal::blocking},
    view::Change,
};
use gangway_domain::ActKind;
use gangway_record::{IndexFiller, Upkeep};
use std::{
    sync::Weak,
    time::{Duration, Instant},
};
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// Deliveries counted at once: reads only a few columns of each.
const COUNTED: u32 = 20_000;
/// Deliveries indexed at once, some 50 ms.
const INDEXED: u32 = 250;
/// A profile that was just opened has other things to do; and deliveries that come close together are indexed together.
const PAUSE: Duration = Duration::from_secs(2);
/// How often the dates are looked at when no delivery comes.
const LOOK: Duration = Duration::from_secs(3_600);
/// Milliseconds between two removals of what is too old.
const DAY: i64 = 86_400_000;

/// Runs for the life of a profile.
pub(crate) async fn keep_up(retention: Weak<Retention>) {
    let Some(mut changes) = retention.upgrade().map(|retention| retention.environment.changes()) else { return };
    loop {
        tokio::time::sleep(PAUSE).await;
        if let Err(failure) = round(&retention).await {
            tracing::warn!(%failure, "the record's upkeep goes on later");
            tokio::time::sleep(LOOK / 60).await;
        }
        let Ok(open) = tokio::time::timeout(LOOK, next_delivery(&mut changes)).await else { continue };
        if !open {
            return;
        }
    }
}

/// `false`: there will be none.
async fn next_delivery(changes: &mut Receiver<Change>) -> bool {
    loop {
        match changes.recv().await {
            Ok(Change::Deliveries) | Err(RecvError::Lagged(_)) => return true,
            Ok(_) => {}
            Err(RecvError::Closed) => return false,
        }
    }
}

async fn round(retention: &Weak<Retention>) -> Result<(), Failure> {
    while piece(retention, |filler| filler.count_more(COUNTED)).await? > 0 {}
    remove_old(retention).await?;
    loop {
        let begun = Instant::now();
        if piece(retention, |filler| filler.index_more(INDEXED)).await? == 0 {
            break;
        }
        // The other half of the time belongs to the others.
        tokio::time::sleep(begun.elapsed()).await;
    }
    check(retention).await
}

/// The profile may be left between two pieces.
async fn piece(
    retention: &Weak<Retention>,
    work: impl FnOnce(&IndexFiller) -> Result<u32, gangway_record::RecordError> + Send + 'static,
) -> Result<u32, Failure> {
    let Some(filler) = retention.upgrade().and_then(|retention| retention.environment.record().index_filler()) else {
        return Ok(0);
    };
    blocking(move || work(&filler)).await
}

async fn remove_old(retention: &Weak<Retention>) -> Result<(), Failure> {
    let Some(open) = retention.upgrade() else { return Ok(()) };
    let Some(before) = open.environment.profile().retention.before(now()) else { return Ok(()) };
    let last = open.environment.record().upkeep(Upkeep::Pruned)?;
    if last.is_some_and(|done| done.at + DAY > now()) {
        return Ok(());
    }
    let act = open.environment.act(ActKind::ContentRemoved, &open.environment.profile().name, None, None).by_itself();
    open.prune(before, act, || retention.strong_count() > 1).await.map(drop)
}

async fn check(retention: &Weak<Retention>) -> Result<(), Failure> {
    let Some(record) = retention.upgrade().map(|retention| retention.environment.record().clone()) else {
        return Ok(());
    };
    if !record.is_check_due(now()) {
        return Ok(());
    }
    let done = record.check(now()).await?;
    if let Some(finding) = done.finding {
        tracing::error!(finding, record = %record.path().display(), "the record is damaged");
    }
    Ok(())
}
