//! The evidence of a fork: what the relay signed, and what it had signed and shown before.

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE team_forks (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, seq INTEGER NOT NULL, link BLOB NOT NULL, theirs TEXT NOT NULL, proven TEXT
) STRICT;";

/// Two logs where there must be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// When it was found, Unix milliseconds.
    pub at: i64,
    /// At which entry.
    pub seq: u64,
    /// The link that this console computed there.
    pub link: [u8; 32],
    /// The head that says otherwise, as JSON with its signature.
    pub theirs: String,
    /// The newest head that agreed with this console, the same way.
    pub proven: Option<String>,
}

/// Keeps it.
pub fn keep(c: &Connection, fork: &Fork) -> Sql<()> {
    c.execute(
        "INSERT INTO team_forks (at, seq, link, theirs, proven) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![fork.at, fork.seq as i64, fork.link, fork.theirs, fork.proven],
    )
    .map(drop)
}

/// The first one, after which nothing was taken in.
pub fn first(c: &Connection) -> Sql<Option<Fork>> {
    c.prepare_cached("SELECT at, seq, link, theirs, proven FROM team_forks ORDER BY id LIMIT 1")?
        .query_row([], |row| {
            Ok(Fork {
                at: row.get(0)?,
                seq: row.get::<_, i64>(1)? as u64,
                link: row.get(2)?,
                theirs: row.get(3)?,
                proven: row.get(4)?,
            })
        })
        .optional()
}
