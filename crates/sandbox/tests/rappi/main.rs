//! The simulated Rappi, tested over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::needless_pass_by_value,
    missing_docs,
    unreachable_pub,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod dialect_b;
mod faults;
mod login;
mod stores;
mod support;
mod webhooks;
mod world;
