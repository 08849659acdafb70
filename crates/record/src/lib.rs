//! The record: one SQLite file per profile that holds everything Gangway must not forget.
//!
//! One thread writes, and puts many closures into one transaction and one fsync (see [`Record::write`]); readers have
//! connections of their own. One file per table: its migration, its row, its reads and writes, its tests.

pub mod applications;
pub mod attention;
pub mod audit;
pub mod db;
pub mod deliveries;
pub mod deprecations;
pub mod disputes;
pub mod endpoints;
pub mod maintenance;
pub mod merchants;
pub mod notifications;
mod open;
pub mod operations;
pub mod queue;
pub mod retention;
pub mod stores;
pub mod subscriptions;
pub mod team;

pub use db::broken::Broken;
pub use db::error::RecordError;
pub use db::index_file::{Done, Upkeep};
pub use db::unreadable::Unreadable;
pub use deliveries::delivery_keys::Keys;
pub use deliveries::set_apart::set_apart;
pub use maintenance::upkeep::IndexFiller;
pub use open::{Record, in_memory};
pub use rusqlite::{Connection, Row};

/// What a closure on the record returns.
pub type Sql<T> = rusqlite::Result<T>;
