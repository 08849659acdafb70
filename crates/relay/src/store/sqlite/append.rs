//! One batch into the log of a team, within the open transaction.

use super::{
    keys::Keys,
    schema::{PLACES, sorted},
};
use crate::{LogHead, NewEntry, Placed, StoreError};
use gangway_wire::{Link, TeamId};
use rusqlite::{Connection, OptionalExtension, Result, params};

/// The number of a team, and where its log ends.
pub(super) fn team(c: &Connection, team: &TeamId) -> Result<Option<(i64, LogHead)>> {
    c.prepare_cached("SELECT id, seq, link FROM teams WHERE team = ?1")?
        .query_row([team.as_str()], |row| {
            let head = LogHead { seq: row.get::<_, i64>(1)? as u64, link: Link(row.get(2)?) };
            Ok((row.get(0)?, head))
        })
        .optional()
}

/// What became of a batch.
pub(super) struct Appended {
    pub(super) placed: Vec<Placed>,
    /// Where the log ends now.
    pub(super) head: LogHead,
}

/// Appends a batch. After an error the caller takes the savepoint back, and the keys with it.
pub(super) fn append(c: &Connection, keys: &mut Keys, of: &TeamId, batch: &[NewEntry]) -> Result<Appended, StoreError> {
    let (number, before) = team(c, of).map_err(sorted)?.ok_or_else(|| StoreError::NoTeam(of.clone()))?;
    let mut head = before;
    let mut all = || -> Result<Vec<Placed>> {
        let mut placed = Vec::with_capacity(batch.len());
        for new in batch {
            placed.push(if let Some(seq) = keys.find(c, number, new.key)? {
                Placed { seq, repeated: true }
            } else {
                head = LogHead { seq: head.seq + 1, link: head.link.next(&new.envelope) };
                put(c, number, head, new)?;
                keys.note(number, new.key, head.seq);
                Placed { seq: head.seq, repeated: false }
            });
        }
        Ok(placed)
    };
    let placed = all().map_err(sorted)?;
    if head.seq > before.seq {
        c.prepare_cached("UPDATE teams SET seq = ?2, link = ?3 WHERE id = ?1")
            .and_then(|mut update| update.execute(params![number, head.seq as i64, head.link.0]))
            .map_err(sorted)?;
    }
    Ok(Appended { placed, head })
}

fn put(c: &Connection, team: i64, at: LogHead, new: &NewEntry) -> Result<()> {
    let id = team * PLACES + at.seq as i64;
    c.prepare_cached("INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        id,
        new.at,
        new.key.0,
        at.link.0,
        new.envelope.as_bytes(),
        new.body.is_some()
    ])?;
    if let Some(body) = &new.body {
        c.prepare_cached("INSERT INTO bodies VALUES (?1, ?2)")?.execute(params![id, body])?;
    }
    Ok(())
}
