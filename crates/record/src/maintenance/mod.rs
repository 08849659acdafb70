//! Work on the whole record: its size, its indexes, and erasing what is known of a person.

pub mod erasure;
pub mod size;
pub(crate) mod upkeep;
