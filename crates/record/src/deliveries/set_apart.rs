//! One piece of a transaction that may fail alone.

use crate::{Sql, db::broken::unbroken};
use rusqlite::{Connection, Error, ErrorCode};

/// Does something within the present transaction. When it fails for a reason of its own (a value that cannot be read, a
/// constraint, a panic), it is undone and its error is handed back, and the transaction goes on. When the record itself fails
/// (a full disk, an I/O error), so does the transaction: it is to be tried again as it was.
pub fn set_apart<T>(c: &Connection, work: impl FnOnce() -> Sql<T>) -> Sql<Result<T, Error>> {
    c.execute_batch("SAVEPOINT apart")?;
    match unbroken(work) {
        Ok(done) => c.execute_batch("RELEASE apart").map(|()| Ok(done)),
        Err(error) if is_of_the_record(&error) => Err(error),
        Err(error) => c.execute_batch("ROLLBACK TO apart; RELEASE apart").map(|()| Err(error)),
    }
}

/// Whatever was being done, it would have failed.
fn is_of_the_record(error: &Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::CannotOpen
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::OutOfMemory
                | ErrorCode::OperationInterrupted
                | ErrorCode::FileLockingProtocolFailed
        )
    )
}

#[cfg(test)]
mod tests {
    use super::set_apart;
    use rusqlite::Connection;

    fn record() -> Connection {
        let c = Connection::open_in_memory().unwrap();
        c.execute_batch("CREATE TABLE t (a INTEGER NOT NULL UNIQUE) STRICT; BEGIN").unwrap();
        c
    }

    fn all(c: &Connection) -> i64 {
        c.query_row("SELECT coalesce(sum(a), 0) FROM t", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_fails_alone_is_undone_alone() {
        let c = record();
        c.execute("INSERT INTO t VALUES (1)", []).unwrap();
        let failed = set_apart(&c, || {
            c.execute("INSERT INTO t VALUES (2)", [])?;
            c.execute("INSERT INTO t VALUES (1)", [])
        });
        assert!(failed.unwrap().is_err());
        set_apart(&c, || c.execute("INSERT INTO t VALUES (4)", [])).unwrap().unwrap();
        c.execute_batch("COMMIT").unwrap();
        assert_eq!(all(&c), 5);
    }

    #[test]
    fn what_breaks_off_is_undone_alone() {
        let c = record();
        let broken = set_apart(&c, || -> crate::Sql<()> {
            c.execute("INSERT INTO t VALUES (2)", [])?;
            panic!("planted");
        });
        assert!(crate::Broken::is(&broken.unwrap().unwrap_err()));
        c.execute_batch("COMMIT").unwrap();
        assert_eq!(all(&c), 0);
    }

    #[test]
    fn a_full_disk_fails_everything() {
        let c = record();
        c.execute_batch("COMMIT; PRAGMA max_page_count = 2; BEGIN").unwrap();
        let full = set_apart(&c, || {
            for number in 0..10_000 {
                c.execute("INSERT INTO t VALUES (?1)", [number])?;
            }
            Ok(())
        });
        assert_eq!(full.unwrap_err().sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
    }
}
