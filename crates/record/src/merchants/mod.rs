//! Merchants: one row for each account that ever authorized here.

pub mod attempt_state;
pub mod attempts;
pub mod businesses;

use crate::Sql;
use gangway_domain::MerchantId;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE merchants (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    authorized_at INTEGER NOT NULL, token_expires_at INTEGER, refreshed_at INTEGER,
    version INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;";

/// One merchant. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// Ours.
    pub id: MerchantId,
    /// The email claim of the merchant token, lower case.
    pub email: String,
    /// The name claim, or the email where there is none.
    pub name: String,
    /// When it last authorized.
    pub authorized_at: i64,
    /// When the merchant token in the vault ends; `None` after sign-out.
    pub token_expires_at: Option<i64>,
    /// When its stores were last read.
    pub refreshed_at: Option<i64>,
    /// Grows when the shape of the tree changes.
    pub version: i64,
    /// Grows with every change of any store.
    pub revision: i64,
}

const COLUMNS: &str = "id, email, name, authorized_at, token_expires_at, refreshed_at, version, revision";

fn read(row: &Row<'_>) -> Sql<Merchant> {
    Ok(Merchant {
        id: MerchantId(row.get(0)?),
        email: row.get(1)?,
        name: row.get(2)?,
        authorized_at: row.get(3)?,
        token_expires_at: row.get(4)?,
        refreshed_at: row.get(5)?,
        version: row.get(6)?,
        revision: row.get(7)?,
    })
}

/// Adds the merchant, or renews the one with the same email; answers the one that stands.
pub fn authorize(c: &Connection, merchant: &Merchant) -> Sql<Merchant> {
    c.prepare_cached(&format!(
        "INSERT INTO merchants (id, email, name, authorized_at, token_expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (email) DO UPDATE SET
            name = excluded.name, authorized_at = excluded.authorized_at, token_expires_at = excluded.token_expires_at
         RETURNING {COLUMNS}"
    ))?
    .query_row(
        params![merchant.id.0, merchant.email, merchant.name, merchant.authorized_at, merchant.token_expires_at],
        read,
    )
}

/// Notes that the token is gone.
pub fn forget_token(c: &Connection, id: &MerchantId) -> Sql<()> {
    c.execute("UPDATE merchants SET token_expires_at = NULL WHERE id = ?1", [&id.0]).map(drop)
}

/// Notes that every token is gone.
pub fn forget_all_tokens(c: &Connection) -> Sql<()> {
    c.execute("UPDATE merchants SET token_expires_at = NULL", []).map(drop)
}

/// One merchant.
pub fn by_id(c: &Connection, id: &MerchantId) -> Sql<Option<Merchant>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM merchants WHERE id = ?1"))?.query_row([&id.0], read).optional()
}

/// The merchant of an email address, in lower case.
pub fn by_email(c: &Connection, email: &str) -> Sql<Option<Merchant>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM merchants WHERE email = ?1"))?.query_row([email], read).optional()
}

/// All merchants, by name.
pub fn all(c: &Connection) -> Sql<Vec<Merchant>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM merchants ORDER BY name COLLATE NOCASE, email"))?
        .query_map([], read)?
        .collect()
}

/// How many there are.
pub fn count(c: &Connection) -> Sql<u32> {
    c.prepare_cached("SELECT count(*) FROM merchants")?.query_row([], |row| row.get(0))
}

/// The next revision of a merchant's stores, for the changes of this transaction.
pub fn next_revision(c: &Connection, id: &MerchantId) -> Sql<i64> {
    c.prepare_cached("UPDATE merchants SET revision = revision + 1 WHERE id = ?1 RETURNING revision")?
        .query_row([&id.0], |row| row.get(0))
}

/// Notes a refresh; with `reshaped` the tree has a new version.
pub(crate) fn refreshed(c: &Connection, id: &MerchantId, at: i64, reshaped: bool) -> Sql<()> {
    c.execute(
        "UPDATE merchants SET refreshed_at = ?2, version = version + ?3 WHERE id = ?1",
        params![id.0, at, i64::from(reshaped)],
    )
    .map(drop)
}
