//! One row for each store in each operation: its state and the report that settled it.

use crate::{
    Sql,
    db::unreadable::{optional_word, word},
};
use gangway_domain::{
    MerchantId, OperationId, StoreId,
    fold::{Report, Source, Standing},
    operation::{Kind, StoreState},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

pub(crate) const UP: &str = "
CREATE TABLE operation_stores (
    operation TEXT NOT NULL REFERENCES operations (id), store TEXT NOT NULL, place INTEGER NOT NULL,
    position INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
    source TEXT, reported_at INTEGER, code INTEGER, message TEXT, delivery INTEGER, changed_at INTEGER,
    PRIMARY KEY (operation, store)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_stores_by_batch ON operation_stores (operation, position, place);
CREATE INDEX operation_stores_open ON operation_stores (state)
    WHERE state IN ('sending', 'accepted', 'unknown', 'overdue');
CREATE INDEX operation_stores_by_store ON operation_stores (store);";

/// Who asked the provider, where its status call settled a store because a person asked.
pub(crate) const ASKED_BY: &str = "ALTER TABLE operation_stores ADD COLUMN asked_by TEXT;";

/// One store in one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationStore {
    /// The run.
    pub operation: OperationId,
    /// The store.
    pub store: StoreId,
    /// Its place in the plan, over all batches.
    pub place: u32,
    /// Its batch.
    pub position: u32,
    /// The name that is sent.
    pub name: String,
    /// State and report.
    pub standing: Standing,
    /// Reason of a rejection or answer (a rejected store has no report).
    pub message: Option<String>,
    /// The delivery that settled it.
    pub delivery: Option<i64>,
    /// When it last changed, Unix milliseconds.
    pub changed_at: Option<i64>,
    /// Who asked the provider, where a person did and its status call settled it.
    pub asked_by: Option<String>,
}

pub(super) const COLUMNS: &str = "operation, store, place, position, name, state, source, reported_at, code, message, delivery, changed_at, asked_by";

pub(super) fn read(row: &Row<'_>) -> Sql<OperationStore> {
    let state = word(row, 5, "operation_stores.state", StoreState::from_word)?;
    let message: Option<String> = row.get(9)?;
    let report = match row.get_ref(6)?.as_str_or_null()? {
        Some(_) => Some(Report {
            source: word(row, 6, "operation_stores.source", source_of)?,
            at: row.get::<_, Option<i64>>(7)?.unwrap_or(0),
            success: state == StoreState::Confirmed,
            code: row.get(8)?,
            message: message.clone(),
        }),
        None => None,
    };
    Ok(OperationStore {
        operation: OperationId(row.get(0)?),
        store: StoreId(row.get(1)?),
        place: row.get(2)?,
        position: row.get(3)?,
        name: row.get(4)?,
        standing: Standing { state, report },
        message,
        delivery: row.get(10)?,
        changed_at: row.get(11)?,
        asked_by: row.get(12)?,
    })
}

fn source_of(word: &str) -> Option<Source> {
    match word {
        "webhook" => Some(Source::Webhook),
        "status_call" => Some(Source::StatusCall),
        _ => None,
    }
}

/// Adds a planned store.
pub fn insert(
    c: &Connection,
    operation: &OperationId,
    place: u32,
    position: u32,
    store: &StoreId,
    name: &str,
) -> Sql<()> {
    c.prepare_cached(
        "INSERT INTO operation_stores (operation, store, place, position, name, state) VALUES (?1, ?2, ?3, ?4, ?5, 'planned')",
    )?
    .execute(params![operation.0, store.0, place, position, name])
    .map(drop)
}

/// Writes a standing back. `message` is what is shown: the report's own, or a reason.
pub fn settle(
    c: &Connection,
    operation: &OperationId,
    store: &StoreId,
    standing: &Standing,
    message: Option<&str>,
    delivery: Option<i64>,
    at: i64,
) -> Sql<()> {
    let report = standing.report.as_ref();
    c.prepare_cached(
        "UPDATE operation_stores SET state = ?3, source = ?4, reported_at = ?5, code = ?6, message = ?7,
            delivery = coalesce(?8, delivery), changed_at = ?9 WHERE operation = ?1 AND store = ?2",
    )?
    .execute(params![
        operation.0,
        store.0,
        standing.state.word(),
        report.map(|report| if report.source == Source::Webhook { "webhook" } else { "status_call" }),
        report.map(|report| report.at),
        report.and_then(|report| report.code),
        report.and_then(|report| report.message.as_deref()).or(message),
        delivery,
        at
    ])
    .map(drop)
}

/// Notes who asked the question whose answer settled a store.
pub fn asked_by(c: &Connection, operation: &OperationId, store: &StoreId, person: &str) -> Sql<()> {
    c.prepare_cached("UPDATE operation_stores SET asked_by = ?3 WHERE operation = ?1 AND store = ?2")?
        .execute([&operation.0, &store.0, person])
        .map(drop)
}

/// The stores of one batch, in the order of the plan.
pub fn of_batch(c: &Connection, operation: &OperationId, position: u32) -> Sql<Vec<OperationStore>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM operation_stores WHERE operation = ?1 AND position = ?2 ORDER BY place"
    ))?
    .query_map(params![operation.0, position], read)?
    .collect()
}

