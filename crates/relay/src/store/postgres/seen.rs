//! When devices were seen last.

use super::{PostgresStore, read::query, sorted};
use crate::{Seen, StoreError};
use gangway_wire::{DeviceId, TeamId};

pub(super) const UP: &str = "
CREATE TABLE gangway.device_seen (
    device TEXT PRIMARY KEY REFERENCES gangway.devices ON DELETE CASCADE, at BIGINT NOT NULL, has BIGINT NOT NULL
) WITH (fillfactor = 50);
";

/// Of a device that was removed meanwhile nothing is kept. Two nodes that note the same devices lock them in one order.
const NOTE: &str = "INSERT INTO gangway.device_seen
    SELECT it.device, it.at, it.has FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS it (device, at, has)
    JOIN gangway.devices ON devices.device = it.device ORDER BY it.device
    ON CONFLICT (device) DO UPDATE SET at = excluded.at, has = excluded.has WHERE excluded.at >= device_seen.at";

pub(super) async fn note(store: &PostgresStore, seen: &[Seen]) -> Result<(), StoreError> {
    let devices: Vec<&str> = seen.iter().map(|it| it.device.as_str()).collect();
    let at: Vec<i64> = seen.iter().map(|it| it.at).collect();
    let has: Vec<i64> = seen.iter().map(|it| it.has as i64).collect();
    store.client().await?.execute(NOTE, &[&devices, &at, &has]).await.map(drop).map_err(sorted)
}

pub(super) async fn of_team(store: &PostgresStore, team: &TeamId) -> Result<Vec<Seen>, StoreError> {
    let sql = "SELECT device_seen.device, at, has FROM gangway.device_seen
        JOIN gangway.devices ON devices.device = device_seen.device
        JOIN gangway.teams ON teams.id = devices.team WHERE teams.team = $1";
    let rows = query(&store.client().await?, sql, &[&team.as_str()]).await?;
    let seen = |row: &tokio_postgres::Row| Seen {
        device: DeviceId(row.get(0)),
        at: row.get(1),
        has: row.get::<_, i64>(2) as u64,
    };
    Ok(rows.iter().map(seen).collect())
}
