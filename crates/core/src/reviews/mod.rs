//! Reviews of plans and trees.

pub(crate) mod export;
pub(crate) mod plan;
pub(crate) mod tree;
