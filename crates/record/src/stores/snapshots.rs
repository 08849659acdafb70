//! Snapshots: a merchant's tree as it was at a moment, kept to be compared; and sign-offs, which say that somebody did.

use super::packed_tree::unpack;
pub use super::packed_tree::{Packed, fingerprint, pack};
use crate::{Sql, db::unreadable};
use gangway_domain::{MerchantId, compare::Differs, tree};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};
use serde::{Deserialize, Serialize};

pub(crate) const UP: &str = "
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT, merchant TEXT NOT NULL REFERENCES merchants (id), at INTEGER NOT NULL,
    refreshed_at INTEGER, actor TEXT NOT NULL, name TEXT NOT NULL, stores INTEGER NOT NULL, integrated INTEGER NOT NULL,
    fingerprint TEXT NOT NULL, tree BLOB NOT NULL
) STRICT;
CREATE INDEX snapshots_by_merchant ON snapshots (merchant, id);
CREATE TABLE sign_offs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, merchant TEXT NOT NULL REFERENCES merchants (id), at INTEGER NOT NULL,
    actor TEXT NOT NULL, note TEXT NOT NULL, from_snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    to_snapshot INTEGER NOT NULL REFERENCES snapshots (id), counts TEXT NOT NULL
) STRICT;
CREATE INDEX sign_offs_by_merchant ON sign_offs (merchant, id);";

const COUNTS: &str = "sign_offs.counts";

/// A tree that was kept, without its stores. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Grows.
    pub id: i64,
    /// Whose tree.
    pub merchant: MerchantId,
    /// When it was kept.
    pub at: i64,
    /// When the tree had been read from the provider.
    pub refreshed_at: Option<i64>,
    /// Who kept it.
    pub actor: String,
    /// What they called it; may be empty.
    pub name: String,
    /// Stores in it.
    pub stores: u32,
    /// Stores in it that were ours.
    pub integrated: u32,
    /// SHA-256 over the tree, in hexadecimal.
    pub fingerprint: String,
    /// Whether a sign-off names it; then it stays.
    pub signed_off: bool,
}

/// What somebody says with their name: they compared two snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// Grows.
    pub id: i64,
    /// Whose tree.
    pub merchant: MerchantId,
    /// When. Unix milliseconds.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// What they wrote.
    pub note: String,
    /// The earlier side.
    pub from: i64,
    /// The later side.
    pub to: i64,
    /// How many differences of each kind there were.
    pub counts: Vec<(Differs, u32)>,
}

/// A count as `sign_offs.counts` keeps it.
#[derive(Serialize, Deserialize)]
struct Counted {
    change: String,
    count: u32,
}

fn counted(counts: &[(Differs, u32)]) -> String {
    let row = |(change, count): &(Differs, u32)| Counted { change: change.word().to_owned(), count: *count };
    // Words and numbers always become JSON.
    serde_json::to_string(&counts.iter().map(row).collect::<Vec<_>>()).unwrap_or_default()
}

/// Numbers that cannot be read are not shown as none.
fn read_counts(row: &Row<'_>, index: usize) -> Sql<Vec<(Differs, u32)>> {
    let kept: Vec<Counted> = unreadable::json(row.get_ref(index)?.as_str()?, index, COUNTS)?;
    let read = |it: Counted| Ok((unreadable::known(&it.change, index, COUNTS, Differs::from_word)?, it.count));
    kept.into_iter().map(read).collect()
}

/// What is said of a tree when it is kept.
pub struct New<'a> {
    /// Whose tree.
    pub merchant: &'a MerchantId,
    /// Unix milliseconds.
    pub at: i64,
    /// When the tree was read from the provider.
    pub refreshed_at: Option<i64>,
    /// Who keeps it.
    pub actor: &'a str,
    /// What they call it.
    pub name: &'a str,
    /// Stores in it that are ours.
    pub integrated: u32,
}

/// Keeps a tree; answers its id.
pub fn keep(c: &Connection, new: &New<'_>, tree: &Packed) -> Sql<i64> {
    c.prepare_cached(
        "INSERT INTO snapshots (merchant, at, refreshed_at, actor, name, stores, integrated, fingerprint, tree)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        new.merchant.0,
        new.at,
        new.refreshed_at,
        new.actor,
        new.name,
        tree.stores,
        new.integrated,
        tree.fingerprint,
        tree.bytes
    ])?;
    Ok(c.last_insert_rowid())
}

const COLUMNS: &str = "id, merchant, at, refreshed_at, actor, name, stores, integrated, fingerprint,
    EXISTS (SELECT 1 FROM sign_offs WHERE from_snapshot = snapshots.id OR to_snapshot = snapshots.id)";

fn read(row: &Row<'_>) -> Sql<Snapshot> {
    Ok(Snapshot {
        id: row.get(0)?,
        merchant: MerchantId(row.get(1)?),
        at: row.get(2)?,
        refreshed_at: row.get(3)?,
        actor: row.get(4)?,
        name: row.get(5)?,
        stores: row.get(6)?,
        integrated: row.get(7)?,
        fingerprint: row.get(8)?,
        signed_off: row.get(9)?,
    })
}

/// A merchant's snapshots, newest first.
pub fn of(c: &Connection, merchant: &MerchantId) -> Sql<Vec<Snapshot>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM snapshots WHERE merchant = ?1 ORDER BY id DESC"))?
        .query_map([&merchant.0], read)?
        .collect()
}

