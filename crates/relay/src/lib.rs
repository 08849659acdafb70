//! The team's server: it receives webhooks for everybody, keeps every delivery in one ordered log, feeds that to every console
//! that joined, and says who is a member.
//!
//! [`Log`] and [`Team`] are the seam: nothing above them knows which store runs. [`sqlite`](SqliteStore) is for one node,
//! [`postgres`](PostgresStore) for two or more; one conformance suite runs on both.

mod error;
mod heads;
mod log;
mod store;
mod team;

pub use error::StoreError;
pub use heads::{HEAD_AT_MOST, HEAD_IN_SILENCE, HeadSigner};
pub use log::{Log, LogHead, NewEntry, Placed, READ_BYTES, READ_ENTRIES, Stored, TeamName};
pub use store::{PostgresStore, SqliteStore};
pub use team::{Admission, Directory, Joining, KeptEndpoint, Member, NewInvitation, REJECTED_KEPT, Removal, Team};
