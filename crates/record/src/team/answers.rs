//! Answers of remote merchants that the team's log brought, until somebody of the team has finished them.

use crate::Sql;
use rusqlite::{Connection, params};

pub(crate) const UP: &str = "
CREATE TABLE team_answers (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, attempt TEXT NOT NULL, sealed TEXT NOT NULL) STRICT;";

/// An answer that may be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamAnswer {
    /// Its place in the log.
    pub seq: u64,
    /// When the relay took it in, Unix milliseconds.
    pub at: i64,
    /// Of which attempt.
    pub attempt: String,
    /// What the merchant brought, sealed to the team's key.
    pub sealed: String,
}

/// Keeps one.
pub fn keep(c: &Connection, it: &TeamAnswer) -> Sql<()> {
    c.prepare_cached("INSERT OR IGNORE INTO team_answers VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![it.seq as i64, it.at, it.attempt, it.sealed])
        .map(drop)
}

/// The newest answer of each attempt.
pub fn open(c: &Connection) -> Sql<Vec<TeamAnswer>> {
    c.prepare_cached(
        "SELECT seq, at, attempt, sealed FROM team_answers AS it
         WHERE seq = (SELECT max(seq) FROM team_answers WHERE attempt = it.attempt) ORDER BY seq",
    )?
    .query_map([], |row| {
        let seq = row.get::<_, i64>(0)? as u64;
        Ok(TeamAnswer { seq, at: row.get(1)?, attempt: row.get(2)?, sealed: row.get(3)? })
    })?
    .collect()
}

/// Forgets the answers of an attempt up to a place.
pub fn forget(c: &Connection, attempt: &str, up_to: u64) -> Sql<()> {
    c.prepare_cached("DELETE FROM team_answers WHERE attempt = ?1 AND seq <= ?2")?
        .execute(params![attempt, up_to as i64])
        .map(drop)
}