/// One snapshot.
pub fn by_id(c: &Connection, id: i64) -> Sql<Option<Snapshot>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM snapshots WHERE id = ?1"))?.query_row([id], read).optional()
}

/// The stores of a snapshot, in preorder; empty where there is none.
pub fn tree(c: &Connection, id: i64) -> Sql<Vec<tree::Row>> {
    let bytes: Option<Vec<u8>> =
        c.prepare_cached("SELECT tree FROM snapshots WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()?;
    let damaged = |error| rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(error));
    bytes.map_or_else(|| Ok(Vec::new()), |bytes| unpack(&bytes).map_err(damaged))
}

/// Gives a snapshot another name.
pub fn rename(c: &Connection, id: i64, name: &str) -> Sql<bool> {
    Ok(c.prepare_cached("UPDATE snapshots SET name = ?2 WHERE id = ?1")?.execute(params![id, name])? > 0)
}

/// Removes a snapshot that no sign-off names. `false`: there is none, or one does.
pub fn remove(c: &Connection, id: i64) -> Sql<bool> {
    let removed = c
        .prepare_cached(
            "DELETE FROM snapshots WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM sign_offs WHERE from_snapshot = ?1 OR to_snapshot = ?1)",
        )?
        .execute([id])?;
    Ok(removed > 0)
}

/// Writes a sign-off down; its id is given here.
pub fn sign_off(c: &Connection, new: &SignOff) -> Sql<i64> {
    c.prepare_cached(
        "INSERT INTO sign_offs (merchant, at, actor, note, from_snapshot, to_snapshot, counts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![new.merchant.0, new.at, new.actor, new.note, new.from, new.to, counted(&new.counts)])?;
    Ok(c.last_insert_rowid())
}

/// A merchant's sign-offs, newest first.
pub fn sign_offs(c: &Connection, merchant: &MerchantId) -> Sql<Vec<SignOff>> {
    c.prepare_cached(
        "SELECT id, merchant, at, actor, note, from_snapshot, to_snapshot, counts FROM sign_offs
         WHERE merchant = ?1 ORDER BY id DESC",
    )?
    .query_map([&merchant.0], |row| {
        Ok(SignOff {
            id: row.get(0)?,
            merchant: MerchantId(row.get(1)?),
            at: row.get(2)?,
            actor: row.get(3)?,
            note: row.get(4)?,
            from: row.get(5)?,
            to: row.get(6)?,
            counts: read_counts(row, 7)?,
        })
    })?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{New, SignOff, by_id, keep, of, pack, remove, rename, sign_off, tree};
    use crate::{
        Record,
        merchants::{Merchant, authorize},
    };
    use gangway_domain::{
        compare::Differs,
        tree::{Row, Store},
    };
    use proptest::prelude::*;

    fn row(id: usize, name: &str, parent: Option<u32>, integration: Option<&str>) -> Row {
        let store = Store {
            id: id.to_string().as_str().into(),
            name: name.to_owned(),
            brand: "B".to_owned(),
            integration: integration.map(Into::into),
        };
        Row { store, parent }
    }

    #[tokio::test]
    async fn a_tree_comes_back_as_it_was_and_stays_once_it_is_signed_off() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let new = Merchant {
            id: "m1".into(),
            name: "Grupo".into(),
            email: "a@b.example".into(),
            authorized_at: 1,
            token_expires_at: None,
            refreshed_at: None,
            version: 0,
            revision: 0,
        };
        let id = record.write(move |c| authorize(c, &new)).await.unwrap().id;
        let rows = vec![row(0, "Centro", None, Some("x")), row(1, "", Some(0), None), row(2, "é\n\"", Some(1), None)];
        let (kept, whose) = (rows.clone(), id.clone());
        record
            .write(move |c| {
                let new =
                    New { merchant: &whose, at: 5, refreshed_at: Some(4), actor: "ana", name: "Before", integrated: 1 };
                let tree = pack(&kept).unwrap();
                assert_eq!(tree.fingerprint, pack(&kept).unwrap().fingerprint);
                let (one, two) = (keep(c, &new, &tree)?, keep(c, &new, &tree)?);
                let signed = SignOff {
                    id: 0,
                    merchant: whose.clone(),
                    at: 6,
                    actor: "ana".into(),
                    note: "fine".into(),
                    from: one,
                    to: one,
                    counts: vec![(Differs::Added, 2), (Differs::ChangedHands, 1)],
                };
                sign_off(c, &signed)?;
                assert_eq!((remove(c, one)?, remove(c, two)?, remove(c, two)?), (false, true, false));
                assert!(rename(c, one, "After")? && !rename(c, two, "x")?);
                Ok(())
            })
            .await
            .unwrap();
        let (list, back) = record.read(move |c| Ok((of(c, &id)?, tree(c, 1)?))).await.unwrap();
        assert_eq!((list.len(), list[0].name.as_str(), list[0].stores, list[0].signed_off), (1, "After", 3, true));
        assert_eq!(back, rows);
        assert_eq!(record.read(|c| by_id(c, 9)).await.unwrap(), None);
    }

    proptest! {
        #[test]
        fn any_tree_comes_back(names in prop::collection::vec((any::<String>(), prop::option::of(any::<String>())), 0..20)) {
            let rows: Vec<Row> = names.iter().enumerate().map(|(at, (name, integration))| {
                row(at, name, at.checked_sub(1).map(|above| above as u32), integration.as_deref())
            }).collect();
            prop_assert_eq!(super::unpack(&pack(&rows).unwrap().bytes).unwrap(), rows);
        }
    }
}
