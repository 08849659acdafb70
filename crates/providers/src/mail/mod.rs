//! Emails over SMTP (RFC 5321), with TLS: one connection a letter, and an exact account of how it ended, because "was it taken?"
//! decides whether it may be said again.

mod letter;
mod smtp;

pub use letter::{BadLetter, Letter, is_address, is_mailbox};
pub use smtp::{MailError, MailServer, Security, check, send};
