//! The provider's list of subscriptions as it was last read, without secrets.

use crate::Sql;
use gangway_domain::{
    Fingerprint, SubscriptionId,
    subscription::{Facts, Remote},
};
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE remote_subscriptions (
    id TEXT PRIMARY KEY, event TEXT NOT NULL, url TEXT NOT NULL, fingerprint TEXT NOT NULL, position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE remote_subscriptions_read (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL) STRICT;";

/// Replaces the list. `at` in Unix milliseconds.
pub fn replace(c: &Connection, list: &[Remote], at: i64) -> Sql<()> {
    c.execute("DELETE FROM remote_subscriptions", [])?;
    let mut insert = c.prepare_cached(
        "INSERT OR REPLACE INTO remote_subscriptions (id, event, url, fingerprint, position) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (position, Remote { id, facts }) in list.iter().enumerate() {
        insert.execute(params![id.as_str(), facts.event, facts.url, facts.fingerprint.as_str(), position as i64])?;
    }
    c.execute("INSERT OR REPLACE INTO remote_subscriptions_read (one, at) VALUES (1, ?1)", [at]).map(drop)
}

/// In the provider's order.
pub fn all(c: &Connection) -> Sql<Vec<Remote>> {
    c.prepare_cached("SELECT id, event, url, fingerprint FROM remote_subscriptions ORDER BY position")?
        .query_map([], |row| {
            let facts = Facts { event: row.get(1)?, url: row.get(2)?, fingerprint: Fingerprint(row.get(3)?) };
            Ok(Remote { id: SubscriptionId(row.get(0)?), facts })
        })?
        .collect()
}

/// When it was read, Unix milliseconds; `None`: never.
pub fn read_at(c: &Connection) -> Sql<Option<i64>> {
    c.query_row("SELECT at FROM remote_subscriptions_read", [], |row| row.get(0)).optional()
}

/// Nothing that was read holds any more: the provider is another one.
pub fn forget(c: &Connection) -> Sql<()> {
    c.execute_batch("DELETE FROM remote_subscriptions; DELETE FROM remote_subscriptions_read;")
}

#[cfg(test)]
mod tests {
    use super::{all, forget, read_at, replace};
    use crate::Record;
    use gangway_domain::subscription::{Facts, Remote};

    #[tokio::test]
    async fn the_list_is_the_one_that_was_read_last() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let remote = |id: &str| Remote {
            id: id.into(),
            facts: Facts { event: "E".into(), url: "u".into(), fingerprint: "f".into() },
        };
        let (first, second) = (vec![remote("z"), remote("a")], vec![remote("b")]);
        record
            .write(move |c| {
                assert_eq!(read_at(c)?, None);
                replace(c, &first, 7)?;
                assert_eq!((all(c)?, read_at(c)?), (first, Some(7)));
                replace(c, &second, 8)?;
                assert_eq!((all(c)?, read_at(c)?), (second, Some(8)));
                forget(c)?;
                assert_eq!((all(c)?.len(), read_at(c)?), (0, None));
                Ok(())
            })
            .await
            .unwrap();
    }
}
