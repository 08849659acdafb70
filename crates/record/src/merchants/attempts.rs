//! Pending authorizations. The verifier and the `state` itself are in the vault; here is only a digest of the state.

use super::attempt_state::{State, Status};
use crate::{Sql, db::unreadable::word};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE attempts (
    id TEXT PRIMARY KEY, state_digest TEXT NOT NULL UNIQUE, way TEXT NOT NULL, redirect TEXT NOT NULL, expected_email TEXT,
    started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, status TEXT NOT NULL, detail TEXT
) STRICT, WITHOUT ROWID;";

/// One attempt to authorize a merchant. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Ours.
    pub id: String,
    /// SHA-256 of `state`, hex: enough to recognise it, useless to whoever reads the record.
    pub state_digest: String,
    /// `browser`, `loopback`, `window` or `link`; `invitation` where a merchant anywhere answered at the team's relay.
    pub way: String,
    /// The registered redirect it was started with.
    pub redirect: String,
    /// Whom the person expects to authorize.
    pub expected_email: Option<String>,
    /// When it was started.
    pub started_at: i64,
    /// When it ends by itself.
    pub expires_at: i64,
    /// Where it stands.
    pub state: State,
}

const COLUMNS: &str = "id, state_digest, way, redirect, expected_email, started_at, expires_at, status, detail";

fn read(row: &Row<'_>) -> Sql<Attempt> {
    Ok(Attempt {
        id: row.get(0)?,
        state_digest: row.get(1)?,
        way: row.get(2)?,
        redirect: row.get(3)?,
        expected_email: row.get(4)?,
        started_at: row.get(5)?,
        expires_at: row.get(6)?,
        state: State::read(word(row, 7, "attempts.status", Status::read)?, row.get_ref(8)?.as_str_or_null()?)?,
    })
}

/// Adds an attempt.
pub fn insert(c: &Connection, attempt: &Attempt) -> Sql<()> {
    c.execute(
        &format!("INSERT INTO attempts ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
        params![
            attempt.id,
            attempt.state_digest,
            attempt.way,
            attempt.redirect,
            attempt.expected_email,
            attempt.started_at,
            attempt.expires_at,
            attempt.state.status().word(),
            attempt.state.detail()
        ],
    )
    .map(drop)
}

/// The attempt a `state` belongs to.
pub fn by_state(c: &Connection, digest: &str) -> Sql<Option<Attempt>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM attempts WHERE state_digest = ?1"))?
        .query_row([digest], read)
        .optional()
}

/// One attempt.
pub fn by_id(c: &Connection, id: &str) -> Sql<Option<Attempt>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM attempts WHERE id = ?1"))?.query_row([id], read).optional()
}

/// Moves from one status to another; `false` when it is not in the first any more. This is what makes a `state`
/// single-use: of two callbacks only one finds the attempt waiting.
pub fn step(c: &Connection, id: &str, from: Status, to: &State) -> Sql<bool> {
    let changed = c
        .prepare_cached("UPDATE attempts SET status = ?3, detail = ?4 WHERE id = ?1 AND status = ?2")?
        .execute(params![id, from.word(), to.status().word(), to.detail()])?;
    Ok(changed == 1)
}

/// Forgets an attempt: its outcome is elsewhere.
pub fn remove(c: &Connection, id: &str) -> Sql<()> {
    c.prepare_cached("DELETE FROM attempts WHERE id = ?1")?.execute([id]).map(drop)
}

/// Attempts that still wait.
pub fn waiting(c: &Connection) -> Sql<Vec<Attempt>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM attempts WHERE status IN ('waiting', 'exchanging', 'question') ORDER BY started_at"
    ))?
    .query_map([], read)?
    .collect()
}
