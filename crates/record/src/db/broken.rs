//! A step on the record that panics ends itself, and neither the thread that writes nor the steps beside it.

use crate::Sql;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// A step panicked: a mistake of ours. What it panicked with is in the log and not here, as it may quote what the record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a step on the record broke off; the program's log says where")]
pub struct Broken;

impl Broken {
    /// Whether this error is one.
    pub fn is(error: &rusqlite::Error) -> bool {
        matches!(error, rusqlite::Error::ToSqlConversionFailure(source) if source.is::<Self>())
    }
}

/// Does a step; its panic is an error. What it left half done is the caller's to roll back.
pub(crate) fn unbroken<T>(work: impl FnOnce() -> Sql<T>) -> Sql<T> {
    // Nothing outlives the step but the connection, whose savepoint is rolled back.
    let done = catch_unwind(AssertUnwindSafe(work));
    done.unwrap_or_else(|_| Err(rusqlite::Error::ToSqlConversionFailure(Box::new(Broken))))
}
