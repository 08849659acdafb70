//! When devices were seen last.

use super::schema::sorted;
use crate::{Seen, StoreError};
use gangway_wire::{DeviceId, TeamId};
use rusqlite::{Connection, Result, params};

pub(super) const UP: &str = "
CREATE TABLE device_seen (device TEXT PRIMARY KEY, at INTEGER NOT NULL, has INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";

/// Of a device that was removed meanwhile nothing is kept.
const NOTE: &str = "INSERT INTO device_seen SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM devices WHERE device = ?1)
    ON CONFLICT (device) DO UPDATE SET at = excluded.at, has = excluded.has WHERE excluded.at >= device_seen.at";

pub(super) fn note(c: &Connection, seen: &[Seen]) -> Result<(), StoreError> {
    let note = |it: &Seen| c.prepare_cached(NOTE)?.execute(params![it.device.as_str(), it.at, it.has as i64]);
    seen.iter().try_for_each(|it| note(it).map(drop)).map_err(sorted)
}

pub(super) fn of_team(c: &Connection, team: &TeamId) -> Result<Vec<Seen>, StoreError> {
    let seen = |row: &rusqlite::Row<'_>| {
        Ok(Seen { device: DeviceId(row.get(0)?), at: row.get(1)?, has: row.get::<_, i64>(2)? as u64 })
    };
    c.prepare_cached(
        "SELECT device_seen.device, at, has FROM device_seen JOIN devices ON devices.device = device_seen.device
            JOIN teams ON teams.id = devices.team WHERE teams.team = ?1",
    )
    .and_then(|mut it| it.query_map([team.as_str()], seen)?.collect())
    .map_err(sorted)
}
