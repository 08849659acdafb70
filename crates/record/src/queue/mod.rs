//! What people keep about an account in the queue of the day: who has it, by when, a note, tags, and not before when. How far it
//! has come is derived of the other tables ([`facts`]).

pub mod facts;

use crate::{
    Sql,
    db::unreadable::{json, word},
    merchants::businesses::Account,
};
use gangway_domain::Provider;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

pub(crate) const UP: &str = "
CREATE TABLE queue_kept (
    provider TEXT NOT NULL, account TEXT NOT NULL, owner TEXT, due_at INTEGER, note TEXT NOT NULL, tags TEXT NOT NULL,
    snoozed_until INTEGER, changed_at INTEGER NOT NULL, PRIMARY KEY (provider, account)
) STRICT, WITHOUT ROWID;";

/// What is kept about one account. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Who has it.
    pub owner: Option<String>,
    /// By when.
    pub due_at: Option<i64>,
    /// A note; empty where there is none.
    pub note: String,
    /// Tags, each once, in the order of the alphabet.
    pub tags: Vec<String>,
    /// Not before this moment.
    pub snoozed_until: Option<i64>,
}

const COLUMNS: &str = "owner, due_at, note, tags, snoozed_until";

fn read(row: &Row<'_>) -> Sql<Kept> {
    Ok(Kept {
        owner: row.get(0)?,
        due_at: row.get(1)?,
        note: row.get(2)?,
        tags: json(row.get_ref(3)?.as_str()?, 3, "queue_kept.tags")?,
        snoozed_until: row.get(4)?,
    })
}

/// What is kept about every account that anything is kept about.
pub fn all(c: &Connection) -> Sql<HashMap<Account, Kept>> {
    c.prepare_cached(&format!("SELECT {COLUMNS}, provider, account FROM queue_kept"))?
        .query_map([], |row| {
            let provider = word(row, 5, "queue_kept.provider", Provider::read)?;
            Ok((Account { provider, id: row.get(6)? }, read(row)?))
        })?
        .collect()
}

/// What is kept about one account.
pub fn of(c: &Connection, account: &Account) -> Sql<Kept> {
    let found = c
        .prepare_cached(&format!("SELECT {COLUMNS} FROM queue_kept WHERE provider = ?1 AND account = ?2"))?
        .query_row([account.provider.word(), &account.id], read)
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps it in place of what was kept; nothing at all is no row.
pub fn put(c: &Connection, account: &Account, kept: &Kept, at: i64) -> Sql<()> {
    if *kept == Kept::default() {
        return forget(c, account);
    }
    // Words always become JSON.
    let tags = serde_json::to_string(&kept.tags).unwrap_or_default();
    c.prepare_cached(
        "INSERT OR REPLACE INTO queue_kept (provider, account, owner, due_at, note, tags, snoozed_until, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        account.provider.word(),
        account.id,
        kept.owner,
        kept.due_at,
        kept.note,
        tags,
        kept.snoozed_until,
        at
    ])
    .map(drop)
}

/// Keeps nothing about an account any more.
pub fn forget(c: &Connection, account: &Account) -> Sql<()> {
    c.prepare_cached("DELETE FROM queue_kept WHERE provider = ?1 AND account = ?2")?
        .execute([account.provider.word(), &account.id])
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::{Kept, all, of, put};
    use crate::{in_memory, merchants::businesses::Account};
    use gangway_domain::Provider;

    #[test]
    fn the_last_word_is_kept_and_nothing_is_no_row() {
        let c = in_memory().unwrap();
        let account = Account { provider: Provider::Rappi, id: "m1".into() };
        let elsewhere = Account { provider: Provider::Rainforest, id: "m1".into() };
        let kept = Kept {
            owner: Some("ana".into()),
            due_at: Some(5),
            note: "calls back\non Monday".into(),
            tags: vec!["chain".into(), "vip".into()],
            snoozed_until: None,
        };
        put(&c, &account, &Kept::default(), 1).unwrap();
        assert!(all(&c).unwrap().is_empty());
        put(&c, &account, &Kept { owner: None, ..kept.clone() }, 1).unwrap();
        put(&c, &account, &kept, 2).unwrap();
        assert_eq!((of(&c, &account).unwrap(), of(&c, &elsewhere).unwrap()), (kept.clone(), Kept::default()));
        assert_eq!(all(&c).unwrap().into_iter().collect::<Vec<_>>(), [(account.clone(), kept)]);
        put(&c, &account, &Kept::default(), 3).unwrap();
        assert!(all(&c).unwrap().is_empty());
    }
}