/// Puts a store that is to be sent once more into another batch: its old one had a request of its own.
pub fn rebatch(c: &Connection, operation: &OperationId, store: &StoreId, position: u32) -> Sql<()> {
    c.prepare_cached(
        "UPDATE operation_stores SET position = ?3 WHERE operation = ?1 AND store = ?2 AND state = 'planned'",
    )?
    .execute(params![operation.0, store.0, position])
    .map(drop)
}

/// The stores of an operation in one state, in the order of the plan.
pub fn in_state(c: &Connection, operation: &OperationId, state: StoreState) -> Sql<Vec<OperationStore>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM operation_stores WHERE operation = ?1 AND state = ?2 ORDER BY position, place"
    ))?
    .query_map(params![operation.0, state.word()], read)?
    .collect()
}

/// A page of an operation's stores, of one state or of all; with the total.
pub fn page(
    c: &Connection,
    operation: &OperationId,
    state: Option<StoreState>,
    offset: u32,
    limit: u32,
) -> Sql<(u32, Vec<OperationStore>)> {
    let state = state.map(StoreState::word);
    let total = c
        .prepare_cached("SELECT count(*) FROM operation_stores WHERE operation = ?1 AND (?2 IS NULL OR state = ?2)")?
        .query_row(params![operation.0, state], |row| row.get(0))?;
    let rows = c
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM operation_stores WHERE operation = ?1 AND (?2 IS NULL OR state = ?2)
             ORDER BY position, place LIMIT ?3 OFFSET ?4"
        ))?
        .query_map(params![operation.0, state, limit, offset], read)?
        .collect::<Sql<_>>()?;
    Ok((total, rows))
}

/// How many stores are in each state.
pub fn counts(c: &Connection, operation: &OperationId) -> Sql<Vec<(StoreState, u32)>> {
    let mut rows =
        c.prepare_cached("SELECT state, count(*) FROM operation_stores WHERE operation = ?1 GROUP BY state")?;
    rows.query_map([&operation.0], |row| {
        Ok((word(row, 0, "operation_stores.state", StoreState::from_word)?, row.get(1)?))
    })?
    .collect()
}

/// Stores of one batch in one state, settled by one source: batch, state, source, number.
pub type BatchCount = (u32, StoreState, Option<Source>, u32);

/// States by batch, for the table of batches.
pub fn counts_by_batch(c: &Connection, operation: &OperationId) -> Sql<Vec<BatchCount>> {
    c.prepare_cached(
        "SELECT position, state, source, count(*) FROM operation_stores WHERE operation = ?1 GROUP BY position, state, source",
    )?
    .query_map([&operation.0], |row| {
        let source = optional_word(row, 2, "operation_stores.source", source_of)?;
        Ok((row.get(0)?, word(row, 1, "operation_stores.state", StoreState::from_word)?, source, row.get(3)?))
    })?
    .collect()
}

/// Stores that did not work for one reason: state, code, message, number.
pub type CauseCount = (StoreState, Option<u16>, Option<String>, u32);

