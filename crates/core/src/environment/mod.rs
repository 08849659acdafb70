//! What every capability may use: the clock, chance, background work, the audit log, and the profile.

pub(crate) mod audited;
pub(crate) mod clock;
pub(crate) mod profile_changes;
pub(crate) mod random;
pub(crate) mod workers;
