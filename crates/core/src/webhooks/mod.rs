//! Deliveries, and what they do.

pub(crate) mod deliveries;
pub(crate) mod fold;
pub(crate) mod fold_delivery;
pub(crate) mod retry;
pub(crate) mod reverify;
pub(crate) mod signature_lab;
