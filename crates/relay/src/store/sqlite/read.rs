//! What is read of a log, and what of it is erased.

use super::{
    append,
    schema::{PLACES, sorted},
};
use crate::{LogHead, READ_BYTES, READ_ENTRIES, StoreError, Stored, TeamName};
use gangway_wire::{Body, Envelope, Link, TeamId};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

pub(super) fn teams(c: &Connection) -> Result<Vec<TeamName>> {
    c.prepare_cached("SELECT team, name FROM teams ORDER BY name, team")?
        .query_map([], |row| Ok(TeamName { id: TeamId(row.get(0)?), name: row.get(1)? }))?
        .collect()
}

fn known(c: &Connection, team: &TeamId) -> Result<(i64, LogHead), StoreError> {
    append::team(c, team).map_err(sorted)?.ok_or_else(|| StoreError::NoTeam(team.clone()))
}

pub(super) fn head(c: &Connection, team: &TeamId) -> Result<LogHead, StoreError> {
    Ok(known(c, team)?.1)
}

pub(super) fn entries(c: &Connection, team: &TeamId, from: u64, to: u64) -> Result<Vec<Stored>, StoreError> {
    let (number, head) = known(c, team)?;
    let to = to.min(head.seq).min(from.saturating_add(READ_ENTRIES - 1));
    if from == 0 || from > to {
        return Ok(Vec::new());
    }
    let read = || -> Result<Vec<Stored>> {
        let mut prepared = c.prepare_cached(
            "SELECT entries.id, link, envelope, has_body, body FROM entries LEFT JOIN bodies USING (id)
             WHERE entries.id BETWEEN ?1 AND ?2 ORDER BY entries.id",
        )?;
        let mut rows = prepared.query(params![number * PLACES + from as i64, number * PLACES + to as i64])?;
        let (mut all, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let (stored, size) = entry(row)?;
            all.push(stored);
            bytes += size;
            if bytes > READ_BYTES {
                break;
            }
        }
        Ok(all)
    };
    read().map_err(sorted)
}

/// With how many bytes it has.
fn entry(row: &Row<'_>) -> Result<(Stored, usize)> {
    let seq = (row.get::<_, i64>(0)? % PLACES) as u64;
    let envelope = Envelope::from_bytes(row.get(2)?);
    let (has_body, body): (bool, Option<Vec<u8>>) = (row.get(3)?, row.get(4)?);
    let size = envelope.as_bytes().len() + body.as_ref().map_or(0, Vec::len);
    let body = match body {
        Some(bytes) => Body::Present(bytes),
        None if has_body => Body::Erased,
        None => Body::None,
    };
    Ok((Stored { seq, link: Link(row.get(1)?), envelope, body }, size))
}

/// The time of entries hardly ever goes back, so the first of a moment is found by halves and not by an index. Where it does go
/// back, a console begins somewhere near, and is told where.
pub(super) fn before(c: &Connection, team: &TeamId, at: i64) -> Result<LogHead, StoreError> {
    let (number, head) = known(c, team)?;
    let find = || -> Result<LogHead> {
        let seq = first_since(c, number, head.seq, at)? - 1;
        let link = link_of(c, number, seq)?.unwrap_or(Link::ORIGIN);
        Ok(LogHead { seq, link })
    };
    find().map_err(sorted)
}

/// The place of the first entry of a moment or later; the one after the last where there is none.
fn first_since(c: &Connection, team: i64, last: u64, at: i64) -> Result<u64> {
    let mut time = c.prepare_cached("SELECT at FROM entries WHERE id = ?1")?;
    let (mut low, mut high) = (1, last + 1);
    while low < high {
        let middle = u64::midpoint(low, high);
        let taken_in: i64 = time.query_row([team * PLACES + middle as i64], |row| row.get(0))?;
        if taken_in < at { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

fn link_of(c: &Connection, team: i64, seq: u64) -> Result<Option<Link>> {
    c.prepare_cached("SELECT link FROM entries WHERE id = ?1")?
        .query_row([team * PLACES + seq as i64], |row| row.get(0).map(Link))
        .optional()
}

pub(super) fn erase_bodies(c: &Connection, team: &TeamId, before: i64, limit: u32) -> Result<u64, StoreError> {
    let (number, _) = known(c, team)?;
    c.prepare_cached(
        "DELETE FROM bodies WHERE id IN (SELECT id FROM bodies JOIN entries USING (id)
         WHERE id BETWEEN ?1 AND ?2 AND at < ?3 ORDER BY id LIMIT ?4)",
    )
    .and_then(|mut erase| erase.execute(params![number * PLACES, (number + 1) * PLACES - 1, before, limit]))
    .map(|erased| erased as u64)
    .map_err(sorted)
}
