//! Rainforest: merchant applications (seed 001, PROVIDERS.md §2).

mod client;
mod error;
mod payload;
mod signature;
mod wire;

pub use client::{Filter, Rainforest, VERSION};
pub use error::{Problem, RainforestError};
pub use payload::{BadPayload, Event, Told, event, moment};
pub use signature::{Names, Rejection, SVIX, Unverified, Verified, WEBHOOK, is_secret, verify};
