//! What goes on in the background of a record: counting, indexing, removing what is too old. In pieces, none of which keeps
//! anybody waiting. Everything here blocks, and belongs off the async threads.

use crate::{
    Record, RecordError, Sql,
    audit::{self, Act},
    db::index_file::{self, Done, Index, Upkeep},
    deliveries::{delivery_counts, delivery_search},
    open::reader,
    retention::{self, Old, Removed},
};
use rusqlite::Connection;
use std::{path::PathBuf, sync::Arc};

/// Rows that are removed in one transaction: everybody who writes waits for it.
const REMOVED_TOGETHER: usize = 200;

/// Fills the index beside a record. It keeps nobody from closing the record: it has no part in its writer.
#[derive(Clone)]
pub struct IndexFiller {
    index: Arc<Index>,
    record: PathBuf,
}

impl IndexFiller {
    /// Counts up to `limit` deliveries that the totals read one by one so far. Answers how many; 0: there are no more.
    pub fn count_more(&self, limit: u32) -> Result<u32, RecordError> {
        let rows = self.read(|c| delivery_counts::uncounted(c, limit))?;
        delivery_counts::count(&self.index, &rows)?;
        Ok(rows.len() as u32)
    }

    /// Indexes up to `limit` deliveries that a search reads one by one so far. Answers how many; 0: there are no more.
    pub fn index_more(&self, limit: u32) -> Result<u32, RecordError> {
        let rows = self.read(|c| delivery_search::unindexed(c, limit))?;
        delivery_search::index(&self.index, &rows)?;
        Ok(rows.len() as u32)
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Sql<T>) -> Result<T, RecordError> {
        reader(&self.record).and_then(|c| work(&c)).map_err(|error| RecordError::sorted(error, &self.record))
    }
}

/// Removes a piece. `act`: what is written together with it, if it removes anything.
fn piece(c: &Connection, old: &Old, now: i64, act: Option<Act>) -> Sql<Removed> {
    let removed = retention::remove(c, old, now)?;
    if let Some(act) = act.filter(|_| !removed.is_nothing()) {
        audit::append(c, &counted(act, &removed))?;
    }
    Ok(removed)
}

fn counted(act: Act, removed: &Removed) -> Act {
    let count = |number: u32| (number > 0).then(|| number.to_string());
    act.changed("removed_deliveries", None, count(removed.deliveries))
        .changed("removed_applications", None, count(removed.applications))
        .changed("removed_messages", None, count(removed.messages))
}

impl Record {
    /// What fills the index; `None`: there is no index.
    pub fn index_filler(&self) -> Option<IndexFiller> {
        let index = Arc::clone(self.index.as_ref()?);
        Some(IndexFiller { index, record: self.path().to_owned() })
    }

    /// Removes what is older than `before` (Unix milliseconds) piece by piece, oldest first. `go_on` is asked before each.
    ///
    /// `act` is the audit entry, written in one transaction with the first piece: nothing is removed that the log does not
    /// begin with. What came after the first piece is a second entry, so that the two add up and nobody who writes waits for
    /// one large transaction.
    pub async fn prune(
        &self,
        before: i64,
        now: i64,
        act: Act,
        go_on: impl Fn() -> bool,
    ) -> Result<Removed, RecordError> {
        let (mut removed, mut rest, mut after) = (Removed::default(), Removed::default(), 0);
        while go_on() {
            let old = self.read(move |c| retention::old(c, before, after, REMOVED_TOGETHER)).await?;
            if old.is_empty() {
                break;
            }
            after = old.deliveries.last().copied().unwrap_or(after);
            // First, so that a crash in between leaves nothing findable that is gone.
            self.forget(&old.deliveries)?;
            let first = removed.is_nothing().then(|| act.clone());
            let piece = self.write(move |c| piece(c, &old, now, first)).await?;
            if !removed.is_nothing() {
                rest += piece;
            }
            removed += piece;
        }
        if !rest.is_nothing() {
            self.write(move |c| audit::append(c, &counted(act, &rest))).await?;
        }
        if !removed.is_nothing() {
            self.shorten_log()?;
        }
        self.note_upkeep(Upkeep::Pruned, &Done { at: now, finding: None })?;
        Ok(removed)
    }

    /// Gives what was freed back to the disk. It reads and writes the whole file, and whoever else writes waits or fails: for a
    /// person who asks for it while nothing comes in.
    pub fn compact(&self) -> Result<(), RecordError> {
        self.apart("PRAGMA auto_vacuum = INCREMENTAL; VACUUM;")?;
        self.shorten_log()
    }

    pub(crate) fn forget(&self, deliveries: &[i64]) -> Result<(), RecordError> {
        self.index.as_ref().map_or(Ok(()), |index| delivery_search::forget(index, deliveries))
    }

    /// The log still holds the pages as they were: copies them into the file and empties it, unless somebody reads it.
    pub(crate) fn shorten_log(&self) -> Result<(), RecordError> {
        self.apart("PRAGMA wal_checkpoint(TRUNCATE);")
    }

    /// What cannot be done in the writer's transaction.
    fn apart(&self, sql: &str) -> Result<(), RecordError> {
        let run = || -> Sql<()> {
            let c = Connection::open(self.path())?;
            c.busy_timeout(std::time::Duration::from_secs(5))?;
            c.execute_batch(sql)
        };
        run().map_err(|error| RecordError::sorted(error, self.path()))
    }

    /// When something was done last; `None`: never, as far as is known.
    pub fn upkeep(&self, what: Upkeep) -> Result<Option<Done>, RecordError> {
        let Some(index) = &self.index else { return Ok(None) };
        index_file::done(&index.lock(), what).map_err(|error| RecordError::sorted(error, index.path()))
    }

    pub(crate) fn note_upkeep(&self, what: Upkeep, done: &Done) -> Result<(), RecordError> {
        let Some(index) = &self.index else { return Ok(()) };
        index_file::note(&index.lock(), what, done).map_err(|error| RecordError::sorted(error, index.path()))
    }

    pub(crate) fn index_of(path: &std::path::Path, connection: &Connection) -> Option<Arc<Index>> {
        match Index::open(path, connection) {
            Ok(index) => Some(Arc::new(index)),
            Err(error) => {
                // Everything works without it, only slower.
                tracing::warn!(%error, "the record is opened without its index");
                None
            }
        }
    }
}
