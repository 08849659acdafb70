//! Deliveries: every call received at an endpoint, as it came.

pub(crate) mod delivery_counts;
pub(crate) mod delivery_keys;
pub(crate) mod delivery_search;
pub mod reverified;
pub(crate) mod set_apart;
mod stored_verified;

pub use crate::deliveries::{
    delivery_counts::{growth, totals},
    stored_verified::{StoredVerified, to_fold},
};
use crate::{
    Sql,
    db::unreadable::{Kept, word},
    deliveries::delivery_keys::Keys,
    endpoints::rotations,
};
use gangway_domain::{EndpointId, RejectionReason};
use rusqlite::{Connection, OptionalExtension, Row, params};

// Ids are not reused without AUTOINCREMENT either: only old rejected rows are deleted, never the newest row.
pub(crate) const UP: &str = "
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, provider TEXT NOT NULL, event TEXT NOT NULL,
    at INTEGER NOT NULL, verdict TEXT NOT NULL, form TEXT, why TEXT, detail TEXT, answered INTEGER NOT NULL,
    took_us INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL, key BLOB,
    effect TEXT NOT NULL, settled INTEGER NOT NULL DEFAULT 0, operation TEXT
) STRICT;
CREATE UNIQUE INDEX deliveries_once ON deliveries (key) WHERE key IS NOT NULL;
CREATE INDEX deliveries_to_fold ON deliveries (id) WHERE effect = 'received';
CREATE INDEX deliveries_rejected ON deliveries (id) WHERE verdict = 'rejected';";

/// During a rotation: which of the endpoint's secrets it was signed with, 0 being the current one.
pub(crate) const SIGNED_WITH: &str = "ALTER TABLE deliveries ADD COLUMN signed_with INTEGER;";

/// Half of a digest tells deliveries apart as well, and twice as many keys have room in a page.
pub(crate) const SHORT_KEY: &str = "UPDATE deliveries SET key = substr(key, 1, 16) WHERE key IS NOT NULL;";

/// Rejected deliveries kept for diagnosis; older ones make room.
pub const REJECTED_KEPT: u32 = 500;

/// Whether a delivery is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Its signature is right.
    Verified,
    /// It is not, or it was refused before that was looked at.
    Rejected,
}

impl Verdict {
    /// The word in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Verified, Self::Rejected].into_iter().find(|verdict| verdict.word() == word)
    }
}

/// What a delivery did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Appended, and not applied yet.
    Received,
    /// Applied.
    Applied,
    /// Kept as it came: it says nothing new, or nothing that is looked at here.
    Ignored,
    /// The same delivery was here already.
    Duplicate,
    /// It could not be applied and was set aside, with the reason; it can be tried again.
    DeadLetter,
    /// It was rejected.
    None,
}

impl Effect {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Received, "received"),
        (Self::Applied, "folded"),
        (Self::Ignored, "ignored"),
        (Self::Duplicate, "duplicate"),
        (Self::DeadLetter, "failed"),
        (Self::None, "none"),
    ];

    /// The word in the record.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(effect, _)| *effect == self).map_or("none", |(_, word)| word)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(effect, _)| *effect)
    }
}

/// A delivery to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// Where it came in.
    pub endpoint: EndpointId,
    /// `rappi`.
    pub provider: String,
    /// The endpoint's event.
    pub event: String,
    /// When it came, Unix milliseconds.
    pub at: i64,
    /// Whether it is believed.
    pub verdict: Verdict,
    /// `raw`, `tester` or `compact` when verified.
    pub form: Option<&'static str>,
    /// When verified: by which of the endpoint's secrets, 0 being the current one.
    pub signed_with: Option<u8>,
    /// The reason when rejected.
    pub why: Option<RejectionReason>,
    /// More about the reason, for a person.
    pub detail: Option<String>,
    /// HTTP status it is answered with.
    pub answered: u16,
    /// Time from the first byte of the body to the verdict, in microseconds.
    pub took_us: i64,
    /// Header names and values as JSON; credentials are not kept.
    pub headers: String,
    /// The exact bytes.
    pub body: Vec<u8>,
    /// Idempotency key when verified (PROVIDERS.md 1.6), unlike that of every other endpoint.
    pub key: Option<[u8; 16]>,
}

