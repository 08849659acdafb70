//! Environments: their files, their checks, and changing them.

pub(crate) mod dialect;
pub(crate) mod network;
pub(crate) mod notifications;
pub(crate) mod parse_error;
pub(crate) mod presets;
pub(crate) mod private_folder;
pub mod profile;
pub(crate) mod rainforest;
pub(crate) mod ratepay;
pub(crate) mod retention;
pub mod store;
pub(crate) mod tables;
pub(crate) mod update_key;
pub(crate) mod updates;
pub(crate) mod validation;
