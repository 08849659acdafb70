//! Every audited act and its entry are one: with an audit log that takes no entry, nothing of the act is in the record
//! afterwards, nothing was handed out, and nothing outside of the record was touched.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod deliveries;
mod house;
mod merchants;
mod messages;
mod operations;
mod profile;
mod refusing;
mod reviews;
mod subscriptions;
