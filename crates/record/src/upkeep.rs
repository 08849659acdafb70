//! What goes on in the background of a record: counting, indexing, removing what is too old. In pieces, none of which keeps
//! anybody waiting. Everything here blocks, and belongs off the async threads.

use crate::{
    Record, RecordError, Sql, delivery_counts, delivery_search,
    index_file::{self, Done, Index, Upkeep},
    open::reader,
    retention::{self, Removed},
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

impl Record {
    /// What fills the index; `None`: there is no index.
    pub fn index_filler(&self) -> Option<IndexFiller> {
        let index = Arc::clone(self.index.as_ref()?);
        Some(IndexFiller { index, record: self.path().to_owned() })
    }

    /// Removes what is older than `before` (Unix milliseconds) piece by piece, oldest first. `go_on` is asked before each.
    pub async fn prune(&self, before: i64, now: i64, go_on: impl Fn() -> bool) -> Result<Removed, RecordError> {
        let (mut removed, mut after) = (Removed::default(), 0);
        while go_on() {
            let old = self.read(move |c| retention::old(c, before, after, REMOVED_TOGETHER)).await?;
            if old.is_empty() {
                break;
            }
            after = old.deliveries.last().copied().unwrap_or(after);
            // First, so that a crash in between leaves nothing findable that is gone.
            self.forget(&old.deliveries)?;
            removed += self.write(move |c| retention::remove(c, &old, now)).await?;
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
