//! Webhooks in: `accept` verifies, appends durably and acknowledges, whoever brings the delivery.
//!
//! A 2xx is a promise: the delivery is on disk and will take effect once. What it does is decided later, by the fold.

mod accept;
mod echo;
mod endpoints;
mod judged;
mod log;
mod noted;
mod receive;
mod record_log;
mod refused;
mod relayed;
mod reverify;
mod serve;
mod shared;
mod verification;

pub use accept::{Accepted, Inbound, Inbox, SchemeOf, Source};
pub use echo::{ALIVE, Echo, SIGNED};
pub use endpoints::{Endpoints, Known};
pub use judged::{Call, Judged, Rejected, Verified, VerifiedSignature};
pub use log::DeliveryLog;
pub use noted::{Head, Noted};
pub use receive::router;
pub use refused::Unparsed;
pub use relayed::{OtherBody, Relayed};
pub use reverify::{KeptCall, reverify};
pub use serve::{BindError, Limits, bind, serve, serve_until};
pub use shared::{Place, listen};
