//! Rainforest: merchant applications (seed 001, PROVIDERS.md §2).

mod client;
mod error;
mod lab;
mod payload;
mod signature;
mod wire;

pub use client::{Filter, Rainforest, VERSION};
pub use error::{Problem, RainforestError};
pub use lab::examine;
pub use payload::{BadPayload, Event, Told, event, moment, moment_without_zone};
pub use signature::{Names, Rejection, SVIX, Unverified, Verified, WEBHOOK, is_secret, verify};
