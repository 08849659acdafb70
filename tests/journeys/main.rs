//! The first journey, use case by use case: a real record, a real receiver, a simulated provider over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod activity;
mod application_deliveries;
mod applications;
mod authorize;
mod business;
mod channels;
mod check;
mod csv;
mod deprecations;
mod dialects;
mod drift;
mod lab;
mod loopback;
mod mismatch;
mod notification_ways;
mod notifications;
mod overview;
mod plan;
mod provision;
mod queue;
mod release;
mod rest;
mod retention;
mod review;
mod rotate_webhook;
mod sandbox_anew;
mod set_aside;
mod sign_in_answers;
mod stores;
mod told;
mod updates;
mod webhooks;
