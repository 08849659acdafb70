//! Who of the team works on what, as the team's log says it, up to where it was taken in.

use crate::{Sql, db::unreadable::word};
use gangway_domain::{
    MerchantId, StoreId,
    claims::{Held, Stage},
};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE team_claims (
    key TEXT PRIMARY KEY, device TEXT NOT NULL, person TEXT NOT NULL, stage TEXT NOT NULL, fence INTEGER NOT NULL,
    since INTEGER NOT NULL, was_at TEXT, was TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX team_claims_by_device ON team_claims (device);
CREATE TABLE team_outdated (store TEXT PRIMARY KEY, heard_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

/// Who waits for what somebody has.
pub(crate) const ASKS: &str = "
CREATE TABLE team_asks (
    key TEXT NOT NULL, device TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (key, device)
) STRICT, WITHOUT ROWID;";

/// Somebody asks whoever has it to let it go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// For what.
    pub key: String,
    /// Which device asks.
    pub device: String,
    /// Whose it is, by id.
    pub person: String,
    /// When, by the relay's clock, Unix milliseconds.
    pub at: i64,
}

/// Somebody's claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamClaim {
    /// What.
    pub key: String,
    /// The person's id.
    pub person: String,
    /// Which device has it, where it stands, since when by the relay's clock, and by which entry.
    pub held: Held<String>,
}

fn read(row: &Row<'_>) -> Sql<TeamClaim> {
    let held = Held {
        by: row.get(1)?,
        stage: word(row, 3, "team_claims.stage", Stage::read)?,
        fence: row.get::<_, i64>(4)? as u64,
        since: row.get(5)?,
    };
    Ok(TeamClaim { key: row.get(0)?, person: row.get(2)?, held })
}

/// Somebody has it from now on. The integration that `store` had in a tree here when it was claimed is kept with it: one that moved
/// since then was done.
pub fn hold(c: &Connection, it: &TeamClaim, store: &StoreId) -> Sql<()> {
    let held = &it.held;
    let tree = c
        .prepare_cached(
            "SELECT merchant, coalesce(integration, '') FROM stores WHERE id = ?1 ORDER BY merchant LIMIT 1",
        )?
        .query_row([&store.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let (was_at, was) = tree.unzip();
    c.prepare_cached(
        "INSERT INTO team_claims VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (key) DO UPDATE SET
         was_at = CASE WHEN device = excluded.device THEN was_at ELSE excluded.was_at END,
         was = CASE WHEN device = excluded.device THEN was ELSE excluded.was END,
         device = excluded.device, person = excluded.person, stage = excluded.stage, fence = excluded.fence,
         since = excluded.since",
    )?
    .execute(params![it.key, held.by, it.person, held.stage.word(), held.fence as i64, held.since, was_at, was])
    .map(drop)
}

/// Nobody has it any more.
pub fn free(c: &Connection, key: &str) -> Sql<()> {
    c.prepare_cached("DELETE FROM team_claims WHERE key = ?1")?.execute([key]).map(drop)
}

/// Its holder fell silent while a request may have left.
pub fn unknown(c: &Connection, key: &str, since: i64) -> Sql<()> {
    c.prepare_cached("UPDATE team_claims SET stage = ?2, since = ?3 WHERE key = ?1")?
        .execute(params![key, Stage::Unknown.word(), since])
        .map(drop)
}

/// Who has it, and where it stands; nothing where nobody has it.
pub fn of_key(c: &Connection, key: &str) -> Sql<Option<TeamClaim>> {
    c.prepare_cached("SELECT * FROM team_claims WHERE key = ?1")?.query_row([key], read).optional()
}

/// A colleague knows what became of a store that may have been sent, and the log does not say what: the tree here may not have
/// moved. `heard_at`: Unix milliseconds of this computer.
pub fn outdate(c: &Connection, store: &StoreId, heard_at: i64) -> Sql<()> {
    c.prepare_cached("INSERT OR REPLACE INTO team_outdated VALUES (?1, ?2)")?
        .execute(params![store.0, heard_at])
        .map(drop)
}

/// The merchant's tree was read by a question asked at `asked_at`, by the same clock: what was heard before is in it.
pub fn read_anew(c: &Connection, merchant: &MerchantId, asked_at: i64) -> Sql<()> {
    c.prepare_cached(
        "DELETE FROM team_outdated WHERE heard_at < ?2
         AND EXISTS (SELECT 1 FROM stores s WHERE s.merchant = ?1 AND s.id = team_outdated.store)",
    )?
    .execute(params![merchant.0, asked_at])
    .map(drop)
}

/// How many of these stores have to be read anew before anything is decided about them.
pub fn outdated(c: &Connection, stores: &[StoreId]) -> Sql<usize> {
    let mut one = c.prepare_cached("SELECT EXISTS (SELECT 1 FROM team_outdated WHERE store = ?1)")?;
    let mut count = 0;
    for store in stores {
        count += usize::from(one.query_row([&store.0], |row| row.get::<_, bool>(0))?);
    }
    Ok(count)
}

/// Whether the merchant's tree shows the store otherwise than when it was claimed. Not where another tree was looked at then.
pub fn has_moved(c: &Connection, key: &str, merchant: &MerchantId, store: &StoreId) -> Sql<bool> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM team_claims t JOIN stores s ON s.merchant = ?2 AND s.id = ?3
         WHERE t.key = ?1 AND t.was_at = s.merchant AND t.was <> coalesce(s.integration, ''))",
    )?
    .query_row(params![key, merchant.0, store.0], |row| row.get(0))
}

