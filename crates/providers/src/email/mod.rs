//! Emails over SMTP (RFC 5321), with TLS: one connection an email, and an exact account of how it ended, because "was it taken?"
//! decides whether it may be said again.

pub(crate) mod delivery_status;
mod hello;
pub(crate) mod message;
mod smtp;

pub use delivery_status::{Undelivered, undelivered};
pub use hello::{hello, is_hello};
pub use message::{Email, InvalidEmail, is_address, is_mailbox};
pub use smtp::{MailError, MailServer, Security, check, send};
