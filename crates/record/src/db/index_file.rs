//! The index beside the record: what makes a large record quick to count and to search, and what is noted about its upkeep.
//!
//! Everything in it can be made again from the record, so it is a file of its own: filling it neither waits for the record's
//! writer nor holds it up, a group of deliveries costs what it cost before, and a damaged or older index is thrown away.
//! It always says how far it reaches; what came later is read from the record itself, so that every answer is exact.

use crate::{RecordError, Sql};
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What readers call it.
pub(crate) const SCHEMA: &str = "aside";
/// Grows with every change of `UP`; an index of another version is made anew.
const VERSION: i64 = 1;
/// Milliseconds in which deliveries are counted together: every offset from UTC is a multiple of it, so every midnight is too.
pub(crate) const QUARTER: i64 = 900_000;

const UP: &str = "
CREATE TABLE reach (what TEXT PRIMARY KEY, delivery INTEGER NOT NULL, mark TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE delivery_quarters (quarter INTEGER PRIMARY KEY, deliveries INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE TABLE upkeep (what TEXT PRIMARY KEY, at INTEGER NOT NULL, finding TEXT) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE delivery_text USING fts5(
    text, content='', contentless_delete=1, tokenize='trigram', detail=none
);";

/// What reaches up to a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Counts and sizes.
    Counted,
    /// Text.
    Indexed,
}

impl Reach {
    const fn word(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Indexed => "indexed",
        }
    }
}

/// A delivery that the index reached, and how to recognise it: a record that was put back from a copy has another there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) delivery: i64,
    pub(crate) mark: String,
}

/// SQL for [`Mark::mark`].
pub(crate) const MARK: &str = "(at || '/' || took_us)";

pub(crate) struct Index {
    connection: Mutex<Connection>,
    path: PathBuf,
}

impl Index {
    /// Where the index of a record is.
    pub(crate) fn place(record: &Path) -> PathBuf {
        record.with_extension("index.db")
    }

    /// Opens the index of a record; makes it, anew where it is damaged, of another version or of another record.
    pub(crate) fn open(record: &Path, of: &Connection) -> Result<Self, RecordError> {
        let path = Self::place(record);
        if let Ok(connection) = connect(&path)
            && fits(&connection, of).unwrap_or(false)
        {
            return Ok(Self { connection: Mutex::new(connection), path });
        }
        remove(&path);
        let connection = connect(&path).and_then(|c| make(&c).map(|()| c));
        let connection = connection.map_err(|error| RecordError::sorted(error, &path))?;
        Ok(Self { connection: Mutex::new(connection), path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(path: &Path) -> Sql<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "page_size", 8192)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // What a power cut takes is made again; that it stays whole is enough.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -16_384)?;
    Ok(connection)
}

fn make(c: &Connection) -> Sql<()> {
    let all = c.unchecked_transaction()?;
    all.execute_batch(UP)?;
    all.pragma_update(None, "user_version", VERSION)?;
    all.commit()
}

fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // What stays makes the next step fail, which says why.
        let _ = std::fs::remove_file(name);
    }
}

