pub(crate) mod integrity;
mod migrations;
pub(crate) mod writer;

use crate::{
    RecordError, Sql,
    db::{
        broken::unbroken,
        index_file::{self, Index},
    },
    deliveries::{Appended, NewDelivery, delivery_keys::Keys},
    open::{integrity::Before, migrations::MIGRATIONS, writer::Writer},
};
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::Migrations;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Bytes of a page of the file.
const PAGE: i64 = 8192;
/// Bytes of log before it is copied into the file.
const LOG: i64 = 64 << 20;

/// An open record. Cheap to clone; the last clone closes the writer.
#[derive(Clone)]
pub struct Record {
    writer: Arc<Writer>,
    readers: Arc<Mutex<Vec<Connection>>>,
    /// Beside it; `None`: it could not be made.
    pub(crate) index: Option<Arc<Index>>,
    pub(crate) before: Before,
    path: PathBuf,
}

impl Record {
    /// Opens or makes the record at `path`, checks it and brings it up to date, all or nothing. Blocking.
    pub fn open(path: &Path) -> Result<Self, RecordError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|source| RecordError::Unopenable { path: path.to_owned(), source: Arc::new(source) })?;
        }
        let sorted = |error| RecordError::sorted(error, path);
        let before = Before::of(path);
        let mut connection = Connection::open(path).map_err(sorted)?;
        check(&connection, path, before)?;
        configure(&connection).map_err(sorted)?;
        Migrations::from_slice(&MIGRATIONS).to_latest(&mut connection).map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => RecordError::sorted(err, path),
            other => RecordError::Damaged { path: path.to_owned(), finding: other.to_string() },
        })?;
        let keys = Keys::recall(&connection).map_err(sorted)?;
        let index = Self::index_of(path, &connection);
        Ok(Self {
            writer: Arc::new(Writer::start(connection, keys, path.to_owned())),
            readers: Arc::default(),
            index,
            before,
            path: path.to_owned(),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Queues a closure for the writing thread and waits until its transaction is on disk (fsync).
    ///
    /// Closures that wait at the same time share one transaction; each has a savepoint, so that one failing closure
    /// leaves its neighbours alone. Keep closures short: everybody waits.
    pub fn write<T, F>(&self, work: F) -> impl Future<Output = Result<T, RecordError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Sql<T> + Send + 'static,
    {
        self.writer.run(work)
    }

    /// Appends a delivery in the same way, and is done when it is on disk. A repetition is kept as a row of its own.
    pub async fn append(&self, delivery: NewDelivery) -> Result<Appended, RecordError> {
        self.writer.append(delivery).await
    }

    /// [`Record::write`] for whoever appends deliveries together with something else.
    pub fn write_keyed<T, F>(&self, work: F) -> impl Future<Output = Result<T, RecordError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection, &mut Keys) -> Sql<T> + Send + 'static,
    {
        self.writer.run_keyed(work)
    }

    /// Runs a closure on a reading connection, off the async threads. All that it reads is of one moment, however many
    /// queries it makes and whatever is written meanwhile.
    pub fn read<T, F>(&self, work: F) -> impl Future<Output = Result<T, RecordError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Sql<T> + Send + 'static,
    {
        let this = self.clone();
        let reading = tokio::task::spawn_blocking(move || this.read_blocking(work));
        async move { reading.await.map_err(|_| RecordError::Closed)? }
    }

    /// [`Record::read`] for callers that may block.
    pub fn read_blocking<T>(&self, work: impl FnOnce(&Connection) -> Sql<T>) -> Result<T, RecordError> {
        let sorted = |error| RecordError::sorted(error, &self.path);
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| reader(&self.path), Ok).map_err(sorted)?;
        let moment = connection.unchecked_transaction().map_err(sorted)?;
        let answer = unbroken(|| work(&moment)).map_err(sorted);
        moment.finish().map_err(sorted)?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        answer
    }
}

/// An empty record in memory, brought up to date: for whoever tries out rules over a record without a file.
pub fn in_memory() -> Result<Connection, RecordError> {
    let path = Path::new(":memory:");
    let sorted = |error| RecordError::sorted(error, path);
    let mut connection = Connection::open_in_memory().map_err(sorted)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(sorted)?;
    connection.set_prepared_statement_cache_capacity(128);
    Migrations::from_slice(&MIGRATIONS)
        .to_latest(&mut connection)
        .map_err(|error| RecordError::Damaged { path: path.to_owned(), finding: error.to_string() })?;
    Ok(connection)
}

/// A connection that only reads, and sees the index.
pub(crate) fn reader(path: &Path) -> Sql<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "mmap_size", 256 << 20)?;
    connection.set_prepared_statement_cache_capacity(64);
    index_file::attach(&connection, path);
    Ok(connection)
}

/// Refuses what is newer or damaged before anything is written.
fn check(connection: &Connection, path: &Path, before: Before) -> Result<(), RecordError> {
    let sorted = |error| RecordError::sorted(error, path);
    let known = MIGRATIONS.len() as i64;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sorted)?;
    if found > known {
        return Err(RecordError::Newer { path: path.to_owned(), found, known });
    }
    if !before.is_checked_first(path) {
        return Ok(());
    }
    match integrity::damage(connection).map_err(sorted)? {
        None => Ok(()),
        Some(finding) => Err(RecordError::Damaged { path: path.to_owned(), finding }),
    }
}

