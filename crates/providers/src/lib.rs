//! The wire: typed clients, payloads and signatures of the providers. One folder a provider, one [`net`] for all.

pub mod email;
pub mod net;
pub mod platform;
pub mod rainforest;
pub mod rappi;
pub mod ratepay;
mod registry;
pub mod webhook_signature;

pub(crate) use net::token;
pub use net::{Unconnected, http, probe, reach};
pub use registry::{scheme_of, signer_of};
pub use webhook_signature::verified::{Unverified, Verified};
