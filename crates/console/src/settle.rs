//! Settling what is open without a person: late results become overdue, doubts are asked about, with back-off.

use crate::{Console, now};
use gangway_domain::remark::Remark;
use gangway_domain::{
    MerchantId, OperationId, StoreId,
    fold::{self, Report, Source},
    operation::{Event, Kind, next},
    tree,
};
use gangway_record::{Connection, Sql, batches, merchants, operation_stores, operations, stores};
use std::{
    collections::{HashMap, HashSet},
    sync::Weak,
    time::{Duration, Instant},
};

/// How often the clock is looked at while something is open.
const TICK: Duration = Duration::from_millis(500);
/// Between two status calls for one merchant: grows from try to try, so that nobody is hammered.
const BACK_OFF: [Duration; 6] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
    Duration::from_secs(60),
];

/// What a status call settled.
#[derive(Default)]
pub(crate) struct Settled {
    pub(crate) stores: u32,
    pub(crate) operations: HashSet<OperationId>,
}

/// Applies a status answer to every open store of a merchant. "Not done" ends a doubt only when the request left at
/// least `doubt_ms` before the question: a provider that works asynchronously may not have got to it yet.
pub(crate) fn by_status(
    c: &Connection,
    merchant: &MerchantId,
    rows: &[tree::Row],
    asked_at: i64,
    doubt_ms: i64,
) -> Sql<Settled> {
    let mut settled = Settled::default();
    let open = operation_stores::open(c, Some(merchant))?;
    if open.is_empty() {
        return Ok(settled);
    }
    let now_at: HashMap<&StoreId, &tree::Store> = rows.iter().map(|row| (&row.store.id, &row.store)).collect();
    let revision = merchants::next_revision(c, merchant)?;
    for open in open {
        let Some(store) = now_at.get(&open.row.store) else { continue };
        // An answer to a question asked before the request left says nothing about it.
        let Some(sent_at) = open.sent_at.filter(|sent| *sent <= asked_at) else { continue };
        let done = match open.kind {
            Kind::Provision => store.integration.as_ref() == Some(&open.integration),
            Kind::Deprovision => store.integration.is_none(),
        };
        if !done && asked_at - sent_at < doubt_ms {
            continue;
        }
        let report = Report { source: Source::StatusCall, at: 0, success: done, code: None, message: None };
        let Some(standing) = fold::apply(&open.row.standing, &report) else { continue };
        let message = (!done).then(|| Remark::StatusNotDone.text());
        let row = &open.row;
        operation_stores::settle(c, &row.operation, &row.store, &standing, message.as_deref(), None, asked_at)?;
        stores::mark(c, merchant, &row.store, &row.operation, standing.state, None, revision)?;
        settled.stores += 1;
        settled.operations.insert(row.operation.clone());
    }
    for operation in &settled.operations {
        end_if_settled(c, operation, asked_at)?;
    }
    Ok(settled)
}

/// An operation that only waited for results ends with the last of them.
pub(crate) fn end_if_settled(c: &Connection, operation: &OperationId, at: i64) -> Sql<bool> {
    let waiting = operations::by_id(c, operation)?.is_some_and(|row| row.phase == operations::Phase::Waiting);
    // While requests leave, every folded delivery asks this; looking at the stores costs more than folding them.
    if !waiting || operation_stores::any_open(c, Some(operation))? {
        return Ok(false);
    }
    operations::set_phase(c, operation, operations::Phase::Finished, None, Some(at))?;
    Ok(true)
}

/// Accepted stores whose result is late become overdue. Answers what changed, by merchant.
fn mark_overdue(c: &Connection, at: i64, after_ms: i64) -> Sql<HashSet<(MerchantId, OperationId)>> {
    let mut changed = HashSet::new();
    for open in operation_stores::open(c, None)? {
        let late = open.sent_at.is_some_and(|sent| at - sent >= after_ms);
        let Some(state) = next(open.row.standing.state, Event::Wait).filter(|_| late) else { continue };
        let standing = fold::Standing { state, report: None };
        operation_stores::settle(c, &open.row.operation, &open.row.store, &standing, None, None, at)?;
        let revision = merchants::next_revision(c, &open.merchant)?;
        stores::mark(c, &open.merchant, &open.row.store, &open.row.operation, state, None, revision)?;
        changed.insert((open.merchant, open.row.operation));
    }
    Ok(changed)
}

/// Runs for the life of a profile; sleeps while nothing is open.
pub(crate) async fn keep_settling(console: Weak<Console>) {
    let mut asked: HashMap<MerchantId, (usize, Instant)> = HashMap::new();
    loop {
        let Some(console) = console.upgrade() else { return };
        let Ok(in_doubt) = console.look_at_the_clock().await else {
            tokio::time::sleep(TICK).await;
            continue;
        };
        asked.retain(|merchant, _| in_doubt.contains(merchant));
        for merchant in &in_doubt {
            let (tries, last) = asked.get(merchant).copied().unwrap_or((0, Instant::now()));
            let wait = BACK_OFF[tries.min(BACK_OFF.len() - 1)];
            if tries > 0 && last.elapsed() < wait {
                continue;
            }
            asked.insert(merchant.clone(), (tries + 1, Instant::now()));
            if let Err(failure) = console.refresh(&merchant.0).await {
                tracing::info!(%failure, "asking for the outcome did not work");
            }
        }
        let anything = console.anything_open().await;
        let wake = &console.outstanding;
        if anything {
            let _ = tokio::time::timeout(TICK, wake.notified()).await;
            tokio::time::sleep(TICK / 5).await;
        } else {
            // A long sleep with an end: the profile may close meanwhile.
            let _ = tokio::time::timeout(Duration::from_secs(30), wake.notified()).await;
        }
    }
}

impl Console {
    /// Marks what is late; answers the merchants about whom the provider is to be asked.
    async fn look_at_the_clock(&self) -> Result<HashSet<MerchantId>, crate::Failure> {
        let (at, after_ms) = (now(), self.profile().overdue_after.as_millis() as i64);
        let late = self.record.read(move |c| operation_stores::any_late(c, at - after_ms)).await?;
        if late {
            for (merchant, operation) in self.record.write(move |c| mark_overdue(c, at, after_ms)).await? {
                self.tell_stores(&merchant);
                self.tell_operation(&merchant, &operation);
            }
        }
        Ok(self.record.read(operation_stores::merchants_in_doubt).await?)
    }

    async fn anything_open(&self) -> bool {
        self.record.read(|c| operation_stores::any_open(c, None)).await.unwrap_or(false)
    }
}

/// The batch a webhook's id belongs to, or, when the answer with the id was lost or is still under way, the batch of the
/// same kind and integration that holds its stores and has no id yet.
pub(crate) fn batch_of(c: &Connection, result: &fold::BatchResult, kind: Kind) -> Sql<Option<batches::Batch>> {
    if let Some(batch) = batches::by_batch_id(c, &result.batch)? {
        return Ok(Some(batch));
    }
    let named: HashSet<&StoreId> = result.results.iter().map(|result| &result.store).collect();
    let open = operation_stores::open(c, None)?;
    let candidate = open.iter().find(|open| {
        open.batch.is_none()
            && open.kind == kind
            && open.integration == result.integration
            && named.contains(&open.row.store)
    });
    let Some(candidate) = candidate else { return Ok(None) };
    batches::adopt_id(c, &candidate.row.operation, candidate.row.position, &result.batch)?;
    batches::by_batch_id(c, &result.batch)
}