fn configure(connection: &Connection) -> Sql<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    // For a new file; an older one keeps its 4 KiB. A group of deliveries is half as many writes this way.
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a webhook answered 2xx must survive a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", crate::retention::SECURE_DELETE)?;
    // SQLite's own is 4 MiB: a page that changed many times is copied once.
    // Not a larger page cache as well: it cost more processor time than it saved (docs/performance.md).
    connection.pragma_update(None, "wal_autocheckpoint", LOG / PAGE)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Appended, MIGRATIONS, Migrations, Record};
    use crate::{RecordError, deliveries::tests::delivery};
    use rusqlite::Connection;

    /// The version of the record before keys became shorter.
    const LAST_WITH_LONG_KEYS: usize = 31;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[tokio::test]
    async fn a_reader_sees_one_moment() {
        let folder = folder();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        let count = |c: &Connection| c.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0));
        record.write(|c| c.execute_batch("CREATE TABLE t (n INTEGER)")).await.unwrap();
        let writing = record.clone();
        let runtime = tokio::runtime::Handle::current();
        let seen = record
            .read(move |c| {
                let before = count(c)?;
                runtime.block_on(writing.write(|c| c.execute("INSERT INTO t VALUES (1)", []))).unwrap();
                Ok((before, count(c)?))
            })
            .await
            .unwrap();
        assert_eq!(seen, (0, 0));
        assert_eq!(record.read(count).await.unwrap(), 1);
    }

    #[test]
    fn opens_twice_and_keeps_what_was_written() {
        let folder = folder();
        let path = folder.path().join("deep/record.db");
        drop(Record::open(&path).unwrap());
        let record = Record::open(&path).unwrap();
        let version: i64 = record.read_blocking(|c| c.query_row("PRAGMA user_version", [], |row| row.get(0))).unwrap();
        assert_eq!(version, MIGRATIONS.len() as i64);
    }

    #[test]
    fn a_newer_record_is_refused_and_left_alone() {
        let folder = folder();
        let path = folder.path().join("record.db");
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
        let before = std::fs::read(&path).unwrap();
        let error = Record::open(&path).err().unwrap();
        assert!(matches!(error, RecordError::Newer { found: 999, .. }), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn damage_is_named() {
        let folder = folder();
        let path = folder.path().join("record.db");
        std::fs::write(&path, vec![b'x'; 8192]).unwrap();
        let error = Record::open(&path).err().unwrap();
        assert!(matches!(error, RecordError::Damaged { .. }), "{error}");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = folder();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let error = Record::open(&folder.path().join("file/record.db")).err().unwrap();
        assert!(matches!(error, RecordError::Unopenable { .. }), "{error}");
    }

    #[tokio::test]
    async fn a_delivery_that_was_kept_under_a_longer_key_is_still_known() {
        let folder = folder();
        let path = folder.path().join("record.db");
        let mut old = Connection::open(&path).unwrap();
        Migrations::from_slice(&MIGRATIONS).to_version(&mut old, LAST_WITH_LONG_KEYS).unwrap();
        old.execute(
            "INSERT INTO deliveries (endpoint, provider, event, at, verdict, answered, took_us, headers, body, key, effect)
             VALUES ('e', 'rappi', 'X', 1, 'verified', 200, 1, '[]', x'', ?1, 'folded')",
            [[7_u8; 32]],
        )
        .unwrap();
        drop(old);
        let record = Record::open(&path).unwrap();
        let again = record.append(delivery(Some(7), "b")).await.unwrap();
        assert!(matches!(again, Appended::Duplicate(_)), "{again:?}");
    }

    #[tokio::test]
    async fn one_failing_closure_leaves_its_neighbours_alone() {
        let folder = folder();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record.write(|c| c.execute_batch("CREATE TABLE lines (text TEXT)")).await.unwrap();
        let add = |subject: &'static str, fails: bool| {
            let record = record.clone();
            async move {
                record
                    .write(move |c| {
                        c.execute("INSERT INTO lines (text) VALUES (?1)", [subject])?;
                        if fails { c.execute("INSERT INTO nowhere VALUES (1)", []) } else { Ok(1) }
                    })
                    .await
            }
        };
        let (one, two, three) = tokio::join!(add("one", false), add("two", true), add("three", false));
        assert!(one.is_ok() && two.is_err() && three.is_ok());
        let subjects: Vec<String> = record
            .read(|c| c.prepare("SELECT text FROM lines ORDER BY rowid")?.query_map([], |row| row.get(0))?.collect())
            .await
            .unwrap();
        assert_eq!(subjects, ["one", "three"]);
    }

    #[tokio::test]
    async fn a_full_disk_has_its_own_error_and_the_record_goes_on() {
        let folder = folder();
        let record = Record::open(&folder.path().join("record.db")).unwrap();
        record.write(|c| c.execute_batch("CREATE TABLE lines (text TEXT)")).await.unwrap();
        record.write(|c| c.pragma_update(None, "max_page_count", 80)).await.unwrap();
        let fill = |bytes: i64| {
            record.write(move |c| c.execute("INSERT INTO lines (text) VALUES (hex(zeroblob(?1)))", [bytes]))
        };
        let error = fill(1 << 20).await.unwrap_err();
        assert!(matches!(error, RecordError::Full), "{error}");
        assert!(fill(10).await.is_ok());
    }
}
