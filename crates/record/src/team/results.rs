//! Results of batches that were sent by somebody else of the team: one row for each store and batch.

use crate::{Sql, db::unreadable::word};
use gangway_domain::{IntegrationId, MerchantId, StoreId, operation::Kind};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE team_results (
    store TEXT NOT NULL, batch TEXT NOT NULL, integration TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
    success INTEGER NOT NULL, code INTEGER, message TEXT, delivery INTEGER NOT NULL, PRIMARY KEY (store, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_results_by_batch ON team_results (batch);
CREATE INDEX stores_by_id ON stores (id);";

/// What a colleague's batch came to for one store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamResult {
    /// The store.
    pub store: StoreId,
    /// The provider's id of the batch.
    pub batch: String,
    /// Of which integration.
    pub integration: IntegrationId,
    /// What was wanted.
    pub kind: Kind,
    /// The provider's time, or when the result came where that cannot be read. Unix milliseconds.
    pub at: i64,
    /// Whether it was done.
    pub success: bool,
    /// The provider's code.
    pub code: Option<u16>,
    /// The provider's words.
    pub message: Option<String>,
    /// The delivery that said so.
    pub delivery: i64,
}

const COLUMNS: &str = "store, batch, integration, kind, at, success, code, message, delivery";

fn read(row: &Row<'_>) -> Sql<TeamResult> {
    Ok(TeamResult {
        store: StoreId(row.get(0)?),
        batch: row.get(1)?,
        integration: IntegrationId(row.get(2)?),
        kind: word(row, 3, "team_results.kind", Kind::from_word)?,
        at: row.get(4)?,
        success: row.get(5)?,
        code: row.get(6)?,
        message: row.get(7)?,
        delivery: row.get(8)?,
    })
}

/// Keeps a result; of two about one store of one batch, the greater one. Answers whether it is kept.
pub fn keep(c: &Connection, it: &TeamResult) -> Sql<bool> {
    let kept = c
        .prepare_cached(
            "INSERT INTO team_results VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (store, batch) DO UPDATE SET at = excluded.at, success = excluded.success, code = excluded.code,
                message = excluded.message, delivery = excluded.delivery
             WHERE (excluded.at, excluded.success, coalesce(excluded.code, -1), coalesce(excluded.message, ''))
                 > (at, success, coalesce(code, -1), coalesce(message, ''))",
        )?
        .execute(params![
            it.store.0,
            it.batch,
            it.integration.0,
            it.kind.word(),
            it.at,
            it.success,
            it.code,
            it.message,
            it.delivery
        ])?;
    Ok(kept > 0)
}

/// The greatest of a store's results: the newest, success before failure, and then the text decides.
pub fn newest(c: &Connection, store: &StoreId) -> Sql<Option<TeamResult>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM team_results WHERE store = ?1
         ORDER BY at DESC, success DESC, coalesce(code, -1) DESC, coalesce(message, '') DESC, batch DESC LIMIT 1"
    ))?
    .query_row([&store.0], read)
    .optional()
}

/// When a store's result of one batch was, by the provider's clock.
pub fn at(c: &Connection, store: &StoreId, batch: &str) -> Sql<Option<i64>> {
    c.prepare_cached("SELECT at FROM team_results WHERE store = ?1 AND batch = ?2")?
        .query_row([&store.0, batch], |row| row.get(0))
        .optional()
}

/// All results of one batch.
pub fn of_batch(c: &Connection, batch: &str) -> Sql<Vec<TeamResult>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM team_results WHERE batch = ?1"))?
        .query_map([batch], read)?
        .collect()
}

/// Whether there is any at all.
pub fn any(c: &Connection) -> Sql<bool> {
    c.prepare_cached("SELECT EXISTS (SELECT 1 FROM team_results)")?.query_row([], |row| row.get(0))
}

/// Merchants in whose tree a store is, and when each tree was last read from the provider.
pub fn trees_with(c: &Connection, store: &StoreId) -> Sql<Vec<(MerchantId, Option<i64>)>> {
    c.prepare_cached("SELECT m.id, m.refreshed_at FROM stores s JOIN merchants m ON m.id = s.merchant WHERE s.id = ?1")?
        .query_map([&store.0], |row| Ok((MerchantId(row.get(0)?), row.get(1)?)))?
        .collect()
}
