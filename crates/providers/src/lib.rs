//! The wire: typed clients, payloads and signatures of the providers. One folder a provider, one [`net`] for all.

pub mod lab;
pub mod mail;
pub mod net;
pub mod platform;
pub mod rainforest;
pub mod rappi;
pub mod ratepay;
mod reformat;
mod signed;

pub(crate) use net::token;
pub use net::{Unconnected, http, probe, reach};
pub use signed::{Unverified, Verified};
