//! Who works on what. Every change is in the transaction of the entry that tells it.

use super::{
    append::{self, append},
    keys::Keys,
    schema::sorted,
};
use crate::{
    ClaimAnswer, ClaimOrder, Holder, KeptClaim, KeptClaims, KeptLease, KeptWait, LogHead, StoreError,
    claims::{Known, Plan, lapse as lapsed, plan, repeated},
};
use gangway_domain::claims::{Claimed, Held, Stage};
use gangway_wire::{ClaimKey, DeviceId, PersonId, TeamId};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// Keys that lapse together at most.
const TOGETHER: u32 = 1000;

pub(super) const UP: &str = "
CREATE TABLE claims (
    team INTEGER NOT NULL, key TEXT NOT NULL, stage TEXT, device TEXT, person TEXT, fence INTEGER NOT NULL,
    since INTEGER NOT NULL, outcome INTEGER NOT NULL, PRIMARY KEY (team, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_held ON claims (team, device) WHERE device IS NOT NULL;
CREATE TABLE claim_leases (
    team INTEGER NOT NULL, device TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (team, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_waits (
    team INTEGER NOT NULL, key TEXT NOT NULL, device TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (team, key, device)
) STRICT, WITHOUT ROWID;
";

/// The database's clock, Unix milliseconds.
pub(super) fn now(c: &Connection) -> Result<i64, StoreError> {
    c.prepare_cached("SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)")
        .and_then(|mut it| it.query_row([], |row| row.get(0)))
        .map_err(sorted)
}

fn team(c: &Connection, of: &TeamId) -> Result<(i64, LogHead), StoreError> {
    append::team(c, of).map_err(sorted)?.ok_or_else(|| StoreError::NoTeam(of.clone()))
}

/// Columns from `stage` on: stage, device, person, fence, since, outcome.
fn claimed(row: &Row<'_>, first: usize) -> Result<Claimed<Holder>, StoreError> {
    let read = || -> Result<_> {
        let (stage, device): (Option<String>, Option<String>) = (row.get(first)?, row.get(first + 1)?);
        let (person, fence): (Option<String>, i64) = (row.get(first + 2)?, row.get(first + 3)?);
        Ok((stage.zip(device.zip(person)), fence as u64, row.get(first + 4)?, row.get::<_, i64>(first + 5)? as u64))
    };
    let (held, fence, since, outcome) = read().map_err(sorted)?;
    let Some((stage, (device, person))) = held else { return Ok(Claimed { held: None, outcome }) };
    let stage = Stage::read(&stage).ok_or_else(|| StoreError::damaged("claims.stage", stage))?;
    let by = Holder { device: DeviceId(device), person: PersonId(person) };
    Ok(Claimed { held: Some(Held { by, stage, fence, since }), outcome })
}

fn known(c: &Connection, team: i64, key: &ClaimKey) -> Result<Known, StoreError> {
    let mut find = c
        .prepare_cached(
            "SELECT stage, claims.device, person, fence, since, outcome, until FROM claims
             LEFT JOIN claim_leases USING (team, device) WHERE team = ?1 AND key = ?2",
        )
        .map_err(sorted)?;
    let read = |row: &Row<'_>| Ok((claimed(row, 0), row.get(6)?));
    match find.query_row(params![team, key.0], read).optional().map_err(sorted)? {
        None => Ok(Known::default()),
        Some((claimed, until)) => Ok(Known { claimed: claimed?, until }),
    }
}

/// Does what a device asks. Its lease begins anew.
pub(super) fn order(
    c: &Connection,
    keys: &mut Keys,
    of: &TeamId,
    order: &ClaimOrder,
) -> Result<(ClaimAnswer, LogHead), StoreError> {
    let ((number, head), now) = (team(c, of)?, now(c)?);
    renew(c, number, &order.by.device, now + order.limits.lease_ms)?;
    let rows = order.keys.iter().map(|key| known(c, number, key)).collect::<Result<Vec<_>, _>>()?;
    let planned = match keys.find(c, number, order.key).map_err(sorted)? {
        Some(seq) => repeated(order, &rows, seq, now).map(|done| Plan { done, ..Plan::default() }),
        None => plan(order, &rows, head.seq, now),
    };
    match planned {
        Err(refused) => Ok((ClaimAnswer::Refused(refused), head)),
        Ok(plan) => {
            let head = write(c, keys, of, number, &plan, order)?;
            Ok((ClaimAnswer::Done(plan.done), head))
        }
    }
}

fn write(
    c: &Connection,
    keys: &mut Keys,
    of: &TeamId,
    team: i64,
    plan: &Plan,
    order: &ClaimOrder,
) -> Result<LogHead, StoreError> {
    let head = put(c, keys, of, team, plan)?;
    let (device, person) = (order.by.device.as_str(), order.by.person.as_str());
    for key in &plan.waits {
        c.prepare_cached("INSERT OR IGNORE INTO claim_waits VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut it| it.execute(params![team, key.0, device, person, plan.done.now]))
            .map_err(sorted)?;
    }
    Ok(head)
}

/// Entries and rows. What became free is waited for no more: whoever waited is told by the entry.
fn put(c: &Connection, keys: &mut Keys, of: &TeamId, team: i64, plan: &Plan) -> Result<LogHead, StoreError> {
    for (key, it) in &plan.rows {
        put_row(c, team, key, it).map_err(sorted)?;
        if it.held.is_none() {
            c.prepare_cached("DELETE FROM claim_waits WHERE team = ?1 AND key = ?2")
                .and_then(|mut gone| gone.execute(params![team, key.0]))
                .map_err(sorted)?;
        }
    }
    Ok(append(c, keys, of, &plan.entries)?.head)
}

pub(super) fn put_row(c: &Connection, team: i64, key: &ClaimKey, it: &Claimed<Holder>) -> Result<()> {
    let held = it.held.as_ref();
    c.prepare_cached("INSERT OR REPLACE INTO claims VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![
            team,
            key.0,
            held.map(|it| it.stage.word()),
            held.map(|it| it.by.device.as_str()),
            held.map(|it| it.by.person.as_str()),
            held.map_or(0, |it| it.fence as i64),
            held.map_or(0, |it| it.since),
            it.outcome as i64
        ])
        .map(drop)
}

fn renew(c: &Connection, team: i64, device: &DeviceId, until: i64) -> Result<(), StoreError> {
    c.prepare_cached("INSERT OR REPLACE INTO claim_leases VALUES (?1, ?2, ?3)")
        .and_then(|mut it| it.execute(params![team, device.as_str(), until]))
        .map(drop)
        .map_err(sorted)
}

pub(super) fn renewed(c: &Connection, of: &TeamId, device: &DeviceId, lease_ms: i64) -> Result<i64, StoreError> {
    let ((number, _), now) = (team(c, of)?, now(c)?);
    renew(c, number, device, now + lease_ms)?;
    Ok(now)
}

/// What silent devices hold. A device that is no member any more has no lease.
pub(super) fn lapse(c: &Connection, keys: &mut Keys, of: &TeamId) -> Result<(u64, LogHead), StoreError> {
    let ((number, head), now) = (team(c, of)?, now(c)?);
    let rows = c
        .prepare_cached(
            // From the few leases that ended to what their devices hold: whoever holds something has a lease.
            "SELECT key, stage, claims.device, person, fence, since, outcome, until FROM claim_leases
             CROSS JOIN claims USING (team, device)
             WHERE team = ?1 AND until <= ?2 AND stage IN ('planned', 'leaving') LIMIT ?3",
        )
        .and_then(|mut it| {
            let read = |row: &Row<'_>| Ok((ClaimKey(row.get(0)?), claimed(row, 1), row.get(7)?));
            it.query_map(params![number, now, TOGETHER], read)?.collect::<Result<Vec<_>>>()
        })
        .map_err(sorted)?;
    if rows.is_empty() {
        return Ok((0, head));
    }
    let known = |(key, claimed, until): (_, Result<_, _>, _)| Ok((key, Known { claimed: claimed?, until }));
    let plan = lapsed(rows.into_iter().map(known).collect::<Result<_, StoreError>>()?, head.seq, now);
    let head = put(c, keys, of, number, &plan)?;
    Ok((plan.rows.len() as u64, head))
}

/// How claims stand; of all teams where none is named.
pub(super) fn claims(c: &Connection, of: Option<&TeamId>) -> Result<KeptClaims, StoreError> {
    let together = c.unchecked_transaction().map_err(sorted)?;
    let of = of.map(TeamId::as_str);
    let claims = "SELECT teams.team, key, stage, device, person, fence, since, outcome FROM claims
        JOIN teams ON teams.id = claims.team WHERE ?1 IS NULL OR teams.team = ?1 ORDER BY key";
    let claims = all(&together, claims, of, |row| Ok((TeamId(row.get(0)?), ClaimKey(row.get(1)?), claimed(row, 2))))?;
    let claims = claims.into_iter().map(|(team, key, claimed)| Ok(KeptClaim { team, key, claimed: claimed? }));
    let waits = "SELECT teams.team, key, device, person, at FROM claim_waits JOIN teams ON teams.id = claim_waits.team
        WHERE ?1 IS NULL OR teams.team = ?1 ORDER BY key, at";
    let waits = all(&together, waits, of, |row| {
        let by = Holder { device: DeviceId(row.get(2)?), person: PersonId(row.get(3)?) };
        Ok(KeptWait { team: TeamId(row.get(0)?), key: ClaimKey(row.get(1)?), by, at: row.get(4)? })
    })?;
    let leases = "SELECT teams.team, device, until FROM claim_leases JOIN teams ON teams.id = claim_leases.team
        WHERE ?1 IS NULL OR teams.team = ?1 ORDER BY device";
    let leases = all(&together, leases, of, |row| {
        Ok(KeptLease { team: TeamId(row.get(0)?), device: DeviceId(row.get(1)?), until: row.get(2)? })
    })?;
    Ok(KeptClaims { now: now(&together)?, claims: claims.collect::<Result<_, StoreError>>()?, waits, leases })
}

fn all<T>(
    c: &Connection,
    sql: &str,
    of: Option<&str>,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>, StoreError> {
    c.prepare_cached(sql).and_then(|mut it| it.query_map([of], read)?.collect()).map_err(sorted)
}

/// Into a store that has the teams and nothing of claims.
pub(super) fn put_kept(c: &Connection, all: &KeptClaims) -> Result<(), StoreError> {
    for it in &all.claims {
        put_row(c, team(c, &it.team)?.0, &it.key, &it.claimed).map_err(sorted)?;
    }
    for it in &all.waits {
        let number = team(c, &it.team)?.0;
        c.execute(
            "INSERT INTO claim_waits VALUES (?1, ?2, ?3, ?4, ?5)",
            params![number, it.key.0, it.by.device.as_str(), it.by.person.as_str(), it.at],
        )
        .map_err(sorted)?;
    }
    for it in &all.leases {
        renew(c, team(c, &it.team)?.0, &it.device, it.until)?;
    }
    Ok(())
}
