//! How far this console has the team's log: its own chain, entry by entry, and the newest head that proved it.

use crate::{
    Sql,
    deliveries::{self, Appended, Effect, NewDelivery, delivery_keys::Keys},
};
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE team_cursor (
    one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, link BLOB NOT NULL,
    proven INTEGER NOT NULL, proven_at INTEGER, head TEXT
) STRICT;
CREATE TABLE team_entries (seq INTEGER PRIMARY KEY, link BLOB NOT NULL, delivery INTEGER) STRICT;
CREATE UNIQUE INDEX team_entries_by_delivery ON team_entries (delivery) WHERE delivery IS NOT NULL;
CREATE TABLE team_unread (seq INTEGER PRIMARY KEY, why TEXT NOT NULL) STRICT;";

/// Where the chain of this console is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The newest entry that was taken in.
    pub seq: u64,
    /// Its link.
    pub link: [u8; 32],
    /// Up to here a signed head proved that nothing is missing.
    pub proven: u64,
    /// When the relay signed that, Unix milliseconds.
    pub proven_at: Option<i64>,
    /// That head, as JSON.
    pub head: Option<String>,
}

/// What an entry is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A delivery, as if it had come in here.
    Delivery(NewDelivery),
    /// A delivery whose body was erased at the relay: its SHA-256 and its length.
    Erased(NewDelivery, [u8; 32], u32),
    /// Something that needs nothing but its place in the chain.
    Place,
    /// Something that this program cannot read, and why.
    Unread(String),
}

pub(crate) fn begin(c: &Connection, seq: u64, link: [u8; 32]) -> Sql<()> {
    c.execute("INSERT INTO team_cursor VALUES (1, ?1, ?2, ?1, NULL, NULL)", params![seq as i64, link]).map(drop)
}

/// Where the chain is; `None` outside of a team.
pub fn cursor(c: &Connection) -> Sql<Option<Cursor>> {
    c.prepare_cached("SELECT seq, link, proven, proven_at, head FROM team_cursor")?
        .query_row([], |row| {
            Ok(Cursor {
                seq: row.get::<_, i64>(0)? as u64,
                link: row.get(1)?,
                proven: row.get::<_, i64>(2)? as u64,
                proven_at: row.get(3)?,
                head: row.get(4)?,
            })
        })
        .optional()
}

/// Takes an entry in, in the present transaction. [`advance`] follows in the same one.
pub fn take(c: &Connection, keys: &mut Keys, seq: u64, link: [u8; 32], content: &Content) -> Sql<()> {
    let delivery = match content {
        Content::Delivery(new) => Some(appended(deliveries::append(c, keys, new)?)),
        Content::Erased(new, digest, bytes) => {
            let appended = deliveries::append(c, keys, new)?;
            if let Appended::New(id) = appended {
                deliveries::folded(c, id, Effect::Ignored, 0, None, None)?;
                c.prepare_cached("INSERT INTO removed_bodies VALUES (?1, ?2, ?3)")?
                    .execute(params![id, bytes, digest])?;
            }
            Some(self::appended(appended))
        }
        Content::Place => None,
        Content::Unread(why) => {
            c.prepare_cached("INSERT INTO team_unread VALUES (?1, ?2)")?.execute(params![seq as i64, why])?;
            None
        }
    };
    c.prepare_cached("INSERT INTO team_entries VALUES (?1, ?2, ?3)")?
        .execute(params![seq as i64, link, delivery])
        .map(drop)
}

const fn appended(appended: Appended) -> i64 {
    match appended {
        Appended::New(id) | Appended::Duplicate(id) => id,
    }
}

/// Notes where the chain is now.
pub fn advance(c: &Connection, seq: u64, link: [u8; 32]) -> Sql<()> {
    c.prepare_cached("UPDATE team_cursor SET seq = ?1, link = ?2")?.execute(params![seq as i64, link]).map(drop)
}

/// Notes that a head proved everything up to `seq`.
pub fn prove(c: &Connection, seq: u64, at: i64, head: &str) -> Sql<()> {
    c.prepare_cached("UPDATE team_cursor SET proven = ?1, proven_at = ?2, head = ?3")?
        .execute(params![seq as i64, at, head])
        .map(drop)
}

/// The link of an entry, if it is here; of the beginning as well, while the chain is there.
pub fn link_at(c: &Connection, seq: u64) -> Sql<Option<[u8; 32]>> {
    let of_entry = c
        .prepare_cached("SELECT link FROM team_entries WHERE seq = ?1")?
        .query_row([seq as i64], |row| row.get(0))
        .optional()?;
    if of_entry.is_some() {
        return Ok(of_entry);
    }
    c.prepare_cached("SELECT link FROM team_cursor WHERE seq = ?1")?
        .query_row([seq as i64], |row| row.get(0))
        .optional()
}

/// Whether a delivery came by the team's relay.
pub fn is_relayed(c: &Connection, delivery: i64) -> Sql<bool> {
    c.prepare_cached("SELECT EXISTS (SELECT 1 FROM team_entries WHERE delivery = ?1)")?
        .query_row([delivery], |row| row.get(0))
}

/// How many entries this program could not read.
pub fn unread(c: &Connection) -> Sql<u32> {
    c.prepare_cached("SELECT count(*) FROM team_unread")?.query_row([], |row| row.get(0))
}
