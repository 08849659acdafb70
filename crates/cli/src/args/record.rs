//! What can be typed after `gangway record`.

use clap::{Args as Group, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Record {
    /// Say how large the record is and how it grows; ends with 1 when the last check found damage
    Stats,
    /// Remove headers, bodies and personal data that are older than the profile allows
    Prune(Prune),
    /// Erase what is known of one merchant's persons; says what stays and why
    Erase(Erase),
}

#[derive(Debug, Group)]
pub(crate) struct Prune {
    /// Older than so many days [default: `retention.days` of the profile]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) days: Option<u32>,
    /// Then write the file anew, so that it becomes smaller; takes as much room again meanwhile
    #[arg(long)]
    pub(crate) compact: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Erase {
    /// Id at Rainforest, or id or email of a merchant that authorized here
    #[arg(value_name = "MERCHANT")]
    pub(crate) merchant: String,
    /// Erase: it cannot be taken back
    #[arg(long, required = true)]
    pub(crate) yes: bool,
}
