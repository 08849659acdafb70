//! Operations, for the screen.

use crate::{
    Failure, now,
    provisioning::{Provisioning, halted, operate::options},
    view::{
        BatchResultWord, BatchRow, Cause, Counts, OperationRow, OperationState, OperationStore, OperationStores,
        OperationView, Outcome, SettledBy, StoreLatest,
    },
};
use gangway_domain::{MerchantId, OperationId, StoreId, advice::Advice, fold::Source, operation::StoreState};
use gangway_record::{
    Connection, Sql, merchants,
    operations::{self, Operation, Phase, batches, operation_stores},
};
use std::collections::HashMap;

/// Operations that a list shows.
const LISTED: u32 = 200;

impl Provisioning {
    /// Newest first, of one merchant or of all.
    pub async fn operations(&self, merchant: Option<&str>) -> Result<Vec<OperationRow>, Failure> {
        let merchant = merchant.map(MerchantId::from);
        let rows = self
            .environment
            .record()
            .read(move |c| {
                operations::list(c, merchant.as_ref(), LISTED)?.into_iter().map(|operation| row(c, operation)).collect()
            })
            .await?;
        Ok(self.with_stopping(rows))
    }

    /// How many are not over and do not rest.
    pub async fn going(&self) -> Result<u32, Failure> {
        let all = self.operations(None).await?;
        Ok(all.iter().filter(|row| row.state.is_going()).count() as u32)
    }

    /// One operation in full.
    pub async fn operation(&self, id: &str) -> Result<OperationView, Failure> {
        let id = OperationId::from(id);
        let found = self.environment.record().read(move |c| view(c, &id)).await?;
        let mut view = found.ok_or_else(|| Failure::not_found("operation"))?;
        if let Some(row) = self.with_stopping(vec![view.row.clone()]).pop() {
            view.row = row;
        }
        Ok(view)
    }

    /// A page of an operation's stores, of one state or of all.
    pub async fn operation_stores(
        &self,
        id: &str,
        state: Option<StoreState>,
        offset: u32,
        limit: u32,
    ) -> Result<OperationStores, Failure> {
        let id = OperationId::from(id);
        let page = self
            .environment
            .record()
            .read(move |c| {
                let batches = batches::of(c, &id)?;
                let (total, rows) = operation_stores::page(c, &id, state, offset, limit.min(1000))?;
                Ok(OperationStores { total, rows: rows.into_iter().map(|row| store(row, &batches)).collect() })
            })
            .await?;
        Ok(page)
    }

    /// What happened to a store in its newest operation, if it was ever part of one.
    pub async fn store_latest(&self, merchant: &str, store: &str) -> Result<Option<StoreLatest>, Failure> {
        let (merchant, id) = (MerchantId::from(merchant), StoreId::from(store));
        Ok(self.environment.record().read(move |c| latest(c, &merchant, &id)).await?)
    }

    /// Whether a run was told to stop is known to this process only.
    fn with_stopping(&self, mut rows: Vec<OperationRow>) -> Vec<OperationRow> {
        for row in &mut rows {
            let id = OperationId(row.id.clone());
            if row.state == OperationState::Running && self.runs.stopping(&id) {
                row.state = OperationState::Stopping;
            } else if row.state == OperationState::Running && self.runs.resting(&id) {
                row.state = OperationState::Pausing;
            }
        }
        rows
    }
}

fn row(c: &Connection, operation: Operation) -> Sql<OperationRow> {
    let counts = Counts::of(&operation_stores::counts(c, &operation.id)?);
    let merchant = merchants::by_id(c, &operation.merchant)?;
    let state = match operation.phase {
        Phase::Holding => OperationState::Holding,
        Phase::Paused => OperationState::Paused,
        Phase::Undone => OperationState::Undone,
        Phase::Running => OperationState::Running,
        Phase::Waiting => OperationState::Waiting,
        Phase::Finished => OperationState::Finished,
        Phase::Stopped => OperationState::Stopped,
        Phase::Interrupted => OperationState::Interrupted,
        Phase::Halted => OperationState::Halted,
    };
    Ok(OperationRow {
        id: operation.id.0,
        merchant: operation.merchant.0,
        merchant_name: merchant.map(|merchant| merchant.name).unwrap_or_default(),
        kind: operation.kind,
        integration: operation.integration.0,
        state,
        halt: operation.halt.as_deref().map(halted::failure),
        started_at: operation.started_at,
        ended_at: operation.ended_at,
        hold_until: operation.hold_until,
        repeats_left: operation.repeats_left,
        repeated: operation.repeated,
        counts,
    })
}

fn view(c: &Connection, id: &OperationId) -> Sql<Option<OperationView>> {
    let Some(operation) = operations::by_id(c, id)? else { return Ok(None) };
    let flags = options(&operation).ok();
    let mut by_batch: HashMap<u32, Vec<(StoreState, Option<Source>, u32)>> = HashMap::new();
    for (position, state, source, number) in operation_stores::counts_by_batch(c, id)? {
        by_batch.entry(position).or_default().push((state, source, number));
    }
    let none = Vec::new();
    let batches = batches::of(c, id)?;
    let batches = batches.into_iter().map(|batch| {
        let result = result_of(batch.sent_at.is_some(), by_batch.get(&batch.position).unwrap_or(&none));
        batch_row(batch, result)
    });
    let batches: Vec<BatchRow> = batches.collect();
    let causes = operation_stores::causes(c, id)?.into_iter().filter_map(cause).collect();
    let row = row(c, operation)?;
    let seconds_left = seconds_left(&row, now());
    Ok(Some(OperationView { row, flags, batches, causes, seconds_left }))
}

