//! Tables of the store, and how it is opened.

use crate::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, time::Duration};

/// Places of a log before the number of the next team: 2^40 entries, as many as 1,000 a second make in 34 years.
pub(super) const PLACES: i64 = 1 << 40;

/// `entries.id` is the team's number and the place in its log, so that the table needs no other index to be read in order.
/// `keys_reach` says up to which place the keys of a log are in `entry_keys`; later ones are with the entries themselves.
const MIGRATIONS: [&str; 6] =
    [LOG, super::team::UP, super::team::USED_BY, super::seen::UP, super::claims::UP, super::links::UP];

const LOG: &str = "
CREATE TABLE teams (
    id INTEGER PRIMARY KEY, team TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at INTEGER NOT NULL,
    seq INTEGER NOT NULL DEFAULT 0, link BLOB NOT NULL, keys_reach INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, key BLOB NOT NULL, link BLOB NOT NULL, envelope BLOB NOT NULL,
    has_body INTEGER NOT NULL
) STRICT;
CREATE TABLE bodies (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE entry_keys (team INTEGER NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (team, key)) STRICT, WITHOUT ROWID;
";

/// For writing. A new file has pages of 8 KiB (decision 0002).
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(sorted)?;
    let prepare = || -> rusqlite::Result<()> {
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "page_size", 8192)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(())
    };
    prepare().map_err(sorted)?;
    migrate(&connection)?;
    Ok(connection)
}

/// For reading only.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sorted)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(sorted)?;
    Ok(connection)
}

fn migrate(connection: &Connection) -> Result<(), StoreError> {
    let known = MIGRATIONS.len() as u32;
    connection.execute_batch("BEGIN IMMEDIATE").map_err(sorted)?;
    let step = || {
        let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(sorted)?;
        let Some(missing) = MIGRATIONS.get(found as usize..) else { return Err(StoreError::Newer { found, known }) };
        for up in missing {
            connection.execute_batch(up).map_err(sorted)?;
        }
        connection.pragma_update(None, "user_version", known).map_err(sorted)
    };
    let done = step();
    connection.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).map_err(sorted)?;
    done
}

/// What SQLite said, in the words of a store.
pub(super) fn sorted(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode as Code;
    match error.sqlite_error_code() {
        Some(Code::DiskFull) => StoreError::Full,
        Some(Code::DatabaseCorrupt | Code::NotADatabase) => StoreError::damaged("the file", error),
        Some(_) => StoreError::Silent(error.to_string()),
        // No error of SQLite, but of a value that was read.
        None => StoreError::damaged("a value", error),
    }
}