/// Whether it is ours, of this version, and of this very record.
fn fits(index: &Connection, record: &Connection) -> Sql<bool> {
    let version: i64 = index.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version != VERSION {
        return Ok(false);
    }
    for what in [Reach::Counted, Reach::Indexed] {
        let Some(reached) = reached(index, "main", what)? else { continue };
        let sql = format!("SELECT {MARK} FROM deliveries WHERE id = ?1");
        let there: Option<String> = record.query_row(&sql, [reached.delivery], |row| row.get(0)).optional()?;
        if there.as_ref() != Some(&reached.mark) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How far it reaches; `None`: nowhere yet.
pub(crate) fn reached(c: &Connection, schema: &str, what: Reach) -> Sql<Option<Mark>> {
    c.prepare_cached(&format!("SELECT delivery, mark FROM {schema}.reach WHERE what = ?1"))?
        .query_row([what.word()], |row| Ok(Mark { delivery: row.get(0)?, mark: row.get(1)? }))
        .optional()
}

/// How far a reader's index reaches; 0 where it has none, so that everything is read from the record.
pub(crate) fn reach(c: &Connection, what: Reach) -> Sql<i64> {
    let is_there: bool = c
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM pragma_database_list WHERE name = ?1)")?
        .query_row([SCHEMA], |row| row.get(0))?;
    Ok(if is_there { reached(c, SCHEMA, what)?.map_or(0, |mark| mark.delivery) } else { 0 })
}

pub(crate) fn set_reach(c: &Connection, what: Reach, to: &Mark) -> Sql<()> {
    c.prepare_cached("INSERT OR REPLACE INTO reach (what, delivery, mark) VALUES (?1, ?2, ?3)")?
        .execute(params![what.word(), to.delivery, to.mark])
        .map(drop)
}

/// Lets a reader see the index. Without one it reads everything from the record.
pub(crate) fn attach(reader: &Connection, record: &Path) {
    let path = Index::place(record);
    if path.exists()
        && let Err(error) = reader.execute(&format!("ATTACH ?1 AS {SCHEMA}"), [path.to_string_lossy()])
    {
        tracing::warn!(%error, "the record is read without its index");
    }
}

/// Something that was done for the record's upkeep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upkeep {
    /// The file was checked for damage.
    Checked,
    /// What the age limit says was removed.
    Pruned,
}

impl Upkeep {
    const fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Pruned => "pruned",
        }
    }
}

/// When something was done last, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Unix milliseconds.
    pub at: i64,
    /// Damage, in SQLite's words; `None`: nothing.
    pub finding: Option<String>,
}

pub(crate) fn done(c: &Connection, what: Upkeep) -> Sql<Option<Done>> {
    c.prepare_cached("SELECT at, finding FROM upkeep WHERE what = ?1")?
        .query_row([what.word()], |row| Ok(Done { at: row.get(0)?, finding: row.get(1)? }))
        .optional()
}

pub(crate) fn note(c: &Connection, what: Upkeep, done: &Done) -> Sql<()> {
    c.execute("INSERT OR REPLACE INTO upkeep VALUES (?1, ?2, ?3)", params![what.word(), done.at, done.finding])
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::Index;
    use crate::{
        Record,
        deliveries::{self, Filter, tests::delivery},
    };
    use std::path::Path;

    async fn filled(path: &Path, body: &str) -> Record {
        let record = Record::open(path).unwrap();
        for key in 1..=3 {
            record.append(delivery(Some(key), &format!("{body} {key}"))).await.unwrap();
        }
        while record.index_filler().unwrap().index_more(2).unwrap() > 0 {}
        record
    }

    fn found(record: &Record, search: &str) -> usize {
        let filter = Filter { search: search.into(), limit: 10, ..Filter::default() };
        record.read_blocking(|c| deliveries::list(c, &filter)).unwrap().len()
    }

    #[tokio::test]
    async fn the_index_of_another_record_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one.db"), folder.path().join("two.db"));
        drop(filled(&one, "first").await);
        let record = Record::open(&two).unwrap();
        record.append(deliveries::NewDelivery { at: 77, ..delivery(Some(1), "second 1") }).await.unwrap();
        drop(record);
        std::fs::copy(Index::place(&one), Index::place(&two)).unwrap();
        let record = Record::open(&two).unwrap();
        assert_eq!((found(&record, "first"), found(&record, "second")), (0, 1));
        assert_eq!(record.read_blocking(|c| deliveries::totals(c, 0)).unwrap().0, 1);
        while record.index_filler().unwrap().index_more(2).unwrap() > 0 {}
        assert_eq!((found(&record, "first"), found(&record, "second")), (0, 1));
    }

    #[tokio::test]
    async fn a_damaged_or_missing_index_keeps_nobody_from_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        for spoil in [Some("not an index at all".repeat(900)), None] {
            drop(std::fs::remove_file(&path));
            drop(filled(&path, "order").await);
            match spoil {
                Some(text) => std::fs::write(Index::place(&path), text).unwrap(),
                None => std::fs::remove_file(Index::place(&path)).unwrap(),
            }
            let record = Record::open(&path).unwrap();
            assert_eq!(found(&record, "order"), 3);
            assert_eq!(record.read_blocking(|c| deliveries::totals(c, 0)).unwrap().0, 3);
        }
    }
}
