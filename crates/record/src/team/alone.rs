//! That somebody works without the relay for a while, and why.

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE team_alone (one INTEGER PRIMARY KEY CHECK (one = 1), since INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;";

/// Work without the relay. What colleagues do meanwhile is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// Since when, Unix milliseconds.
    pub since: i64,
    /// Why, in the person's words.
    pub reason: String,
}

/// Whether somebody does.
pub fn alone(c: &Connection) -> Sql<Option<Alone>> {
    c.prepare_cached("SELECT since, reason FROM team_alone")?
        .query_row([], |row| Ok(Alone { since: row.get(0)?, reason: row.get(1)? }))
        .optional()
}

/// From now on.
pub fn begin(c: &Connection, it: &Alone) -> Sql<()> {
    c.prepare_cached("INSERT OR IGNORE INTO team_alone VALUES (1, ?1, ?2)")?
        .execute(params![it.since, it.reason])
        .map(drop)
}

/// The relay is there again.
pub fn end(c: &Connection) -> Sql<()> {
    c.execute("DELETE FROM team_alone", []).map(drop)
}
