//! The wire: typed clients, payloads and signatures of the providers. One folder a provider, one [`http`] for all.

pub mod http;
pub mod lab;
pub mod mail;
pub mod platform;
pub mod probe;
pub mod rainforest;
pub mod rappi;
pub mod ratepay;
pub mod reach;
mod reformat;
mod signed;
mod token;
mod unconnected;

pub use signed::{Unverified, Verified};
pub use unconnected::Unconnected;
