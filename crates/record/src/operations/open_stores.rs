//! Stores whose result is outstanding or unknown. All of these use the index of open ones, which is small.

use super::operation_stores::{COLUMNS, OperationStore, read};
use crate::{Sql, db::unreadable::word};
use gangway_domain::{
    IntegrationId, MerchantId, OperationId,
    operation::{Kind, StoreState},
};
use rusqlite::Connection;
use std::collections::HashSet;

/// Stores of a merchant in one state about which somebody may want to do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Whose.
    pub merchant: MerchantId,
    /// `Accepted`, `Unknown` or `Overdue`.
    pub state: StoreState,
    /// How many.
    pub stores: u32,
    /// Since when the first of them is in this state, Unix milliseconds.
    pub since: Option<i64>,
}

/// What is outstanding or of unknown outcome, by merchant and state.
pub fn waiting(c: &Connection) -> Sql<Vec<Waiting>> {
    c.prepare_cached(
        "SELECT o.merchant, s.state, count(*), min(s.changed_at)
         FROM operation_stores s INDEXED BY operation_stores_open JOIN operations o ON o.id = s.operation
         WHERE s.state IN ('sending', 'accepted', 'unknown', 'overdue') AND s.state <> 'sending' GROUP BY 1, 2 ORDER BY 1, 2",
    )?
    .query_map([], |row| {
        let state = word(row, 1, "operation_stores.state", StoreState::from_word)?;
        Ok(Waiting { merchant: MerchantId(row.get(0)?), state, stores: row.get(2)?, since: row.get(3)? })
    })?
    .collect()
}

/// Whether the result of any store is outstanding, in one operation or in all.
pub fn any_open(c: &Connection, operation: Option<&OperationId>) -> Sql<bool> {
    let which = if operation.is_some() { "operation = ?1" } else { "?1 IS NULL" };
    c.prepare_cached(&format!(
        "SELECT EXISTS (SELECT 1 FROM operation_stores INDEXED BY operation_stores_open
         WHERE state IN ('sending', 'accepted', 'unknown', 'overdue') AND {which})"
    ))?
    .query_row([operation.map(OperationId::as_str)], |row| row.get(0))
}

/// Whether a result of an operation is outstanding that may still come by itself or by asking. An overdue one of which the
/// provider was asked since, and could not say that it is done, may never come.
pub fn any_awaited(c: &Connection, operation: &OperationId) -> Sql<bool> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM operation_stores s INDEXED BY operation_stores_open
         JOIN operations o ON o.id = s.operation JOIN merchants m ON m.id = o.merchant
         WHERE s.state IN ('sending', 'accepted', 'unknown', 'overdue') AND s.operation = ?1
           AND NOT (s.state = 'overdue' AND m.refreshed_at > s.changed_at))",
    )?
    .query_row([&operation.0], |row| row.get(0))
}

/// Whether a store was accepted whose request left at `before` or earlier, Unix milliseconds.
pub fn any_late(c: &Connection, before: i64) -> Sql<bool> {
    c.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM operation_stores s INDEXED BY operation_stores_open
         JOIN batches b ON b.operation = s.operation AND b.position = s.position
         WHERE s.state IN ('sending', 'accepted', 'unknown', 'overdue') AND s.state = 'accepted' AND b.sent_at <= ?1)",
    )?
    .query_row([before], |row| row.get(0))
}

/// Stores of an operation whose request has left once and was not done: they are planned again.
pub fn not_done(c: &Connection, operation: &OperationId) -> Sql<u32> {
    c.prepare_cached(
        "SELECT count(*) FROM operation_stores s JOIN batches b ON b.operation = s.operation AND b.position = s.position
         WHERE s.operation = ?1 AND s.state = 'planned' AND b.sent_at IS NOT NULL",
    )?
    .query_row([&operation.0], |row| row.get(0))
}

/// Merchants with stores about which the provider has to be asked.
pub fn merchants_with_unknown(c: &Connection) -> Sql<HashSet<MerchantId>> {
    c.prepare_cached(
        "SELECT DISTINCT o.merchant FROM operation_stores s INDEXED BY operation_stores_open
         JOIN operations o ON o.id = s.operation
         WHERE s.state IN ('sending', 'accepted', 'unknown', 'overdue') AND s.state IN ('unknown', 'overdue')",
    )?
    .query_map([], |row| Ok(MerchantId(row.get(0)?)))?
    .collect()
}

/// A store whose result is outstanding, with what is needed to settle it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Whose.
    pub merchant: MerchantId,
    /// What the run wanted.
    pub kind: Kind,
    /// For which integration.
    pub integration: IntegrationId,
    /// When its request left.
    pub sent_at: Option<i64>,
    /// The provider's id of its batch, once known.
    pub batch: Option<String>,
    /// The row.
    pub row: OperationStore,
}

/// All stores whose result is outstanding, of one merchant or of all.
pub fn open(c: &Connection, merchant: Option<&MerchantId>) -> Sql<Vec<Open>> {
    let columns = COLUMNS.split(", ").map(|column| format!("s.{column}")).collect::<Vec<_>>().join(", ");
    c.prepare_cached(&format!(
        "SELECT {columns}, o.merchant, o.kind, o.integration, b.sent_at, b.batch_id
         FROM operation_stores s JOIN operations o ON o.id = s.operation
         JOIN batches b ON b.operation = s.operation AND b.position = s.position
         WHERE s.state IN ('sending', 'accepted', 'unknown', 'overdue') AND (?1 IS NULL OR o.merchant = ?1)"
    ))?
    .query_map([merchant.map(MerchantId::as_str)], |row| {
        Ok(Open {
            merchant: MerchantId(row.get("merchant")?),
            kind: word(row, row.as_ref().column_index("kind")?, "operations.kind", Kind::from_word)?,
            integration: IntegrationId(row.get("integration")?),
            sent_at: row.get("sent_at")?,
            batch: row.get("batch_id")?,
            row: read(row)?,
        })
    })?
    .collect()
}
