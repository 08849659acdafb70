//! Batches: the journal. A row says `sending` **before** its request leaves.

use crate::{Sql, team::facts};
use gangway_domain::{BatchId, IntegrationId, OperationId, StoreId, TeamFact, operation::Kind};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE batches (
    operation TEXT NOT NULL REFERENCES operations (id), position INTEGER NOT NULL, batch_id TEXT, stores INTEGER NOT NULL,
    sent_at INTEGER, answered_at INTEGER, answer TEXT, message TEXT,
    PRIMARY KEY (operation, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX batches_by_batch_id ON batches (batch_id) WHERE batch_id IS NOT NULL;";

/// Requests of one wave leave when all results of the wave before are there.
pub(crate) const WAVE: &str = "ALTER TABLE batches ADD COLUMN wave INTEGER NOT NULL DEFAULT 0;";

/// One request of an operation. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Whose.
    pub operation: OperationId,
    /// From 0, in the order of the plan.
    pub position: u32,
    /// The provider's id, once known.
    pub batch: Option<BatchId>,
    /// Number of stores in it.
    pub stores: u32,
    /// When the journal row was written; the request leaves next.
    pub sent_at: Option<i64>,
    /// When an answer, or the want of one, was noted.
    pub answered_at: Option<i64>,
    /// `202`, `422`, `timeout`, `reset` …
    pub answer: Option<String>,
    /// The provider's message, if any.
    pub message: Option<String>,
    /// Its wave, from 0.
    pub wave: u32,
}

const COLUMNS: &str = "operation, position, batch_id, stores, sent_at, answered_at, answer, message, wave";

fn read(row: &Row<'_>) -> Sql<Batch> {
    Ok(Batch {
        operation: OperationId(row.get(0)?),
        position: row.get(1)?,
        batch: row.get::<_, Option<String>>(2)?.map(BatchId),
        stores: row.get(3)?,
        sent_at: row.get(4)?,
        answered_at: row.get(5)?,
        answer: row.get(6)?,
        message: row.get(7)?,
        wave: row.get(8)?,
    })
}

/// Adds a planned batch.
pub fn insert(c: &Connection, operation: &OperationId, position: u32, stores: u32, wave: u32) -> Sql<()> {
    c.prepare_cached("INSERT INTO batches (operation, position, stores, wave) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![operation.0, position, stores, wave])
        .map(drop)
}

/// Notes that the request is about to leave.
pub fn sending(c: &Connection, operation: &OperationId, position: u32, at: i64) -> Sql<()> {
    c.prepare_cached(
        "UPDATE batches SET sent_at = ?3, answered_at = NULL, answer = NULL, message = NULL
         WHERE operation = ?1 AND position = ?2",
    )?
    .execute(params![operation.0, position, at])
    .map(drop)
}

/// The request that was about to leave did not.
pub fn not_left(c: &Connection, operation: &OperationId, position: u32) -> Sql<()> {
    c.prepare_cached("UPDATE batches SET sent_at = NULL WHERE operation = ?1 AND position = ?2")?
        .execute(params![operation.0, position])
        .map(drop)
}

/// Notes what came back.
pub fn answered(
    c: &Connection,
    operation: &OperationId,
    position: u32,
    batch: Option<&BatchId>,
    answer: &str,
    message: Option<&str>,
    at: i64,
) -> Sql<()> {
    c.prepare_cached(
        "UPDATE batches SET batch_id = coalesce(?3, batch_id), answer = ?4, message = ?5, answered_at = ?6
         WHERE operation = ?1 AND position = ?2",
    )?
    .execute(params![operation.0, position, batch.map(BatchId::as_str), answer, message, at])?;
    batch.map_or(Ok(()), |batch| tell(c, operation, batch, at))
}

/// Colleagues link results that name the batch to the run.
fn tell(c: &Connection, operation: &OperationId, batch: &BatchId, at: i64) -> Sql<()> {
    let details = serde_json::json!({ "batch": batch.as_str() });
    facts::tell(c, TeamFact::BatchAccepted, &operation.0, None, &details, at)
}

/// Gives a batch the id that a webhook told us.
pub fn adopt_id(c: &Connection, operation: &OperationId, position: u32, batch: &BatchId, at: i64) -> Sql<()> {
    let adopted = c
        .prepare_cached("UPDATE batches SET batch_id = ?3 WHERE operation = ?1 AND position = ?2 AND batch_id IS NULL")?
        .execute(params![operation.0, position, batch.0])?;
    if adopted == 0 { Ok(()) } else { tell(c, operation, batch, at) }
}

/// The newest batch without an id that left with a store at `before` at the latest, of an operation of this kind and
/// integration. A planned store without a remark has not left, or certainly was not taken.
pub fn without_id(
    c: &Connection,
    store: &StoreId,
    kind: Kind,
    integration: &IntegrationId,
    before: i64,
) -> Sql<Option<Batch>> {
    let columns = COLUMNS.split(", ").map(|column| format!("b.{column}")).collect::<Vec<_>>().join(", ");
    c.prepare_cached(&format!(
        "SELECT {columns} FROM operation_stores s JOIN batches b ON b.operation = s.operation AND b.position = s.position
         JOIN operations o ON o.id = s.operation
         WHERE s.store = ?1 AND b.batch_id IS NULL AND b.sent_at <= ?4 AND o.kind = ?2 AND o.integration = ?3
           AND NOT (s.state = 'planned' AND s.message IS NULL)
         ORDER BY b.sent_at DESC LIMIT 1"
    ))?
    .query_row(params![store.0, kind.word(), integration.0, before], read)
    .optional()
}

/// All batches of an operation, in order.
pub fn of(c: &Connection, operation: &OperationId) -> Sql<Vec<Batch>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM batches WHERE operation = ?1 ORDER BY position"))?
        .query_map([&operation.0], read)?
        .collect()
}

/// How long the newest requests took until their answer, on the mean of at most `newest`; none before the first answer.
pub fn mean_answer_ms(c: &Connection, newest: u32) -> Sql<Option<i64>> {
    c.prepare_cached(
        "SELECT CAST(avg(took) AS INTEGER) FROM (
            SELECT answered_at - sent_at AS took FROM batches
            WHERE answered_at >= sent_at AND batch_id IS NOT NULL ORDER BY sent_at DESC LIMIT ?1
         )",
    )?
    .query_row([newest], |row| row.get(0))
}

/// The batch with the provider's id.
pub fn by_batch_id(c: &Connection, batch: &BatchId) -> Sql<Option<Batch>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM batches WHERE batch_id = ?1"))?
        .query_row([&batch.0], read)
        .optional()
}
