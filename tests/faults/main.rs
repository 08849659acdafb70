//! Things go wrong between the desk and the provider. Whatever happens: no store is sent twice while its outcome is
//! unknown, and what is shown as done was confirmed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod credentials;
mod cut;
mod refused;
mod restart;
mod silent;
mod support;
mod twice;
