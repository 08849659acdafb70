//! Merchants and their trees.

pub(crate) mod linked_accounts;
pub(crate) mod refresh;
pub(crate) mod trees;
