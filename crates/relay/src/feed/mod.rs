//! How the log comes to the consoles of a team: frames by WebSocket or long poll while they keep up, bundles when they do not.

pub(crate) mod bundles;
pub(crate) mod catch_up;
pub(crate) mod hub;
pub(crate) mod poll;
pub(crate) mod stream;

use gangway_wire::BUNDLE;

/// Entries that a console may be behind and still be served frames; one that is further behind takes bundles.
pub(crate) const BEHIND: u64 = 2 * BUNDLE;
