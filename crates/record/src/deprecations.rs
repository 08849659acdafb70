//! What providers announced to go away: a row an announcement.

use crate::{Sql, db::unreadable::word};
use gangway_domain::Provider;
use rusqlite::{Connection, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE deprecations (
    provider TEXT NOT NULL, subject TEXT NOT NULL, date TEXT NOT NULL, info TEXT NOT NULL,
    first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
    PRIMARY KEY (provider, subject, date, info)
) STRICT, WITHOUT ROWID;";

/// Announcements kept; older ones make room.
pub const KEPT: u32 = 200;

/// One announcement. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// Who announced it.
    pub provider: Provider,
    /// Of what: a call's word or a webhook's event.
    pub subject: String,
    /// As it came; empty: none was given.
    pub date: String,
    /// The provider's words; empty: none were given.
    pub info: String,
    /// When it was first heard.
    pub first_at: i64,
    /// When it was last heard.
    pub last_at: i64,
}

/// Notes that an announcement was heard. `true`: for the first time.
pub fn heard(c: &Connection, new: &Deprecation) -> Sql<bool> {
    let again = c.execute(
        "UPDATE deprecations SET last_at = max(last_at, ?5) WHERE provider = ?1 AND subject = ?2 AND date = ?3 AND info = ?4",
        params![new.provider.word(), new.subject, new.date, new.info, new.last_at],
    )?;
    if again > 0 {
        return Ok(false);
    }
    c.execute(
        "INSERT INTO deprecations (provider, subject, date, info, first_at, last_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![new.provider.word(), new.subject, new.date, new.info, new.first_at, new.last_at],
    )?;
    c.execute(
        "DELETE FROM deprecations WHERE (provider, subject, date, info) IN
         (SELECT provider, subject, date, info FROM deprecations ORDER BY last_at DESC LIMIT -1 OFFSET ?1)",
        [KEPT],
    )?;
    Ok(true)
}

/// All, newest first.
pub fn all(c: &Connection) -> Sql<Vec<Deprecation>> {
    let mut found = c.prepare_cached(
        "SELECT provider, subject, date, info, first_at, last_at FROM deprecations
         ORDER BY first_at DESC, provider, subject, date, info",
    )?;
    found.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> Sql<Deprecation> {
    Ok(Deprecation {
        provider: word(row, 0, "deprecations.provider", Provider::read)?,
        subject: row.get(1)?,
        date: row.get(2)?,
        info: row.get(3)?,
        first_at: row.get(4)?,
        last_at: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Deprecation, KEPT, all, heard};
    use crate::Record;

    fn row(info: &str, at: i64) -> Deprecation {
        Deprecation {
            provider: gangway_domain::Provider::Rappi,
            subject: "token".into(),
            date: "2027-01-31".into(),
            info: info.into(),
            first_at: at,
            last_at: at,
        }
    }

    #[tokio::test]
    async fn the_same_again_is_one_row_and_the_oldest_make_room() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let hear = |info: String, at| record.write(move |c| heard(c, &row(&info, at)));
        assert!(hear("a".into(), 1).await.unwrap());
        assert!(!hear("a".into(), 9).await.unwrap());
        assert!(!hear("a".into(), 5).await.unwrap());
        let rows = record.read(all).await.unwrap();
        assert_eq!(rows, [Deprecation { last_at: 9, ..row("a", 1) }]);
        for at in 0..i64::from(KEPT) {
            hear(format!("b{at}"), 10 + at).await.unwrap();
        }
        let rows = record.read(all).await.unwrap();
        assert_eq!(rows.len(), KEPT as usize);
        assert!(rows.iter().all(|row| row.info != "a"));
    }
}
