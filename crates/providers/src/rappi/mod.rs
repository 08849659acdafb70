//! Rappi: self-onboarding of stores (seed 000, PROVIDERS.md §1).

mod client;
mod dialect;
mod error;
mod oauth;
mod payload;
mod signature;
mod token;
mod wire;

pub use client::{Hosts, Rappi};
pub use dialect::{A, B, Dialect, Fields};
pub use error::{Doubt, RappiError};
pub use oauth::{Exchanged, Login, OAuthError, Started};
pub use payload::{BadPayload, parse};
pub use signature::{Form, HEADER, Rejection, Unverified, Verified, verify};
pub use wire::{Flags, InitialStatus, NewStore, Registration, Rejected, Submission, Taken};
