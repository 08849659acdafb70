//! Composition: what is open, the clock, background work, and how it ends.

pub(crate) mod clock;
pub(crate) mod console;
pub(crate) mod open;
pub(crate) mod random;
pub(crate) mod retention;
pub(crate) mod upkeep;
pub(crate) mod workers;
