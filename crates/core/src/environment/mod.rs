//! What every capability may use: chance, background work, the audit log, and the profile.

mod answer;
pub(crate) mod audited;
mod open;
pub(crate) mod profile_changes;
pub(crate) mod random;
pub(crate) mod workers;

pub(crate) use answer::Answer;
pub use open::Environment;
