//! Whether anything leaves this desk. Off until a person turns it on.

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE telling_switch (one INTEGER PRIMARY KEY CHECK (one = 1), sending INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;";

/// Is sending on?
pub fn is_on(c: &Connection) -> Sql<bool> {
    let row = c.prepare_cached("SELECT sending FROM telling_switch")?.query_row([], |row| row.get(0)).optional()?;
    Ok(row.unwrap_or(false))
}

/// Turns sending on or off.
pub fn set(c: &Connection, sending: bool, now: i64) -> Sql<()> {
    c.execute(
        "INSERT INTO telling_switch (one, sending, at) VALUES (1, ?1, ?2)
         ON CONFLICT (one) DO UPDATE SET sending = ?1, at = ?2",
        params![sending, now],
    )
    .map(drop)
}
