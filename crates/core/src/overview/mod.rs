//! What is seen of all providers at once.

pub(crate) mod attention;
pub(crate) mod connection;
pub(crate) mod connection_check;
mod counts;
