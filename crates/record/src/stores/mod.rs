//! Stores: the tree of each merchant in preorder, with the newest state of each store.

use crate::{Sql, db::unreadable::optional_word, merchants};
use gangway_domain::{IntegrationId, MerchantId, OperationId, StoreId, operation::StoreState, tree};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

pub(crate) const UP: &str = "
CREATE TABLE stores (
    merchant TEXT NOT NULL REFERENCES merchants (id), id TEXT NOT NULL,
    row INTEGER NOT NULL, parent INTEGER, name TEXT NOT NULL, brand TEXT NOT NULL, integration TEXT,
    operation TEXT, state TEXT, note TEXT, revision INTEGER NOT NULL,
    PRIMARY KEY (merchant, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stores_by_row ON stores (merchant, row);
CREATE INDEX stores_by_revision ON stores (merchant, revision);";

/// One store as shown in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Position in preorder.
    pub row: u32,
    /// Row of the parent.
    pub parent: Option<u32>,
    /// What the provider says of it.
    pub store: tree::Store,
    /// Where it stands in its latest operation.
    pub latest: Option<StoreState>,
    /// The provider's words about it, if any.
    pub note: Option<String>,
    /// When it last changed (see [`merchants::Merchant::revision`]).
    pub revision: i64,
}

/// What a refresh changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Refreshed {
    /// Stores in the tree now.
    pub stores: usize,
    /// Stores whose integration is another than before, and stores that came or went.
    pub changed: usize,
}

const COLUMNS: &str = "row, parent, id, name, brand, integration, state, note, revision";

fn read(row: &Row<'_>) -> Sql<Stored> {
    Ok(Stored {
        row: row.get(0)?,
        parent: row.get(1)?,
        store: tree::Store {
            id: StoreId(row.get(2)?),
            name: row.get(3)?,
            brand: row.get(4)?,
            integration: row.get::<_, Option<String>>(5)?.map(IntegrationId),
        },
        latest: optional_word(row, 6, "stores.latest", StoreState::from_word)?,
        note: row.get(7)?,
        revision: row.get(8)?,
    })
}

/// One store, borrowed from the row under the cursor.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Position in preorder.
    pub row: u32,
    /// Row of the parent.
    pub parent: Option<u32>,
    /// The provider's id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its brand.
    pub brand: &'a str,
    /// The integration the provider last reported.
    pub integration: Option<&'a str>,
    /// See [`Stored::latest`].
    pub latest: Option<StoreState>,
    /// See [`Stored::note`].
    pub note: Option<&'a str>,
    /// See [`Stored::revision`].
    pub revision: i64,
}

/// Shows every store of the tree once, in no order: for whoever puts 100,000 of them where they belong without a copy each.
pub fn scan(c: &Connection, merchant: &MerchantId, mut see: impl FnMut(Seen<'_>)) -> Sql<()> {
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM stores WHERE merchant = ?1"))?;
    let mut rows = statement.query([&merchant.0])?;
    while let Some(row) = rows.next()? {
        see(Seen {
            row: row.get(0)?,
            parent: row.get(1)?,
            id: row.get_ref(2)?.as_str()?,
            name: row.get_ref(3)?.as_str()?,
            brand: row.get_ref(4)?.as_str()?,
            integration: row.get_ref(5)?.as_str_or_null()?,
            latest: optional_word(row, 6, "stores.latest", StoreState::from_word)?,
            note: row.get_ref(7)?.as_str_or_null()?,
            revision: row.get(8)?,
        });
    }
    Ok(())
}

/// Number of stores in the tree: the rows of a tree are numbered without a gap, and the last is found without counting.
pub fn size(c: &Connection, merchant: &MerchantId) -> Sql<usize> {
    c.prepare_cached("SELECT coalesce(max(row) + 1, 0) FROM stores WHERE merchant = ?1")?
        .query_row([&merchant.0], |row| row.get::<_, i64>(0))
        .map(|size| size as usize)
}

/// The whole tree, in preorder.
pub fn tree(c: &Connection, merchant: &MerchantId) -> Sql<Vec<Stored>> {
    // Not `ORDER BY row`: that walks an index and looks every store up by its id, which takes twice as long as reading the
    // table from end to end and sorting here.
    let mut rows = c
        .prepare_cached(&format!("SELECT {COLUMNS} FROM stores WHERE merchant = ?1"))?
        .query_map([&merchant.0], read)?
        .collect::<Sql<Vec<Stored>>>()?;
    rows.sort_unstable_by_key(|stored| stored.row);
    Ok(rows)
}

/// The stores that changed after a revision.
pub fn since(c: &Connection, merchant: &MerchantId, revision: i64) -> Sql<Vec<Stored>> {
    c.prepare_cached(&format!("SELECT {COLUMNS} FROM stores WHERE merchant = ?1 AND revision > ?2 ORDER BY row"))?
        .query_map(params![merchant.0, revision], read)?
        .collect()
}

/// Number of stores, and how many of them are provisioned to one of `ours`.
pub fn count(c: &Connection, merchant: &MerchantId, ours: &[IntegrationId]) -> Sql<(usize, usize)> {
    let mut rows =
        c.prepare_cached("SELECT integration, count(*) FROM stores WHERE merchant = ?1 GROUP BY integration")?;
    let counts = rows.query_map([&merchant.0], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, i64>(1)?)))?;
    let (mut total, mut integrated) = (0, 0);
    for count in counts {
        let (integration, stores) = count?;
        total += stores as usize;
        if integration.is_some_and(|integration| ours.contains(&IntegrationId(integration))) {
            integrated += stores as usize;
        }
    }
    Ok((total, integrated))
}