/// The causes of what did not work, grouped.
pub fn causes(c: &Connection, operation: &OperationId) -> Sql<Vec<CauseCount>> {
    c.prepare_cached(
        "SELECT state, code, message, count(*) AS n FROM operation_stores WHERE operation = ?1 AND state <> 'confirmed'
         GROUP BY state, code, message ORDER BY n DESC, state",
    )?
    .query_map([&operation.0], |row| {
        let state = word(row, 0, "operation_stores.state", StoreState::from_word)?;
        Ok((state, row.get(1)?, row.get(2)?, row.get(3)?))
    })?
    .collect()
}

/// Stores of a merchant that are done by the status call alone, longer than `before` ago: their signed results never came.
pub fn missed(c: &Connection, merchant: Option<&MerchantId>, before: i64) -> Sql<u32> {
    c.prepare_cached(
        "SELECT count(*) FROM operation_stores s INDEXED BY operation_stores_by_status_call
         JOIN operations o ON o.id = s.operation
         WHERE s.source = 'status_call' AND s.state = 'confirmed' AND s.changed_at < ?2 AND (?1 IS NULL OR o.merchant = ?1)",
    )?
    .query_row(params![merchant.map(MerchantId::as_str), before], |row| row.get(0))
}

/// The same by merchant.
pub fn missed_by_merchant(c: &Connection, from: i64, before: i64) -> Sql<HashMap<MerchantId, u32>> {
    c.prepare_cached(
        "SELECT o.merchant, count(*) FROM operation_stores s INDEXED BY operation_stores_by_status_call
         JOIN operations o ON o.id = s.operation
         WHERE s.source = 'status_call' AND s.state = 'confirmed' AND s.changed_at < ?1 AND s.changed_at >= ?2 GROUP BY o.merchant",
    )?
    .query_map([before, from], |row| Ok((MerchantId(row.get(0)?), row.get(1)?)))?
    .collect()
}

/// What [`settled_since`] counts, by merchant.
pub fn settled_by_merchant(c: &Connection, kind: Kind, since: i64) -> Sql<HashMap<MerchantId, (u32, u32)>> {
    c.prepare_cached(
        "SELECT o.merchant, sum(s.state = 'confirmed'), sum(s.state IN ('failed', 'rejected', 'no_result'))
         FROM operations o CROSS JOIN operation_stores s ON s.operation = o.id
         WHERE o.started_at >= ?2 AND o.kind = ?1 GROUP BY o.merchant",
    )?
    .query_map(params![kind.word(), since], |row| Ok((MerchantId(row.get(0)?), (row.get(1)?, row.get(2)?))))?
    .collect()
}

/// How many stores were confirmed, and how many failed or were rejected, in runs of one kind that began at `since` or later.
pub fn settled_since(c: &Connection, kind: Kind, since: i64) -> Sql<(u32, u32)> {
    c.prepare_cached(
        "SELECT coalesce(sum(s.state = 'confirmed'), 0), coalesce(sum(s.state IN ('failed', 'rejected', 'no_result')), 0)
         FROM operations o CROSS JOIN operation_stores s ON s.operation = o.id
         WHERE o.started_at >= ?2 AND o.kind = ?1",
    )?
    .query_row(params![kind.word(), since], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The row of a merchant's store in its newest operation.
pub fn latest_of(c: &Connection, merchant: &MerchantId, store: &StoreId) -> Sql<Option<OperationStore>> {
    let columns = COLUMNS.split(", ").map(|column| format!("s.{column}")).collect::<Vec<_>>().join(", ");
    c.prepare_cached(&format!(
        "SELECT {columns} FROM operation_stores s JOIN operations o ON o.id = s.operation
         WHERE s.store = ?1 AND o.merchant = ?2 ORDER BY o.started_at DESC, o.id DESC LIMIT 1"
    ))?
    .query_row(params![store.0, merchant.0], read)
    .optional()
}

/// Operations that have yet to send one of these stores.
pub fn planned_of(c: &Connection, stores: &[StoreId]) -> Sql<Vec<OperationId>> {
    let mut find = c.prepare_cached("SELECT operation FROM operation_stores WHERE store = ?1 AND state = 'planned'")?;
    let mut found = std::collections::BTreeSet::new();
    for store in stores {
        for operation in find.query_map([&store.0], |row| row.get::<_, String>(0))? {
            found.insert(operation?);
        }
    }
    Ok(found.into_iter().map(OperationId).collect())
}
