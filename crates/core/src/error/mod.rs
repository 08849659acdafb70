//! Errors as they leave the core.

pub(crate) mod because;
mod conversions;
pub(crate) mod failure;
pub(crate) mod file_place;
pub(crate) mod kept;
pub(crate) mod reason;
