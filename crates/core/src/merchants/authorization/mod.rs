//! Authorizing a merchant (DESIGN.md §7).

pub(crate) mod authorize;
pub(crate) mod callback;
pub(crate) mod loopback;
pub(crate) mod loopback_page;
