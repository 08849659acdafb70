//! Deliveries: their endpoints, registrations and secrets, and what they do.

pub(crate) mod at_relay;
pub(crate) mod deliveries;
pub(crate) mod fold;
pub(crate) mod fold_delivery;
pub(crate) mod owner;
pub(crate) mod registration;
pub(crate) mod retry;
pub(crate) mod reverify;
pub(crate) mod rotation;
pub(crate) mod secret_rotation;
pub(crate) mod signature_lab;
