//! Operations: the runs that people started.

pub mod batches;
pub mod failed_stores;
pub mod open_stores;
pub mod operation_stores;
pub mod store_options;

use crate::{Sql, db::unreadable::word};
use gangway_domain::{IntegrationId, MerchantId, OperationId, StoreId, operation::Kind};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{HashMap, HashSet};

pub(crate) const UP: &str = "
CREATE TABLE operations (
    id TEXT PRIMARY KEY, merchant TEXT NOT NULL REFERENCES merchants (id), kind TEXT NOT NULL, integration TEXT NOT NULL,
    flags TEXT NOT NULL, phase TEXT NOT NULL, halt TEXT, started_at INTEGER NOT NULL, ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX operations_by_start ON operations (started_at DESC);";

/// A run may wait before its first request leaves, so that it can be taken back.
pub(crate) const HOLD: &str = "ALTER TABLE operations ADD COLUMN hold_until INTEGER;";

/// How often a run may send by itself again what was not done, and how many requests it made for that so far.
pub(crate) const REPEATS: &str = "ALTER TABLE operations ADD COLUMN repeats_left INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operations ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0;";

/// Where the run as a whole stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It waits for [`Operation::hold_until`] before its first request leaves.
    Holding,
    /// Requests are leaving.
    Running,
    /// All requests left; results are outstanding.
    Waiting,
    /// Nothing is outstanding.
    Finished,
    /// It rests: at a person's request, until the merchant signs in (see `halt`), or because the program ended before it began.
    Paused,
    /// A person stopped it; what was not sent stays planned.
    Stopped,
    /// A person took it back before anything left.
    Undone,
    /// The program ended while it ran.
    Interrupted,
    /// A cause that concerns every further request stopped it (see `halt`).
    Halted,
}

impl Phase {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Holding, "holding"),
        (Self::Paused, "paused"),
        (Self::Undone, "undone"),
        (Self::Running, "running"),
        (Self::Waiting, "waiting"),
        (Self::Finished, "finished"),
        (Self::Stopped, "stopped"),
        (Self::Interrupted, "interrupted"),
        (Self::Halted, "halted"),
    ];

    /// The word in the record and over IPC.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(phase, _)| *phase == self).map_or("", |(_, word)| word)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(phase, _)| *phase)
    }
}

/// One operation. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Ours.
    pub id: OperationId,
    /// Whose stores.
    pub merchant: MerchantId,
    /// Provision or deprovision.
    pub kind: Kind,
    /// To which integration.
    pub integration: IntegrationId,
    /// The options sent with every store; [`crate::operations::store_options::StoreOptions`] reads it.
    pub flags: String,
    /// Where it stands.
    pub phase: Phase,
    /// Why it was halted; [`crate::db::kept_failure::KeptFailure`] reads it.
    pub halt: Option<String>,
    /// When a person started it.
    pub started_at: i64,
    /// When nothing was outstanding any more, or it was stopped.
    pub ended_at: Option<i64>,
    /// While it holds: when its first request leaves.
    pub hold_until: Option<i64>,
    /// How often it may still send by itself again what was not done.
    pub repeats_left: u32,
    /// Requests that were made for that so far.
    pub repeated: u32,
}

const COLUMNS: &str =
    "id, merchant, kind, integration, flags, phase, halt, started_at, ended_at, hold_until, repeats_left, repeated";

fn read(row: &Row<'_>) -> Sql<Operation> {
    Ok(Operation {
        id: OperationId(row.get(0)?),
        merchant: MerchantId(row.get(1)?),
        kind: word(row, 2, "operations.kind", Kind::from_word)?,
        integration: IntegrationId(row.get(3)?),
        flags: row.get(4)?,
        phase: word(row, 5, "operations.phase", Phase::from_word)?,
        halt: row.get(6)?,
        started_at: row.get(7)?,
        ended_at: row.get(8)?,
        hold_until: row.get(9)?,
        repeats_left: row.get(10)?,
        repeated: row.get(11)?,
    })
}

/// Adds an operation.
pub fn insert(c: &Connection, operation: &Operation) -> Sql<()> {
    c.execute(
        &format!("INSERT INTO operations ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"),
        params![
            operation.id.0,
            operation.merchant.0,
            operation.kind.word(),
            operation.integration.0,
            operation.flags,
            operation.phase.word(),
            operation.halt,
            operation.started_at,
            operation.ended_at,
            operation.hold_until,
            operation.repeats_left,
            operation.repeated
        ],
    )
    .map(drop)
}

/// Moves an operation to another phase.
pub fn set_phase(c: &Connection, id: &OperationId, phase: Phase, halt: Option<&str>, ended_at: Option<i64>) -> Sql<()> {
    c.prepare_cached("UPDATE operations SET phase = ?2, halt = ?3, ended_at = ?4 WHERE id = ?1")?
        .execute(params![id.0, phase.word(), halt, ended_at])
        .map(drop)
}

