//! The record: one SQLite file per profile that holds everything Gangway must not forget.
//!
//! One thread writes, and puts many closures into one transaction and one fsync (see [`Record::write`]); readers have
//! connections of their own. One file per table: its migration, its row, its reads and writes, its tests.

pub mod application_events;
pub mod applications;
pub mod attempts;
pub mod audit;
pub mod batches;
pub mod businesses;
pub mod chain;
pub mod deliveries;
mod delivery_counts;
mod delivery_keys;
mod delivery_search;
pub mod deprecations;
pub mod disputes;
pub mod drift;
pub mod endpoints;
pub mod erasure;
mod error;
pub mod halt;
mod index_file;
mod integrity;
pub mod merchants;
mod open;
pub mod operation_stores;
pub mod operations;
pub mod outbox;
pub mod outbox_attempts;
pub mod outbox_list;
pub mod remote_subscriptions;
pub mod retention;
pub mod reverified;
pub mod rotations;
pub mod saved_views;
mod set_apart;
pub mod size;
pub mod snapshots;
pub mod store_options;
pub mod stores;
pub mod subscriptions;
pub mod telling;
pub mod telling_merchants;
pub mod telling_switch;
pub mod telling_templates;
pub mod unreadable;
mod upkeep;
mod writer;

pub use delivery_keys::Keys;
pub use error::RecordError;
pub use index_file::{Done, Upkeep};
pub use open::{Record, in_memory};
pub use rusqlite::{Connection, Row};
pub use set_apart::set_apart;
pub use unreadable::Unreadable;
pub use upkeep::IndexFiller;

/// What a closure on the record returns.
pub type Sql<T> = rusqlite::Result<T>;
