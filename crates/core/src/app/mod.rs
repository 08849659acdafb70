//! Composition: what is open, and how it begins and ends.

pub(crate) mod console;
mod diagnostics;
pub(crate) mod open;
