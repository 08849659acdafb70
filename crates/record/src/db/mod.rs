//! The files of the record: opening, migrations, the one writer, and checks.

pub(crate) mod broken;
pub(crate) mod error;
pub(crate) mod index_file;
pub mod kept_failure;
pub mod unreadable;