fn latest(c: &Connection, merchant: &MerchantId, id: &StoreId) -> Sql<Option<StoreLatest>> {
    let Some(row) = operation_stores::latest_of(c, merchant, id)? else { return Ok(None) };
    let Some(operation) = operations::by_id(c, &row.operation)? else { return Ok(None) };
    let batches = batches::of(c, &operation.id)?;
    let sent_at = batches.iter().find(|batch| batch.position == row.position).and_then(|batch| batch.sent_at);
    let flags = options(&operation).ok();
    Ok(Some(StoreLatest {
        operation: operation.id.0,
        integration: operation.integration.0,
        flags,
        store: store(row, &batches),
        sent_at,
    }))
}

fn batch_row(batch: batches::Batch, result: BatchResultWord) -> BatchRow {
    BatchRow {
        index: batch.position,
        batch_id: batch.batch.map(|id| id.0),
        stores: batch.stores,
        sent_at: batch.sent_at,
        answer_ms: batch.answered_at.zip(batch.sent_at).map(|(answered, sent)| answered - sent),
        answer: batch.answer,
        result,
        message: batch.message,
    }
}

fn result_of(sent: bool, groups: &[(StoreState, Option<Source>, u32)]) -> BatchResultWord {
    let any = |wanted: &[StoreState]| groups.iter().any(|(state, ..)| wanted.contains(state));
    let all = |wanted: &[StoreState]| groups.iter().all(|(state, ..)| wanted.contains(state));
    if any(&[StoreState::Unknown, StoreState::Overdue]) {
        BatchResultWord::Asking
    } else if all(&[StoreState::Planned]) && !sent {
        BatchResultWord::NotSent
    } else if all(&[StoreState::Rejected]) {
        BatchResultWord::Refused
    } else if any(&[StoreState::Sending, StoreState::Accepted]) {
        let settled = any(&[StoreState::Confirmed, StoreState::Failed]);
        if settled { BatchResultWord::Partly } else { BatchResultWord::Waiting }
    } else if any(&[StoreState::Planned]) {
        BatchResultWord::NotSent
    } else if groups.iter().any(|(_, source, _)| *source == Some(Source::StatusCall)) {
        BatchResultWord::StatusCall
    } else {
        BatchResultWord::Verified
    }
}

fn cause((state, code, message, stores): (StoreState, Option<u16>, Option<String>, u32)) -> Option<Cause> {
    let outcome = match state {
        StoreState::Failed => Outcome::Failed,
        StoreState::Rejected => Outcome::Rejected,
        StoreState::Unknown => Outcome::Unknown,
        StoreState::Overdue => Outcome::Overdue,
        StoreState::Planned => Outcome::Unsent,
        StoreState::NoResult => Outcome::NoResult,
        StoreState::Sending | StoreState::Accepted | StoreState::Confirmed => return None,
    };
    let advice = Advice::of(state, code, message.as_deref())?;
    let code = code.map(|code| code.to_string()).unwrap_or_default();
    Some(Cause { outcome, code, message: message.unwrap_or_default(), stores, advice })
}

fn store(row: operation_stores::OperationStore, batches: &[batches::Batch]) -> OperationStore {
    let batch = batches.iter().find(|batch| batch.position == row.position);
    let report = row.standing.report.as_ref();
    let settled_by = match report.map(|report| report.source) {
        Some(Source::Webhook) => Some(SettledBy::Webhook),
        Some(Source::StatusCall) if row.asked_by.is_some() => Some(SettledBy::Person),
        Some(Source::StatusCall) => Some(SettledBy::StatusCall),
        None if row.standing.state == StoreState::Rejected => Some(SettledBy::Answer),
        None if row.standing.state == StoreState::NoResult => Some(SettledBy::StatusCall),
        None => None,
    };
    OperationStore {
        store: row.store.0,
        name: row.name,
        state: row.standing.state,
        batch: row.position,
        batch_id: batch.and_then(|batch| batch.batch.as_ref()).map(|id| id.0.clone()),
        answer: batch.and_then(|batch| batch.answer.clone()),
        code: report.and_then(|report| report.code),
        message: row.message,
        asked_by: row.asked_by.filter(|_| settled_by == Some(SettledBy::Person)),
        settled_by,
        delivery: row.delivery,
        at: row.changed_at,
    }
}

/// From the pace so far; nothing before a tenth is done.
fn seconds_left(row: &OperationRow, now: i64) -> Option<u32> {
    let (done, total) = (row.counts.settled(), row.counts.total);
    let moves = matches!(row.state, OperationState::Running | OperationState::Waiting);
    if !moves || done * 10 < total || done == total {
        return None;
    }
    let elapsed = (now - row.started_at).max(1);
    Some((elapsed * i64::from(total - done) / i64::from(done) / 1000 + 1) as u32)
}
