//! Ratepay's subscriptions, use case by use case: a real record, a real receiver, a simulated provider over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod acts;
mod apply;
mod built_in;
mod deliveries;
mod drift;
mod lost;
mod rotation;
mod secrets;
mod support;
