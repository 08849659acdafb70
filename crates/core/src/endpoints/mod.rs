//! Addresses at which providers call us, and the secrets that calls to them are signed with.

pub(crate) mod rotation;
