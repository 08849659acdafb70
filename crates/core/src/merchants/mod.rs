//! Merchants, their sign-in and their trees.

pub(crate) mod authorization;
pub(crate) mod export;
pub(crate) mod linked_accounts;
pub(crate) mod refresh;
pub(crate) mod sign_out;
pub(crate) mod trees;
