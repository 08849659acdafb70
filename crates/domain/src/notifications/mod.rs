//! Notifications about what becomes of a merchant's application (docs/wire.md 2.3): which event goes to whom, when, and why not.
//!
//! [`decide`] turns a change into messages, at most one for each channel; [`departure`] says whether a message may leave, and is
//! asked again before each attempt. [`template`] makes the words.

mod change;
mod channel;
mod decide;
mod event;
mod matrix;
mod outbox;
mod quiet;
pub mod retry;
pub mod template;

pub use change::Change;
pub use channel::Channel;
pub use decide::{Asked, Departure, Hold, Message, Rules, decide, departure};
pub use event::Event;
pub use matrix::Matrix;
pub use outbox::{NotificationOutcome, NotificationReason, NotificationState};
pub use quiet::{NotQuiet, QuietHours};
