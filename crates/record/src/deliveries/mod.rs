//! Deliveries: every call received at an endpoint, as it came.

pub(crate) mod delivery_counts;
pub(crate) mod delivery_keys;
pub(crate) mod delivery_search;
mod lookup;
pub mod reverified;
pub(crate) mod set_apart;
mod stored_verified;

pub use crate::deliveries::{
    delivery_counts::{growth, totals},
    lookup::{Content, Filter, Rejections, by_id, exists, list, rejected_since},
    stored_verified::{StoredVerified, to_fold, verified},
};
use crate::{
    Sql,
    db::unreadable::{Kept, word},
    deliveries::delivery_keys::Keys,
    endpoints::rotations,
};
use gangway_domain::{EndpointId, RejectionReason};
use rusqlite::{Connection, Row, params};

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
    /// Idempotency key when verified (docs/wire.md 1.6), unlike that of every other endpoint.
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

#[cfg(test)]
pub(crate) mod tests;
