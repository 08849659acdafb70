//! Whether the file is whole. Reading all of a large file takes seconds, so only a small one is read before it is opened; a large
//! one is checked in the background: after an end that was not clean, and now and then.

use crate::{
    Record, RecordError, Sql,
    db::index_file::{self, Done, Index, Upkeep},
};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use tokio::sync::oneshot;

/// Bytes up to which a record is checked at every start.
const SMALL: u64 = 64 << 20;
/// Milliseconds after which a large one is checked again.
const AGAIN: i64 = 7 * 86_400_000;

/// What is known of the file before it is opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before {
    is_large: bool,
    /// A log that nobody copied into the file: the last program did not close it.
    is_unclean: bool,
}

impl Before {
    pub(crate) fn of(path: &Path) -> Self {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |it| it.len());
        Self { is_large: size(path) > SMALL, is_unclean: size(Path::new(&log)) > 0 }
    }

    /// Whether the file is to be read through before it is opened: a large one only if damage was found in it before.
    pub(crate) fn is_checked_first(self, path: &Path) -> bool {
        !self.is_large || noted(path).is_some_and(|done| done.finding.is_some())
    }
}

/// What the last check found, from the index as it lies.
fn noted(path: &Path) -> Option<Done> {
    let index = Connection::open_with_flags(Index::place(path), OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    index_file::done(&index, Upkeep::Checked).ok().flatten()
}

/// The first damage that is found in the file, in SQLite's words.
pub(crate) fn damage(c: &Connection) -> Sql<Option<String>> {
    let finding: String = c.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok((finding != "ok").then_some(finding))
}

impl Record {
    /// Whether the file should be checked in the background.
    pub fn is_check_due(&self, now: i64) -> bool {
        if !self.before.is_large {
            return false;
        }
        let checked = self.upkeep(Upkeep::Checked).ok().flatten();
        checked.is_none_or(|done| self.before.is_unclean || done.at + AGAIN < now)
    }

    /// Reads the whole file on a thread of its own, which nobody has to wait for when the program ends, and notes the result.
    pub async fn check(&self, now: i64) -> Result<Done, RecordError> {
        let (answer, answered) = oneshot::channel();
        let path = self.path().to_owned();
        std::thread::spawn(move || {
            let found = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|c| damage(&c));
            // Nobody may wait any more.
            let _ = answer.send(match found.map_err(|error| RecordError::sorted(error, &path)) {
                Err(RecordError::Damaged { finding, .. }) => Ok(Some(finding)),
                found => found,
            });
        });
        let finding = answered.await.map_err(|_| RecordError::Closed)??;
        let done = Done { at: now, finding };
        self.note_upkeep(Upkeep::Checked, &done)?;
        Ok(done)
    }
}