/// A stored delivery without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// In the order of arrival.
    pub id: i64,
    /// Where it came in.
    pub endpoint: EndpointId,
    /// `rappi`.
    pub provider: String,
    /// The endpoint's event.
    pub event: String,
    /// When it came, Unix milliseconds.
    pub at: i64,
    /// Whether it is believed.
    pub verdict: Verdict,
    /// `raw`, `tester` or `compact`.
    pub form: Option<String>,
    /// The reason when rejected.
    pub why: Option<Kept<RejectionReason>>,
    /// More about the reason, or about a fold that failed.
    pub detail: Option<String>,
    /// HTTP status it was answered with.
    pub answered: u16,
    /// Microseconds to the verdict.
    pub took_us: i64,
    /// What it did.
    pub effect: Effect,
    /// Stores it settled.
    pub settled: u32,
    /// The operation it belongs to, once folded.
    pub operation: Option<String>,
    /// When verified: by which of the endpoint's secrets, 0 being the current one.
    pub signed_with: Option<u8>,
}

pub(crate) const COLUMNS: &str = "id, endpoint, provider, event, at, verdict, form, why, detail, answered, took_us, effect, settled, operation, signed_with";

pub(crate) fn read(row: &Row<'_>) -> Sql<Delivery> {
    Ok(Delivery {
        id: row.get(0)?,
        endpoint: EndpointId(row.get(1)?),
        provider: row.get(2)?,
        event: row.get(3)?,
        at: row.get(4)?,
        verdict: word(row, 5, "deliveries.verdict", Verdict::from_word)?,
        form: row.get(6)?,
        why: row.get::<_, Option<String>>(7)?.map(Kept::read),
        detail: row.get(8)?,
        answered: row.get(9)?,
        took_us: row.get(10)?,
        effect: word(row, 11, "deliveries.effect", Effect::from_word)?,
        settled: row.get(12)?,
        operation: row.get(13)?,
        signed_with: row.get(14)?,
    })
}

/// What became of an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// New; it will be folded.
    New(i64),
    /// The same delivery is here already; noted, and never folded again.
    Duplicate(i64),
}

/// Appends a verified delivery once; a repetition is kept as a row of its own without a key.
pub fn append(c: &Connection, keys: &mut Keys, new: &NewDelivery) -> Sql<Appended> {
    // Repetitions too: as long as they come, the old secret is needed.
    if new.signed_with.is_some_and(|secret| secret > 0) {
        rotations::signed_with_old(c, &new.endpoint, new.at)?;
    }
    let Some(key) = &new.key else {
        let id = put(c, new, None, Effect::None)?;
        c.prepare_cached(
            "DELETE FROM deliveries WHERE verdict = 'rejected' AND id <=
                (SELECT id FROM deliveries WHERE verdict = 'rejected' ORDER BY id DESC LIMIT 1 OFFSET ?1)",
        )?
        .execute([REJECTED_KEPT])?;
        return Ok(Appended::New(id));
    };
    if keys.note(c, *key)? {
        put(c, new, Some(key), Effect::Received).map(Appended::New)
    } else {
        put(c, new, None, Effect::Duplicate).map(Appended::Duplicate)
    }
}

fn put(c: &Connection, new: &NewDelivery, key: Option<&[u8; 16]>, effect: Effect) -> Sql<i64> {
    // Not `RETURNING id`, which takes a detour over a table in memory.
    c.prepare_cached(
        "INSERT INTO deliveries (endpoint, provider, event, at, verdict, form, why, detail, answered, took_us, headers, body, key, effect, signed_with)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        new.endpoint.0, new.provider, new.event, new.at, new.verdict.word(), new.form,
        new.why.map(RejectionReason::word), new.detail,
        new.answered, new.took_us, new.headers, new.body, key, effect.word(), new.signed_with
    ])?;
    Ok(c.last_insert_rowid())
}

/// Names and values of a delivery's headers, as JSON.
pub fn headers(c: &Connection, id: i64) -> Sql<String> {
    c.prepare_cached("SELECT headers FROM deliveries WHERE id = ?1")?.query_row([id], |row| row.get(0))
}

/// Notes what a delivery did.
pub fn folded(
    c: &Connection,
    id: i64,
    effect: Effect,
    settled: u32,
    operation: Option<&str>,
    detail: Option<&str>,
) -> Sql<()> {
    c.prepare_cached("UPDATE deliveries SET effect = ?2, settled = ?3, operation = ?4, detail = ?5 WHERE id = ?1")?
        .execute(params![id, effect.word(), settled, operation, detail])
        .map(drop)
}

/// Puts what was set aside back among what is to be applied, one or all, as long as its body is there. Answers how many.
pub fn retry_dead_letters(c: &Connection, id: Option<i64>) -> Sql<u32> {
    let again = c
        .prepare_cached(
            "UPDATE deliveries SET effect = 'received', detail = NULL
             WHERE effect = 'failed' AND id NOT IN (SELECT delivery FROM removed_bodies) AND (?1 IS NULL OR id = ?1)",
        )?
        .execute([id])?;
    Ok(again as u32)
}

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

#[cfg(test)]
pub(crate) mod tests;
