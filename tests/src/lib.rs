//! What tests across crates need: a [`Desk`] (console, home, simulated provider), the merchant's browser
//! ([`merchant`]), a [`Tap`] that hears what goes over the wire, and waiting without sleeping ([`until`]).
//!
//! A panic is how a test says no, so the helpers here panic with the reason instead of handing errors on.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "helpers of tests: a panic is the answer")]

mod altered;
mod desk;
pub mod http;
pub mod mail;
pub mod merchant;
pub mod platform;
mod promises;
mod provider;
mod rainforest;
mod ratepay;
mod setup;
mod steer;
mod tap;
mod wait;

pub use altered::Altered;
pub use desk::{Away, Desk};
pub use promises::never_twice_unasked;
pub use provider::{Call, Provider};
pub use rainforest::RainforestTruth;
pub use ratepay::RatepayTruth;
pub use setup::{CLIENT_SECRET, PROFILE, Places, RAINFOREST_KEY, RATEPAY_SECRET, Setup, free_port};
pub use steer::Moment;
pub use tap::Tap;
pub use wait::{LIMIT, until, until_some};
