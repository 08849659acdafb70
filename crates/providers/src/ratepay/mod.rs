//! Ratepay: webhook subscriptions (seed 002, PROVIDERS.md §3).

pub(crate) mod auth;
mod client;
mod error;
mod lab;
mod payload;
mod secret;
mod signature;
mod wire;

pub use crate::Unverified;
pub use client::{Access, Hosts, PATH, Ratepay};
pub use error::RatepayError;
pub use lab::examine;
pub use payload::{BadPayload, Dispute, Invoice, Payload, parse};
pub use secret::{SHORTEST, fingerprint};
pub use signature::{Form, HEADER, Rejection, Verified, sign, verify};
pub use wire::{Listed, Wanted};
