//! How calls leave this machine, the same for every provider: HTTP with an exact account of how a call ended, the way to
//! a host, bearer tokens, and trust.

pub mod http;
pub mod probe;
pub mod reach;
pub(crate) mod token;
mod unconnected;

pub use unconnected::Unconnected;
