//! What can be typed after `gangway review`.

use clap::{Args as Group, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Review {
    /// List a merchant's snapshots and sign-offs
    List(OfMerchant),
    /// Keep a merchant's stores as they are now
    Keep(Keep),
    /// Say what differs between two snapshots, or a snapshot and now; ends with 1 when something does
    Compare(Compare),
    /// Put your name and a note to a comparison; both trees are kept
    SignOff(SignOff),
}

#[derive(Debug, Group)]
pub(crate) struct OfMerchant {
    /// Email or id
    #[arg(long, value_name = "M")]
    pub(crate) merchant: String,
}

#[derive(Debug, Group)]
pub(crate) struct Keep {
    #[command(flatten)]
    pub(crate) of: OfMerchant,
    /// What to call it
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) name: String,
}

#[derive(Debug, Group)]
pub(crate) struct Sides {
    #[command(flatten)]
    pub(crate) of: OfMerchant,
    /// The earlier side: a snapshot's number, or `now` [default: the newest snapshot]
    #[arg(long, value_name = "N")]
    pub(crate) from: Option<String>,
    /// The later side: a snapshot's number, or `now`
    #[arg(long, value_name = "N", default_value = "now")]
    pub(crate) to: String,
}

#[derive(Debug, Group)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// Write the differences to this file as CSV, or as a workbook if its name ends in .xlsx; `-` is stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Write a page for people and paper to this file; `-` is stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(crate) struct SignOff {
    #[command(flatten)]
    pub(crate) sides: Sides,
    /// What you want to say about it
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) note: String,
}
