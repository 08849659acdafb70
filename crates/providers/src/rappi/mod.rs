//! Rappi: self-onboarding of stores (Rappi's guide, docs/wire.md §1).

mod access;
mod answer;
mod auth;
mod call;
mod client;
mod dialect;
mod error;
mod lab;
mod merchant;
mod oauth;
mod payload;
mod scheme;
mod signature;
mod tester;
mod wire;

pub use crate::Unverified;
pub use access::{Access, Hosts, TokenCall};
pub use call::Call;
pub use client::{Rappi, read_tree};
pub use dialect::{A, B, Dialect, Fields};
pub use error::UnknownOutcome;
pub use lab::examine;
pub use merchant::MerchantToken;
pub use oauth::{Exchanged, Login, OAuthError, Started};
pub use payload::{BadPayload, parse};
pub use scheme::SCHEME;
pub use signature::{Form, HEADER, Malformed, Rejection, Verified, verify};
pub use wire::{Flags, InitialStatus, NewStore, Registration, Rejected, Submission, Taken};
