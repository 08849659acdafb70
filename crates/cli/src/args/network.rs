//! What can be typed after `gangway network`.

use clap::{Args as Group, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Network {
    /// Say which way calls take: straight or through which proxy, and who says so
    Show,
    /// Call every provider's host on that way; ends with 4 when one is not reached
    Test,
    /// Keep the password of the profile's proxy in the keyring; it comes on stdin
    Password(Password),
}

#[derive(Debug, Group)]
pub(crate) struct Password {
    /// Remove it instead
    #[arg(long)]
    pub(crate) remove: bool,
}
