//! Rappi: sign-in of a merchant, its clients, and announcements (PROVIDERS.md §1).

pub(crate) mod authorize;
pub(crate) mod callback;
pub(crate) mod client;
pub(crate) mod deprecations;
pub(crate) mod loopback;
pub(crate) mod loopback_page;
pub(crate) mod settings;
pub(crate) mod sign_out;
