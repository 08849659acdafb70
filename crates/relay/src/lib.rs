//! The team's server: it receives webhooks for everybody, keeps every delivery in one ordered log, feeds that to every console
//! that joined, and says who is a member.
//!
//! [`Log`], [`Team`] and [`Claims`] are the seam: nothing above them knows which store runs. [`SqliteStore`] is for one node,
//! [`PostgresStore`] for two or more; one conformance suite runs on both. [`Relay`] is the server on top.

mod admin;
mod claims;
mod clock;
mod credentials;
mod error;
mod feed;
mod heads;
mod links;
mod log;
mod moving;
mod server;
mod store;
mod team;
pub mod way_in;

pub use admin::{AdminError, FirstInvitation, add_endpoint, found_team};
pub use claims::{
    ClaimAnswer, ClaimLimits, ClaimOrder, Claims, ClaimsDone, Holder, KeptClaim, KeptClaims, KeptLease, KeptWait,
    RefusedKey,
};
pub use clock::Clock;
pub use credentials::{Credentials, CredentialsError};
pub use error::StoreError;
pub use heads::{HEAD_AT_MOST, HEAD_IN_SILENCE, HeadSigner};
pub use links::{
    ANSWER_LIFE_MS, ANSWERS, KeptLink, LinkBy, LinkChange, LinkChanged, LinkRefused, LinkState, Links, Progress,
};
pub use log::{Log, LogHead, NewEntry, Placed, READ_BYTES, READ_ENTRIES, Stored, TeamName};
pub use moving::{Beside, KeptInvitation, MoveError, Moved, move_store};
pub use server::{Bounds, LinkOptions, Options, Relay};
pub use store::{PostgresStore, SqliteStore};
pub use team::{
    Admission, Directory, Joining, KeptEndpoint, Member, NewInvitation, REJECTED_KEPT, Removal, Seen, Team,
};

/// A store: the logs of all teams, who is in them, and who works on what.
pub trait Store: Log + Team + Claims + Links {}

impl<S: Log + Team + Claims + Links> Store for S {}