/// Whether a merchant has a store that is not provisioned to one of `ours`.
pub fn any_left(c: &Connection, merchant: &MerchantId, ours: &[IntegrationId]) -> Sql<bool> {
    let ours = serde_json::to_string(&ours.iter().map(IntegrationId::as_str).collect::<Vec<_>>()).unwrap_or_default();
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM stores WHERE merchant = ?1
            AND (integration IS NULL OR integration NOT IN (SELECT value FROM json_each(?2))))",
    )?
    .query_row(params![merchant.0, ours], |row| row.get(0))
}

/// Notes that a new operation plans a store: from now on the tree shows the store's state in this one.
pub fn claim(
    c: &Connection,
    merchant: &MerchantId,
    store: &StoreId,
    operation: &OperationId,
    revision: i64,
) -> Sql<()> {
    c.prepare_cached(
        "UPDATE stores SET operation = ?3, state = 'planned', note = NULL, revision = ?4 WHERE merchant = ?1 AND id = ?2",
    )?
    .execute(params![merchant.0, store.0, operation.0, revision])
    .map(drop)
}

/// What an operation planned and did not send is free again in the tree.
pub fn release(c: &Connection, merchant: &MerchantId, operation: &OperationId, revision: i64) -> Sql<()> {
    c.prepare_cached(
        "UPDATE stores SET state = NULL, revision = ?3 WHERE merchant = ?1 AND operation = ?2 AND state = 'planned'",
    )?
    .execute(params![merchant.0, operation.0, revision])
    .map(drop)
}

/// Whether an operation holds a store that it has yet to send. One that left the tree, or that a newer operation took, is
/// not its to send any more.
pub fn is_claimed(c: &Connection, merchant: &MerchantId, store: &StoreId, operation: &OperationId) -> Sql<bool> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM stores WHERE merchant = ?1 AND id = ?2 AND operation = ?3 AND state = 'planned')",
    )?
    .query_row(params![merchant.0, store.0, operation.0], |row| row.get(0))
}

