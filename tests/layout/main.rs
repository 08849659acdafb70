//! How the code lies: who may depend on whom, package by package and folder by folder (ARCHITECTURE.md).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod documents;
mod folders;
mod imports;
mod packages;
mod texts;
mod versions;
