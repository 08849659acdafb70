//! How calls leave this machine, the same for every provider: the way to a host, trust, HTTP with an exact account of how a
//! call ended, what a remote's words may show, and bearer tokens.

pub(crate) mod api_client;
pub mod api_error;
pub(crate) mod clock;
mod deprecation;
mod desktop_proxy;
pub mod dial;
pub mod http;
mod last_look;
pub mod network;
pub(crate) mod observer;
pub mod probe;
pub mod proxy;
pub mod reach;
pub mod redaction;
mod secure;
pub(crate) mod token;
mod unconnected;

pub use api_error::{ApiError, ApiErrorKind, Forbidden, Problem, Stage};
pub use deprecation::{Deprecation, Hear};
pub use last_look::LastLook;
pub use network::{Network, Policy, Route};
pub use redaction::RemoteText;
pub use unconnected::Unconnected;
