//! The simulated Rainforest, tested over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::needless_pass_by_value,
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "a test may panic, nobody outside uses its parts, and other tests use the rest of what is shared"
)]

mod api;
mod events;
#[path = "../rappi/support/http.rs"]
mod http;
#[path = "../rappi/support/receiver.rs"]
mod receiver;
mod support;

pub use support::until;
