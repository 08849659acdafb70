//! How a merchant is told: muted, or in another language than the others.

use crate::Sql;
use gangway_domain::telling::template::Language;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE telling_merchants (
    merchant TEXT PRIMARY KEY, muted INTEGER NOT NULL, language TEXT, changed_at INTEGER NOT NULL
) STRICT;";

/// What differs from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merchant {
    /// Nothing about it is told on any channel.
    pub muted: bool,
    /// Another language than the settings'.
    pub language: Option<Language>,
}

/// Of one merchant.
pub fn of(c: &Connection, merchant: &str) -> Sql<Merchant> {
    let found = c
        .prepare_cached("SELECT muted, language FROM telling_merchants WHERE merchant = ?1")?
        .query_row([merchant], |row| {
            let language: Option<String> = row.get(1)?;
            Ok(Merchant { muted: row.get(0)?, language: language.as_deref().and_then(Language::read) })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Says it anew.
pub fn set(c: &Connection, merchant: &str, new: &Merchant, now: i64) -> Sql<()> {
    c.execute(
        "INSERT INTO telling_merchants (merchant, muted, language, changed_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (merchant) DO UPDATE SET muted = ?2, language = ?3, changed_at = ?4",
        params![merchant, new.muted, new.language.map(Language::word), now],
    )
    .map(drop)
}

/// Everybody who is muted.
pub fn muted(c: &Connection) -> Sql<Vec<String>> {
    c.prepare_cached("SELECT merchant FROM telling_merchants WHERE muted = 1 ORDER BY merchant")?
        .query_map([], |row| row.get(0))?
        .collect()
}
