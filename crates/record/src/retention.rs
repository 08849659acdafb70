//! The age limit: headers and bodies of deliveries, and what applications and messages say about persons, are removed after a
//! while. When something came, from where, what was thought of it and what it did stays, with a SHA-256 of what it was.

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// What a row was before it changed is overwritten where its page is written anyway, so that nothing lingers of what is removed
/// later.
pub(crate) const SECURE_DELETE: &str = "FAST";

/// What was removed, with its SHA-256. Not columns of the tables themselves: SQLite reads a strict table through before it adds one.
pub(crate) const UP: &str = "
CREATE TABLE removed_bodies (delivery INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE TABLE removed_fields (application INTEGER PRIMARY KEY, at INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;";

/// Columns of a delivery that stay as they are.
const KEPT: &str =
    "id, endpoint, provider, event, at, verdict, form, why, detail, answered, took_us, key, effect, settled,
    operation, signed_with";
/// Deliveries come in the order of their times, unless a clock was wrong: after so many that are newer no older one is expected.
const IN_A_ROW: u32 = 10_000;

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// Deliveries whose headers and body went.
    pub deliveries: u32,
    /// Applications whose fields and name went.
    pub applications: u32,
    /// Messages to people whose recipient and text went.
    pub messages: u32,
}

impl Removed {
    /// Whether it is nothing at all.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl std::ops::AddAssign for Removed {
    fn add_assign(&mut self, other: Self) {
        self.deliveries += other.deliveries;
        self.applications += other.applications;
        self.messages += other.messages;
    }
}

/// What a pass has come to, and what is to be removed next; nothing: the pass is over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Old {
    pub(crate) deliveries: Vec<i64>,
    pub(crate) applications: Vec<i64>,
    pub(crate) messages: Vec<String>,
}

impl Old {
    pub(crate) fn is_empty(&self) -> bool {
        self.deliveries.is_empty() && self.applications.is_empty() && self.messages.is_empty()
    }
}

/// What is older than `before` beyond the delivery `after`, at most `limit` of each. What is not applied yet is left.
pub(crate) fn old(c: &Connection, before: i64, after: i64, limit: usize) -> Sql<Old> {
    Ok(Old {
        deliveries: old_deliveries(c, before, after, limit)?,
        applications: c
            .prepare_cached(
                "SELECT key FROM applications WHERE key NOT IN (SELECT application FROM removed_fields) AND max(since, created_at, seen_at, coalesce(fetched_at, 0)) < ?1
                    AND NOT EXISTS (SELECT 1 FROM application_events WHERE application = key AND seen_at >= ?1)
                 LIMIT ?2",
            )?
            .query_map(params![before, limit as i64], |row| row.get(0))?
            .collect::<Sql<_>>()?,
        messages: c
            .prepare_cached(&format!(
                "SELECT id FROM outbox WHERE changed_at < ?1 AND state IN ('sent', 'refused', 'held') AND {SAYS} LIMIT ?2"
            ))?
            .query_map(params![before, limit as i64], |row| row.get(0))?
            .collect::<Sql<_>>()?,
    })
}

/// A message that still says something about somebody.
const SAYS: &str = "(merchant_name <> '' OR coalesce(email, link, words, subject, body, html) IS NOT NULL)";