/// Notes that a run sends again by itself what was not done, with so many requests.
pub fn repeats(c: &Connection, id: &OperationId, requests: u32) -> Sql<()> {
    c.prepare_cached(
        "UPDATE operations SET repeats_left = max(repeats_left - 1, 0), repeated = repeated + ?2 WHERE id = ?1",
    )?
    .execute(params![id.0, requests])
    .map(drop)
}

/// Nothing of a run is sent again by itself any more.
pub fn no_more_repeats(c: &Connection, id: &OperationId) -> Sql<()> {
    c.prepare_cached("UPDATE operations SET repeats_left = 0 WHERE id = ?1")?.execute([&id.0]).map(drop)
}

/// Moves an operation from one of some phases to another; `false` when it stands elsewhere by now.
pub fn step(
    c: &Connection,
    id: &OperationId,
    from: &[Phase],
    to: Phase,
    halt: Option<&str>,
    ended_at: Option<i64>,
) -> Sql<bool> {
    let Some(present) = by_id(c, id)? else { return Ok(false) };
    if !from.contains(&present.phase) {
        return Ok(false);
    }
    set_phase(c, id, to, halt, ended_at)?;
    c.prepare_cached("UPDATE operations SET hold_until = NULL WHERE id = ?1")?.execute([&id.0])?;
    Ok(true)
}

/// One operation.
pub fn by_id(c: &Connection, id: &OperationId) -> Sql<Option<Operation>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM operations WHERE id = ?1"))?.query_row([&id.0], read).optional()
}

/// Newest first, of one merchant or of all.
pub fn list(c: &Connection, merchant: Option<&MerchantId>, limit: u32) -> Sql<Vec<Operation>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM operations WHERE ?1 IS NULL OR merchant = ?1 ORDER BY started_at DESC, id DESC LIMIT ?2"
    ))?
    .query_map(params![merchant.map(MerchantId::as_str), limit], read)?
    .collect()
}

/// Those in one phase.
pub fn in_phase(c: &Connection, phase: Phase) -> Sql<Vec<Operation>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM operations WHERE phase = ?1 ORDER BY started_at"))?
        .query_map([phase.word()], read)?
        .collect()
}

/// Runs of a merchant that are not over.
pub fn open_count(c: &Connection, merchant: &MerchantId) -> Sql<u32> {
    c.prepare_cached(
        "SELECT count(*) FROM operations WHERE merchant = ?1 AND phase IN ('holding', 'running', 'paused', 'waiting')",
    )?
    .query_row([&merchant.0], |row| row.get(0))
}

/// Integrations that a run was ever made for.
pub fn integrations(c: &Connection) -> Sql<HashSet<IntegrationId>> {
    c.prepare_cached("SELECT DISTINCT integration FROM operations")?
        .query_map([], |row| Ok(IntegrationId(row.get(0)?)))?
        .collect()
}

/// Whether a merchant has a run with stores yet to be sent.
pub fn sends(c: &Connection, merchant: &MerchantId) -> Sql<bool> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM operations WHERE merchant = ?1 AND phase IN ('holding', 'running', 'paused'))",
    )?
    .query_row([&merchant.0], |row| row.get(0))
}

/// Of all merchants: what runs have yet to send, and whether each of these runs rests; and what is outstanding or unknown.
pub fn working_on(c: &Connection) -> Sql<(HashMap<StoreId, bool>, HashSet<StoreId>)> {
    let open = c
        .prepare_cached(
            "SELECT DISTINCT store FROM operation_stores INDEXED BY operation_stores_open
             WHERE state IN ('sending', 'accepted', 'unknown', 'overdue')",
        )?
        .query_map([], |row| Ok(StoreId(row.get(0)?)))?
        .collect::<Sql<_>>()?;
    let planned = c
        .prepare_cached(
            "SELECT s.store, min(o.phase = 'paused') FROM operations o JOIN operation_stores s ON s.operation = o.id
             WHERE o.phase IN ('holding', 'running', 'paused') AND s.state = 'planned' GROUP BY s.store",
        )?
        .query_map([], |row| Ok((StoreId(row.get(0)?), row.get(1)?)))?
        .collect::<Sql<_>>()?;
    Ok((planned, open))
}

/// A merchant's stores that a run under way has yet to send, or whose result is outstanding: none of them may be part of
/// another request.
pub fn busy_stores(c: &Connection, merchant: &MerchantId) -> Sql<HashSet<StoreId>> {
    c.prepare_cached(
        "SELECT s.store FROM operation_stores s INDEXED BY operation_stores_open JOIN operations o ON o.id = s.operation
         WHERE s.state IN ('sending', 'accepted', 'unknown', 'overdue') AND o.merchant = ?1
         UNION
         SELECT s.store FROM operations o JOIN operation_stores s ON s.operation = o.id
         WHERE o.phase IN ('holding', 'running', 'paused') AND o.merchant = ?1 AND s.state = 'planned'",
    )?
    .query_map([&merchant.0], |row| Ok(StoreId(row.get(0)?)))?
    .collect()
}
