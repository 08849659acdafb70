//! `gangway` as a script meets it: arguments, stdin, stdout, stderr and the exit code of a real process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod applications;
mod audit;
mod authorize;
#[cfg(target_os = "linux")]
mod desktop_proxy;
mod from_csv;
mod invitations;
mod journey;
mod network;
mod notifications;
mod process;
mod profile;
mod receive;
mod record;
mod relay;
mod review;
mod sandbox;
#[cfg(target_os = "linux")]
mod served;
mod subscriptions;
mod team;
mod usage;
mod verify;