fn old_deliveries(c: &Connection, before: i64, after: i64, limit: usize) -> Sql<Vec<i64>> {
    let mut statement = c.prepare_cached(
        "SELECT id, at, delivery IS NULL AND effect <> 'received' FROM deliveries LEFT JOIN removed_bodies ON delivery = id
         WHERE id > ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([after])?;
    let (mut found, mut newer) = (Vec::new(), 0);
    while found.len() < limit
        && newer < IN_A_ROW
        && let Some(row) = rows.next()?
    {
        let at: i64 = row.get(1)?;
        newer = if at < before { 0 } else { newer + 1 };
        if at < before && row.get(2)? {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Removes it, in the present transaction. Freed pages are overwritten.
pub(crate) fn remove(c: &Connection, old: &Old, now: i64) -> Sql<Removed> {
    c.pragma_update(None, "secure_delete", true)?;
    let removed = remove_all(c, old, now);
    c.pragma_update(None, "secure_delete", SECURE_DELETE)?;
    removed
}

fn remove_all(c: &Connection, old: &Old, now: i64) -> Sql<Removed> {
    let mut removed = Removed::default();
    for id in &old.deliveries {
        removed.deliveries += u32::from(remove_delivery(c, *id)?);
    }
    for key in &old.applications {
        removed.applications += u32::from(remove_application(c, *key, now)?);
    }
    for id in &old.messages {
        removed.messages += u32::from(remove_message(c, id)?);
    }
    Ok(removed)
}

/// The row is taken out and put back: a row that only became shorter would leave its page as empty as it made it.
fn remove_delivery(c: &Connection, id: i64) -> Sql<bool> {
    let digest: Option<(u32, [u8; 32])> = c
        .prepare_cached(
            "SELECT body FROM deliveries WHERE id = ?1 AND id NOT IN (SELECT delivery FROM removed_bodies)",
        )?
        .query_row([id], |row| {
            let body = row.get_ref(0)?.as_blob()?;
            Ok((body.len() as u32, Sha256::digest(body).into()))
        })
        .optional()?;
    let Some((bytes, digest)) = digest else { return Ok(false) };
    c.prepare_cached("INSERT INTO removed_bodies VALUES (?1, ?2, ?3)")?.execute(params![id, bytes, digest])?;
    c.prepare_cached(&format!("CREATE TEMP TABLE IF NOT EXISTS removing AS SELECT {KEPT} FROM deliveries LIMIT 0"))?
        .execute([])?;
    c.prepare_cached("DELETE FROM temp.removing")?.execute([])?;
    c.prepare_cached(&format!("INSERT INTO temp.removing SELECT {KEPT} FROM deliveries WHERE id = ?1"))?
        .execute([id])?;
    // What it said about a dispute is no longer than what it said.
    c.prepare_cached("UPDATE disputes SET comment = '' WHERE delivery = ?1")?.execute([id])?;
    c.prepare_cached("DELETE FROM deliveries WHERE id = ?1")?.execute([id])?;
    c.prepare_cached(&format!(
        "INSERT INTO deliveries ({KEPT}, headers, body) SELECT {KEPT}, '[]', x'' FROM temp.removing"
    ))?
    .execute([])?;
    Ok(true)
}

fn remove_application(c: &Connection, key: i64, now: i64) -> Sql<bool> {
    let fields: Option<String> = c
        .prepare_cached("SELECT fields FROM application_fields WHERE application = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let digest: [u8; 32] = Sha256::digest(fields.unwrap_or_default()).into();
    let rows = c
        .prepare_cached("INSERT OR IGNORE INTO removed_fields VALUES (?1, ?2, ?3)")?
        .execute(params![key, now, digest])?;
    c.prepare_cached("UPDATE application_fields SET fields = '{}', older = '{}' WHERE application = ?1")?
        .execute([key])?;
    c.prepare_cached(
        "UPDATE applications SET name = '', name_key = '', search = lower(id) || ' ' || lower(merchant) WHERE key = ?1",
    )?
    .execute([key])?;
    Ok(rows > 0)
}

fn remove_message(c: &Connection, id: &str) -> Sql<bool> {
    c.prepare_cached("UPDATE outbox_attempts SET words = NULL, about = NULL WHERE message = ?1")?.execute([id])?;
    let rows = c
        .prepare_cached(&format!(
            "UPDATE outbox SET merchant_name = '', email = NULL, link = NULL, words = NULL, about = NULL, subject = NULL,
                body = NULL, html = NULL
             WHERE id = ?1 AND {SAYS}"
        ))?
        .execute([id])?;
    Ok(rows > 0)
}

/// What is known of one merchant's persons: everything, whatever its age.
pub(crate) fn all_of(c: &Connection, merchant: &str, deliveries: Vec<i64>) -> Sql<Old> {
    let linked: HashSet<i64> = c
        .prepare_cached(
            "SELECT delivery FROM application_events JOIN applications ON applications.key = application
             WHERE merchant = ?1 AND delivery IS NOT NULL",
        )?
        .query_map([merchant], |row| row.get(0))?
        .collect::<Sql<_>>()?;
    let mut deliveries: Vec<i64> = deliveries.into_iter().chain(linked).collect();
    deliveries.sort_unstable();
    deliveries.dedup();
    Ok(Old {
        deliveries,
        applications: c
            .prepare_cached("SELECT key FROM applications WHERE merchant = ?1 AND key NOT IN (SELECT application FROM removed_fields)")?
            .query_map([merchant], |row| row.get(0))?
            .collect::<Sql<_>>()?,
        messages: c
            .prepare_cached(&format!("SELECT id FROM outbox WHERE merchant = ?1 AND {SAYS}"))?
            .query_map([merchant], |row| row.get(0))?
            .collect::<Sql<_>>()?,
    })
}

#[cfg(test)]
mod tests;