/// What a device has, and what it may have sent.
pub fn of_device(c: &Connection, device: &str) -> Sql<Vec<TeamClaim>> {
    c.prepare_cached("SELECT * FROM team_claims WHERE device = ?1 ORDER BY key")?.query_map([device], read)?.collect()
}

/// Unknown outcomes of anybody.
pub fn unknowns(c: &Connection) -> Sql<Vec<TeamClaim>> {
    c.prepare_cached("SELECT * FROM team_claims WHERE stage = 'unknown' ORDER BY key")?.query_map([], read)?.collect()
}

/// Everything that somebody has.
pub fn all(c: &Connection) -> Sql<Vec<TeamClaim>> {
    c.prepare_cached("SELECT * FROM team_claims ORDER BY key")?.query_map([], read)?.collect()
}

/// Keeps that somebody asks.
pub fn ask(c: &Connection, it: &Ask) -> Sql<()> {
    c.prepare_cached("INSERT OR REPLACE INTO team_asks VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![it.key, it.device, it.person, it.at])
        .map(drop)
}

/// Whoever asked for it has it, or needs it no more.
pub fn answered(c: &Connection, key: &str, device: &str) -> Sql<()> {
    c.prepare_cached("DELETE FROM team_asks WHERE key = ?1 AND device = ?2")?.execute([key, device]).map(drop)
}

/// Everything that somebody asks for, the oldest first.
pub fn asks(c: &Connection) -> Sql<Vec<Ask>> {
    c.prepare_cached("SELECT key, device, person, at FROM team_asks ORDER BY at, key")?
        .query_map([], |row| Ok(Ask { key: row.get(0)?, device: row.get(1)?, person: row.get(2)?, at: row.get(3)? }))?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{TeamClaim, all, free, hold, of_device, unknown, unknowns};
    use crate::in_memory;
    use gangway_domain::{
        StoreId,
        claims::{Held, Stage},
    };

    #[test]
    fn the_newest_word_stands() {
        let (c, store) = (in_memory().unwrap(), StoreId::from("7"));
        let claim = |key: &str, stage, fence| TeamClaim {
            key: key.into(),
            person: "p".into(),
            held: Held { by: "d".into(), stage, fence, since: 5 },
        };
        hold(&c, &claim("a", Stage::Planned, 1), &store).unwrap();
        hold(&c, &claim("a", Stage::Leaving, 2), &store).unwrap();
        hold(&c, &claim("b", Stage::Planned, 3), &store).unwrap();
        assert_eq!(of_device(&c, "d").unwrap(), [claim("a", Stage::Leaving, 2), claim("b", Stage::Planned, 3)]);
        unknown(&c, "a", 9).unwrap();
        free(&c, "b").unwrap();
        let lost = claim("a", Stage::Unknown, 2);
        let lost = TeamClaim { held: Held { since: 9, ..lost.held.clone() }, ..lost };
        assert_eq!((all(&c).unwrap(), unknowns(&c).unwrap()), (vec![lost.clone()], vec![lost]));
    }
}
