//! Ratepay: webhook subscriptions (Ratepay's guide, docs/wire.md §3).

mod auth;
mod client;
mod lab;
mod payload;
mod scheme;
mod secret;
mod signature;
mod wire;

pub use crate::Unverified;
pub use client::{Access, Hosts, PATH, Ratepay};
pub use lab::examine;
pub use payload::{BadPayload, Dispute, Invoice, Payload, parse};
pub use scheme::SCHEME;
pub use secret::{SHORTEST, fingerprint};
pub use signature::{Form, HEADER, Rejection, Verified, sign, verify};
pub use wire::{Listed, Wanted};
