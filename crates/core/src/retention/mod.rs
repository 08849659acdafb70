//! How long what is kept: what is too old is removed, and one merchant's personal data is erased.

pub(crate) mod removal;
pub(crate) mod upkeep;
