//! What a signature says, and why one is not believed.

pub mod lab;
pub(crate) mod reformat;
pub mod scheme;
pub(crate) mod verified;
