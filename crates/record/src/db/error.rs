use rusqlite::ErrorCode;
use std::{path::PathBuf, sync::Arc};
use thiserror::Error;

/// What went wrong with the record, by what a person can do about it.
#[derive(Debug, Clone, Error)]
pub enum RecordError {
    /// No room for another page.
    #[error("the disk that holds the record is full")]
    Full,
    /// The file or its folder may not be written.
    #[error("the record cannot be written: {0} is read-only")]
    ReadOnly(PathBuf),
    /// Written by a newer program; opening it could lose what this one does not know.
    #[error("the record {path} was written by a newer Gangway (record version {found}, this program knows {known})")]
    Newer {
        /// The file.
        path: PathBuf,
        /// `user_version` in the file.
        found: i64,
        /// The newest version this program writes.
        known: i64,
    },
    /// `quick_check` or SQLite itself found damage.
    #[error("the record {path} is damaged: {finding}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first finding, in SQLite's words.
        finding: String,
    },
    /// The folder or the file cannot be made or opened.
    #[error("the record {path} cannot be opened: {source}")]
    Unopenable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Arc<std::io::Error>,
    },
    /// Another program holds the writing lock.
    #[error("the record {0} is in use by another program")]
    InUse(PathBuf),
    /// The writer has ended; only while the program closes.
    #[error("the record is closed")]
    Closed,
    /// Anything else, which is a mistake of ours.
    #[error("the record refused a statement: {0}")]
    Sqlite(Arc<rusqlite::Error>),
}

impl RecordError {
    /// Sorts an SQLite error by what can be done about it.
    pub(crate) fn sorted(error: rusqlite::Error, path: &std::path::Path) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly(path.to_owned())
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path: path.to_owned(), finding: error.to_string() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(path.to_owned()),
            _ => Self::Sqlite(Arc::new(error)),
        }
    }
}
