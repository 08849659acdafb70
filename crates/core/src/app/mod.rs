//! Composition: what is open, and how it begins and ends.

pub(crate) mod console;
pub(crate) mod open;
