//! What can be typed after `gangway invitations`.

use clap::{Args as Group, Subcommand};
use gangway_core::view::Language;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Invitations {
    /// Make links by which merchants sign in from anywhere, within 7 days; whoever has an open one is given it again
    Make(Make),
    /// List invitations and how far each merchant has come
    List(List),
    /// Take an invitation back: nobody may sign in by its link any more
    Cancel {
        /// Id of the invitation, from `gangway invitations list`
        #[arg(value_name = "ID")]
        invitation: String,
    },
}

#[derive(Debug, Group)]
pub(crate) struct Make {
    /// Email addresses of merchants
    #[arg(value_name = "EMAIL", required_unless_present = "file")]
    pub(crate) emails: Vec<String>,
    /// A list of merchants: CSV or a workbook with an email address in each row, and a name and a language beside it; `-` reads it from
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// How the merchant is called, where there is one address
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub(crate) label: Option<String>,
    /// Language of merchants whose browser, and whose row, says none: `es`, `pt`, `en`, `de`
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<Language>,
    /// Write the links into a new CSV file; `-` writes to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(crate) struct List {
    /// Write them into a new CSV file, with their links; `-` writes to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}
