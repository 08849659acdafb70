//! What a refresh found that nothing of ours explains.

use crate::{Sql, db::unreadable::word};
use gangway_domain::{
    MerchantId, StoreId,
    compare::{Difference, Differs},
};
use rusqlite::{Connection, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE drift (
    id INTEGER PRIMARY KEY, merchant TEXT NOT NULL REFERENCES merchants (id), store TEXT NOT NULL, name TEXT NOT NULL,
    change TEXT NOT NULL, before TEXT, after TEXT, found_at INTEGER NOT NULL, seen_at INTEGER
) STRICT;
CREATE INDEX drift_by_merchant ON drift (merchant, id DESC);
CREATE INDEX drift_unseen ON drift (merchant) WHERE seen_at IS NULL;";

/// One difference that was found. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Grows.
    pub id: i64,
    /// What differs.
    pub difference: Difference,
    /// When a refresh found it.
    pub at: i64,
    /// When a person said that they saw it.
    pub seen_at: Option<i64>,
}

/// Adds what a refresh found.
pub fn add(c: &Connection, merchant: &MerchantId, differences: &[Difference], at: i64) -> Sql<()> {
    let mut insert = c.prepare_cached(
        "INSERT INTO drift (merchant, store, name, change, before, after, found_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for one in differences {
        insert.execute(params![merchant.0, one.store.0, one.name, one.change.word(), one.before, one.after, at])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> Sql<Found> {
    let change = word(row, 3, "drift.change", Differs::from_word)?;
    Ok(Found {
        id: row.get(0)?,
        difference: Difference {
            store: StoreId(row.get(1)?),
            name: row.get(2)?,
            change,
            before: row.get(4)?,
            after: row.get(5)?,
        },
        at: row.get(6)?,
        seen_at: row.get(7)?,
    })
}

/// What was found for a merchant, newest first.
pub fn of(c: &Connection, merchant: &MerchantId, limit: u32) -> Sql<Vec<Found>> {
    c.prepare_cached(
        "SELECT id, store, name, change, before, after, found_at, seen_at FROM drift WHERE merchant = ?1
         ORDER BY id DESC LIMIT ?2",
    )?
    .query_map(params![merchant.0, limit], read)?
    .collect()
}

/// What nobody has seen of a merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// Whose.
    pub merchant: MerchantId,
    /// How much.
    pub count: u32,
    /// When the first of it was found, Unix milliseconds.
    pub since: i64,
    /// The id of the newest.
    pub newest: i64,
}

/// What nobody has seen, by merchant.
pub fn all_unseen(c: &Connection) -> Sql<Vec<Unseen>> {
    c.prepare_cached(
        "SELECT merchant, count(*), min(found_at), max(id) FROM drift INDEXED BY drift_unseen
         WHERE seen_at IS NULL GROUP BY merchant",
    )?
    .query_map([], |row| {
        Ok(Unseen { merchant: MerchantId(row.get(0)?), count: row.get(1)?, since: row.get(2)?, newest: row.get(3)? })
    })?
    .collect()
}

/// How much of it nobody has seen.
pub fn unseen(c: &Connection, merchant: &MerchantId) -> Sql<u32> {
    c.prepare_cached("SELECT count(*) FROM drift WHERE merchant = ?1 AND seen_at IS NULL")?
        .query_row([&merchant.0], |row| row.get(0))
}

/// A person saw everything up to one of them; what was found after that stays unseen.
pub fn see(c: &Connection, merchant: &MerchantId, up_to: i64, at: i64) -> Sql<usize> {
    c.prepare_cached("UPDATE drift SET seen_at = ?3 WHERE merchant = ?1 AND id <= ?2 AND seen_at IS NULL")?
        .execute(params![merchant.0, up_to, at])
}
