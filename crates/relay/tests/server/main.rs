//! The relay through its own door: real sockets, real stores, providers and consoles as they call.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests: a panic is the answer")]

mod claims;
mod console;
mod desk;
mod facts;
mod feed;
mod join_page;
mod members;
mod receiving;
#[path = "../support/mod.rs"]
mod support;
