//! What is particular to each provider.

pub(crate) mod client_slot;
pub(crate) mod deprecations;
pub(crate) mod descriptor;
pub(crate) mod provider_line;
pub(crate) mod provider_lines;
pub(crate) mod rainforest;
pub(crate) mod rappi;
pub(crate) mod ratepay;
