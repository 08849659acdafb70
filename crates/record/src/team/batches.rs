//! Whose batch is whose: what members said about the batches that the provider accepted of them.

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const UP: &str = "
CREATE TABLE team_batches (
    batch TEXT PRIMARY KEY, run TEXT NOT NULL, person TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;";

/// A batch and the run of a colleague that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamBatch {
    /// The provider's id.
    pub batch: String,
    /// The run's id, which the colleague's console made.
    pub run: String,
    /// Whose.
    pub person: String,
    /// On which device.
    pub device: String,
    /// The entry that says so.
    pub seq: u64,
}

/// Keeps it, and links the deliveries of the batch that came before to the run.
pub fn keep(c: &Connection, it: &TeamBatch) -> Sql<()> {
    c.prepare_cached("INSERT OR IGNORE INTO team_batches VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        it.batch,
        it.run,
        it.person,
        it.device,
        it.seq as i64
    ])?;
    c.prepare_cached(
        "UPDATE deliveries SET operation = ?2
         WHERE operation IS NULL AND id IN (SELECT delivery FROM team_results WHERE batch = ?1)",
    )?
    .execute([&it.batch, &it.run])
    .map(drop)
}

/// The run of a batch, if somebody said it.
pub fn by_id(c: &Connection, batch: &str) -> Sql<Option<TeamBatch>> {
    c.prepare_cached("SELECT batch, run, person, device, seq FROM team_batches WHERE batch = ?1")?
        .query_row([batch], |row| {
            Ok(TeamBatch {
                batch: row.get(0)?,
                run: row.get(1)?,
                person: row.get(2)?,
                device: row.get(3)?,
                seq: row.get::<_, i64>(4)? as u64,
            })
        })
        .optional()
}
