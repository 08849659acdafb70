//! Rappi: sign-in of a merchant, its clients, and announcements (PROVIDERS.md §1).

pub(crate) mod client;
pub(crate) mod deprecations;
pub(crate) mod registration;
pub(crate) mod settings;
