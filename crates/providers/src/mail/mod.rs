//! Emails over SMTP (RFC 5321), with TLS: one connection a letter, and an exact account of how it ended, because "was it taken?"
//! decides whether it may be said again.

mod hello;
mod letter;
mod report;
mod smtp;

pub use hello::{hello, is_hello};
pub use letter::{BadLetter, Letter, is_address, is_mailbox};
pub use report::{Undelivered, undelivered};
pub use smtp::{MailError, MailServer, Security, check, send};
