//! Webhooks in: router → verify → append durably → 2xx (DESIGN.md §4 and §8).
//!
//! A 2xx is a promise: the delivery is on disk and will take effect once. What it does is decided later, by the fold.

mod echo;
mod endpoints;
mod keep;
mod noted;
mod receive;
mod refused;
mod reverify;
mod serve;
mod shared;
mod verdict;

pub use echo::{ALIVE, Echo, SIGNED};
pub use endpoints::{Endpoints, Known};
pub use keep::Keep;
pub use receive::{Inbox, router};
pub use reverify::{KeptCall, Reverified, reverify};
pub use serve::{BindError, Limits, bind, serve, serve_until};
pub use shared::{Place, listen};
