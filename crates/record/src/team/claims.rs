//! Who of the team works on what, as the team's log says it, up to where it was taken in.

use crate::{Sql, db::unreadable::word};
use gangway_domain::claims::{Held, Stage};
use rusqlite::{Connection, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE team_claims (
    key TEXT PRIMARY KEY, device TEXT NOT NULL, person TEXT NOT NULL, stage TEXT NOT NULL, fence INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX team_claims_by_device ON team_claims (device);";

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

/// Somebody has it from now on.
pub fn hold(c: &Connection, it: &TeamClaim) -> Sql<()> {
    let held = &it.held;
    c.prepare_cached("INSERT OR REPLACE INTO team_claims VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![it.key, held.by, it.person, held.stage.word(), held.fence as i64, held.since])
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

#[cfg(test)]
mod tests {
    use super::{TeamClaim, all, free, hold, of_device, unknown, unknowns};
    use crate::in_memory;
    use gangway_domain::claims::{Held, Stage};

    #[test]
    fn the_newest_word_stands() {
        let c = in_memory().unwrap();
        let claim = |key: &str, stage, fence| TeamClaim {
            key: key.into(),
            person: "p".into(),
            held: Held { by: "d".into(), stage, fence, since: 5 },
        };
        hold(&c, &claim("a", Stage::Planned, 1)).unwrap();
        hold(&c, &claim("a", Stage::Leaving, 2)).unwrap();
        hold(&c, &claim("b", Stage::Planned, 3)).unwrap();
        assert_eq!(of_device(&c, "d").unwrap(), [claim("a", Stage::Leaving, 2), claim("b", Stage::Planned, 3)]);
        unknown(&c, "a", 9).unwrap();
        free(&c, "b").unwrap();
        let lost = claim("a", Stage::Unknown, 2);
        let lost = TeamClaim { held: Held { since: 9, ..lost.held.clone() }, ..lost };
        assert_eq!((all(&c).unwrap(), unknowns(&c).unwrap()), (vec![lost.clone()], vec![lost]));
    }
}
