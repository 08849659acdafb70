//! How large the record is, and how it grows.

use crate::{
    Record, RecordError, Sql,
    db::index_file::{Index, Upkeep},
    deliveries,
};
use rusqlite::Connection;
use std::path::Path;

/// Milliseconds over which growth is measured.
const MONTH: i64 = 30 * 86_400_000;

/// The record as a whole. Times are Unix milliseconds, sizes bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The record, its log included.
    pub record: u64,
    /// The index beside it.
    pub index: u64,
    /// Of the record: room that was freed and is used next.
    pub free: u64,
    /// Deliveries.
    pub deliveries: u32,
    /// When the oldest one that still has its body came.
    pub oldest_body: Option<i64>,
    /// Applications.
    pub applications: u32,
    /// Operations.
    pub operations: u32,
    /// Entries of the audit log.
    pub audit: u32,
    /// Deliveries of the last 30 days.
    pub month_deliveries: u32,
    /// Their headers and bodies.
    pub month_bytes: u64,
    /// When the file was checked in full, and what was found.
    pub checked: Option<crate::Done>,
    /// When what is too old was removed last.
    pub pruned: Option<i64>,
}

impl Record {
    /// Measures it. Blocking.
    pub fn size(&self, now: i64) -> Result<Size, RecordError> {
        let (record, index) = (on_disk(self.path()), on_disk(&Index::place(self.path())));
        let (checked, pruned) = (self.upkeep(Upkeep::Checked)?, self.upkeep(Upkeep::Pruned)?);
        self.read_blocking(|c| {
            let (month_deliveries, month_bytes) = deliveries::growth(c, now - MONTH)?;
            Ok(Size {
                record,
                index,
                free: (number(c, "PRAGMA freelist_count")? * number(c, "PRAGMA page_size")?) as u64,
                deliveries: deliveries::totals(c, 0)?.0,
                oldest_body: oldest_body(c)?,
                applications: number(c, "SELECT count(*) FROM applications")? as u32,
                operations: number(c, "SELECT count(*) FROM operations")? as u32,
                audit: number(c, "SELECT count(*) FROM audit")? as u32,
                month_deliveries,
                month_bytes,
                checked,
                pruned: pruned.map(|done| done.at),
            })
        })
    }
}

fn number(c: &Connection, sql: &str) -> Sql<i64> {
    c.query_row(sql, [], |row| row.get(0))
}

/// Bodies are removed from the oldest on, so the first one that is left is found by halves.
fn oldest_body(c: &Connection) -> Sql<Option<i64>> {
    let (mut from, mut to): (i64, i64) =
        c.query_row("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM deliveries", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let mut next = c.prepare_cached(
        "SELECT id, at, delivery IS NULL FROM deliveries LEFT JOIN removed_bodies ON delivery = id
         WHERE id >= ?1 ORDER BY id LIMIT 1",
    )?;
    let mut oldest = None;
    while from <= to {
        let middle = from + (to - from) / 2;
        let (id, at, has_body): (i64, i64, bool) =
            next.query_row([middle], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if has_body {
            (oldest, to) = (Some(at), middle - 1);
        } else {
            from = id + 1;
        }
    }
    Ok(oldest)
}

fn on_disk(path: &Path) -> u64 {
    let log = |path: &Path| {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        std::fs::metadata(Path::new(&log)).map_or(0, |it| it.len())
    };
    std::fs::metadata(path).map_or(0, |it| it.len()) + log(path)
}
