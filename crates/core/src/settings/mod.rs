//! The settings of an open environment, and changing them.

pub(crate) mod network;
pub(crate) mod profile;
