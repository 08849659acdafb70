//! What is particular to each provider.

pub(crate) mod deprecations;
pub(crate) mod descriptor;
pub(crate) mod line;
pub(crate) mod lines;
pub(crate) mod link;
pub(crate) mod rainforest;
pub(crate) mod rappi;
pub(crate) mod ratepay;