/// Whether a store somewhere below this one belongs to an integration.
pub fn any_integrated_below(c: &Connection, merchant: &MerchantId, store: &StoreId) -> Sql<bool> {
    let mut row = c.prepare_cached("SELECT row FROM stores WHERE merchant = ?1 AND id = ?2")?;
    let Some(above) = row.query_row(params![merchant.0, store.0], |row| row.get::<_, u32>(0)).optional()? else {
        return Ok(false);
    };
    // In preorder all that is below follows directly, up to the first row whose parent is further up.
    let mut below = c.prepare_cached(
        "SELECT parent, integration IS NOT NULL FROM stores WHERE merchant = ?1 AND row > ?2 ORDER BY row",
    )?;
    let mut rows = below.query(params![merchant.0, above])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, Option<u32>>(0)?.is_none_or(|parent| parent < above) {
            return Ok(false);
        }
        if row.get(1)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// One store of the tree, with the operation that it was last part of.
pub fn by_id(c: &Connection, merchant: &MerchantId, store: &StoreId) -> Sql<Option<(Stored, Option<OperationId>)>> {
    c.prepare_cached(&format!("SELECT {COLUMNS}, operation FROM stores WHERE merchant = ?1 AND id = ?2"))?
        .query_row(params![merchant.0, store.0], |row| {
            Ok((read(row)?, row.get::<_, Option<String>>(9)?.map(OperationId)))
        })
        .optional()
}

/// Notes a store's state in an operation, so that the tree shows it. A store that left the tree is skipped, and so is one
/// that a newer operation claimed: a late result of the older must not make it look free while the newer sends it.
pub fn mark(
    c: &Connection,
    merchant: &MerchantId,
    store: &StoreId,
    operation: &OperationId,
    state: StoreState,
    note: Option<&str>,
    revision: i64,
) -> Sql<()> {
    c.prepare_cached(
        "UPDATE stores SET operation = ?3, state = ?4, note = ?5, revision = ?6
         WHERE merchant = ?1 AND id = ?2 AND coalesce(operation, ?3) = ?3",
    )?
    .execute(params![merchant.0, store.0, operation.0, state.word(), note, revision])
    .map(drop)
}

/// The same whatever operation it was part of before: something newer is known.
pub fn mark_anew(
    c: &Connection,
    merchant: &MerchantId,
    store: &StoreId,
    operation: &OperationId,
    state: StoreState,
    note: Option<&str>,
    revision: i64,
) -> Sql<()> {
    c.prepare_cached(
        "UPDATE stores SET operation = ?3, state = ?4, note = ?5, revision = ?6 WHERE merchant = ?1 AND id = ?2",
    )?
    .execute(params![merchant.0, store.0, operation.0, state.word(), note, revision])
    .map(drop)
}

/// Notes what a verified webhook of an operation says of a store's integration. A late one of an operation that a newer one
/// has followed says nothing about now.
pub fn set_integration(
    c: &Connection,
    merchant: &MerchantId,
    store: &StoreId,
    operation: &OperationId,
    integration: Option<&IntegrationId>,
    revision: i64,
) -> Sql<()> {
    c.prepare_cached(
        "UPDATE stores SET integration = ?3, revision = ?4
         WHERE merchant = ?1 AND id = ?2 AND coalesce(operation, ?5) = ?5",
    )?
    .execute(params![merchant.0, store.0, integration.map(IntegrationId::as_str), revision, operation.0])
    .map(drop)
}

/// Puts a fresh answer of the status call in place of the old tree. States in operations are kept.
pub fn refresh(c: &Connection, merchant: &MerchantId, rows: &[tree::Row], at: i64) -> Sql<Refreshed> {
    replace(c, merchant, &tree(c, merchant)?, rows, at)
}

/// The same for whoever has read the old tree already.
pub fn replace(
    c: &Connection,
    merchant: &MerchantId,
    before: &[Stored],
    rows: &[tree::Row],
    at: i64,
) -> Sql<Refreshed> {
    let old: HashMap<&StoreId, &Stored> = before.iter().map(|stored| (&stored.store.id, stored)).collect();
    let revision = merchants::next_revision(c, merchant)?;
    let mut put = c.prepare_cached(
        "INSERT INTO stores (merchant, id, row, parent, name, brand, integration, revision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (merchant, id) DO UPDATE SET row = excluded.row, parent = excluded.parent, name = excluded.name,
            brand = excluded.brand, integration = excluded.integration, revision = excluded.revision",
    )?;
    let (mut reshaped, mut changed, mut known) = (false, 0, 0);
    for (row, entry) in rows.iter().enumerate() {
        let store = &entry.store;
        let before = old.get(&store.id);
        known += usize::from(before.is_some());
        let same_place = before.is_some_and(|before| {
            before.row as usize == row
                && before.parent == entry.parent
                && before.store.name == store.name
                && before.store.brand == store.brand
        });
        let same_integration = before.is_some_and(|before| before.store.integration == store.integration);
        reshaped |= !same_place;
        changed += usize::from(!same_integration);
        if same_place && same_integration {
            continue;
        }
        let integration = store.integration.as_ref().map(IntegrationId::as_str);
        put.execute(params![
            merchant.0,
            store.id.0,
            row as i64,
            entry.parent,
            store.name,
            store.brand,
            integration,
            revision
        ])?;
    }
    if known < old.len() {
        reshaped = true;
        changed += old.len() - known;
        let mut gone = c.prepare_cached("DELETE FROM stores WHERE merchant = ?1 AND id = ?2")?;
        let kept: std::collections::HashSet<&StoreId> = rows.iter().map(|row| &row.store.id).collect();
        for id in old.keys().filter(|id| !kept.contains(*id)) {
            gone.execute(params![merchant.0, id.0])?;
        }
    }
    merchants::refreshed(c, merchant, at, reshaped)?;
    Ok(Refreshed { stores: rows.len(), changed })
}

pub mod drift;
mod packed_tree;
pub mod snapshots;
#[cfg(test)]
mod tests;
