//! Rainforest: merchant applications (docs/wire.md §2).

mod auth;
mod client;
mod lab;
mod payload;
mod scheme;
mod signature;
mod wire;

pub use client::{Filter, Rainforest, VERSION};
pub use lab::examine;
pub use payload::{BadPayload, Event, Told, event, moment, moment_without_zone};
pub use scheme::SCHEME;
pub use signature::{Names, Rejection, SVIX, Unverified, Verified, WEBHOOK, is_secret, verify};
