//! Deliveries as lists and pages ask for them.

use super::{COLUMNS, Delivery, Verdict, delivery_search, read};
use crate::{Sql, db::unreadable::Kept};
use gangway_domain::RejectionReason;
use rusqlite::{Connection, OptionalExtension, params};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this verdict.
    pub verdict: Option<Verdict>,
    /// Text in the body, a header's value, the event, the endpoint or the reason.
    pub search: String,
    /// Only older ones than this id.
    pub before: Option<i64>,
    /// At most this many.
    pub limit: u32,
}

/// Newest first.
pub fn list(c: &Connection, filter: &Filter) -> Sql<Vec<Delivery>> {
    if !filter.search.is_empty() {
        return delivery_search::find(c, filter);
    }
    // By name, so that the index of the rejected is used.
    let verdict = match filter.verdict {
        Some(Verdict::Rejected) => "verdict = 'rejected' AND ?1 IS NOT NULL",
        Some(Verdict::Verified) | None => "(?1 IS NULL OR verdict = ?1)",
    };
    c.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM deliveries WHERE {verdict} AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3"
    ))?
    .query_map(params![filter.verdict.map(Verdict::word), filter.before, filter.limit], read)?
    .collect()
}

/// Deliveries that were rejected for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejections {
    /// Whose endpoint.
    pub provider: String,
    /// Its event.
    pub event: String,
    /// The reason.
    pub why: Kept<RejectionReason>,
    /// How many.
    pub count: u32,
    /// The newest of them.
    pub newest: i64,
    /// When that came, Unix milliseconds.
    pub at: i64,
}

/// What was rejected since a moment, by endpoint and reason, the newest first.
pub fn rejected_since(c: &Connection, since: i64) -> Sql<Vec<Rejections>> {
    c.prepare_cached(
        "SELECT provider, event, coalesce(why, ''), count(*), max(id), max(at) FROM deliveries INDEXED BY deliveries_rejected
         WHERE verdict = 'rejected' AND at >= ?1 GROUP BY 1, 2, 3 ORDER BY max(id) DESC",
    )?
    .query_map([since], |row| {
        Ok(Rejections {
            provider: row.get(0)?,
            event: row.get(1)?,
            why: Kept::read(row.get(2)?),
            count: row.get(3)?,
            newest: row.get(4)?,
            at: row.get(5)?,
        })
    })?
    .collect()
}

/// What came: headers and body, or what stays of them after the age limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Names and values as JSON; none once removed.
    pub headers: String,
    /// The exact bytes; none once removed.
    pub body: Vec<u8>,
    /// How many bytes the body had.
    pub bytes: u32,
    /// Once headers and body were removed: SHA-256 of the body.
    pub digest: Option<[u8; 32]>,
}

/// One delivery with headers and body.
pub fn by_id(c: &Connection, id: i64) -> Sql<Option<(Delivery, Content)>> {
    c.prepare_cached(&format!(
        "SELECT {COLUMNS}, headers, body, coalesce(bytes, length(body)), digest
         FROM deliveries LEFT JOIN removed_bodies ON delivery = id WHERE id = ?1"
    ))?
    .query_row([id], |row| {
        let content = Content { headers: row.get(15)?, body: row.get(16)?, bytes: row.get(17)?, digest: row.get(18)? };
        Ok((read(row)?, content))
    })
    .optional()
}

/// Whether there is such a delivery.
pub fn exists(c: &Connection, id: i64) -> Sql<bool> {
    c.prepare_cached("SELECT 1 FROM deliveries WHERE id = ?1")?.exists([id])
}
