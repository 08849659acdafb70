//! From a merchant's sign-in to a run.

use clap::{Args as Group, ValueEnum};
use std::path::PathBuf;

/// How the merchant's answer comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Back {
    /// The final address of the browser is pasted on stdin
    Link,
    /// A browser on this machine comes back to a loopback address
    Loopback,
    /// As loopback, and the system's browser is opened
    Browser,
}

#[derive(Debug, Group)]
pub(crate) struct Authorize {
    /// How the merchant's answer comes back
    #[arg(long, value_enum, default_value_t = Back::Link)]
    pub(crate) way: Back,
    /// Email of the merchant who is expected
    #[arg(long, value_name = "EMAIL")]
    pub(crate) expect: Option<String>,
    /// Read the final address from stdin; `--way link` always does
    #[arg(long)]
    pub(crate) paste: bool,
    /// Take whoever authorizes, even if somebody else was expected
    #[arg(long)]
    pub(crate) accept_mismatch: bool,
}

/// Rows of `stores`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Filter {
    /// Provisioned to nobody
    NotIntegrated,
    /// Provisioned to an integration of the profile
    Ours,
    /// Provisioned to another integration
    Other,
    /// Failed or rejected in the latest operation
    Failed,
    /// Outcome unknown or late
    Unknown,
}

#[derive(Debug, Group)]
pub(crate) struct Stores {
    /// Email or id
    #[arg(long, value_name = "EMAIL|ID")]
    pub(crate) merchant: String,
    /// Ask the provider first
    #[arg(long)]
    pub(crate) refresh: bool,
    /// Only these
    #[arg(long, value_enum)]
    pub(crate) filter: Option<Filter>,
    /// Write them to this file as CSV, or as a workbook if its name ends in .xlsx; `-` is stdout. `provision --from-csv` reads it
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Whatever the file's name is
    #[arg(long, value_enum, requires = "csv")]
    pub(crate) format: Option<Sheet>,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sheet {
    Csv,
    Xlsx,
}

#[derive(Debug, Group)]
#[group(id = "which", required = true, multiple = false, args = ["store", "all_not_integrated", "stores_file", "from_csv", "failed_of"])]
pub(crate) struct Which {
    /// A store's id; several may follow
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(crate) store: Vec<String>,
    /// Every store that is provisioned to nobody; for `deprovision`, every one that is provisioned to the integration
    #[arg(long, visible_alias = "all-integrated")]
    pub(crate) all_not_integrated: bool,
    /// File with one store id a line; `#` begins a comment
    #[arg(long, value_name = "F")]
    pub(crate) stores_file: Option<PathBuf>,
    /// File of stores as a spreadsheet writes it: a workbook (.xlsx, .ods) or CSV, whatever its name; its columns are guessed
    /// from its header and from what is in them. For `provision`
    #[arg(long, value_name = "FILE", visible_alias = "from-file")]
    pub(crate) from_csv: Option<PathBuf>,
    /// The stores that failed or were rejected in this operation
    #[arg(long, value_name = "OPERATION")]
    pub(crate) failed_of: Option<String>,
}

/// How a file of stores is read.
#[derive(Debug, Group)]
pub(crate) struct FromCsv {
    /// Which column means what: id, name, integration, pingActive, getMenuActive, cancellationEvents, status; a column is its
    /// title, its number from 1, or `none`
    #[arg(long, value_name = "MEANING=COLUMN", value_delimiter = ',', requires = "from_csv")]
    pub(crate) map: Vec<String>,
    /// Its first row is a store
    #[arg(long, requires = "from_csv")]
    pub(crate) no_header: bool,
    /// The sheet of a workbook: its name, or its number from 1 [default: the first with anything in it]
    #[arg(long, value_name = "SHEET", requires = "from_csv")]
    pub(crate) sheet: Option<String>,
    /// Take ids that a spreadsheet changed (10.0, 010, 1E+05) for those that they probably were; each is listed
    #[arg(long)]
    pub(crate) accept_changed_ids: bool,
    /// Write the rows that cannot be sent to this file, each with its reason; as a workbook if its name ends in .xlsx
    #[arg(long, value_name = "FILE", requires = "from_csv")]
    pub(crate) refused: Option<PathBuf>,
    /// Send the rows that can be sent although others cannot
    #[arg(long, requires = "from_csv")]
    pub(crate) ready_only: bool,
}

/// Where the plan of a dry run is kept.
#[derive(Debug, Group)]
pub(crate) struct Kept {
    /// Write the plan to this file as CSV, or as a workbook if its name ends in .xlsx; `-` is stdout
    #[arg(long, value_name = "FILE", requires = "dry_run")]
    pub(crate) csv: Option<PathBuf>,
    /// Write the plan to this file as a page to read and print
    #[arg(long, value_name = "FILE", requires = "dry_run")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, Group)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct Provision {
    /// Email or id
    #[arg(long, value_name = "EMAIL|ID")]
    pub(crate) merchant: String,
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) file: FromCsv,
    #[command(flatten)]
    pub(crate) kept: Kept,
    /// Integration to provision to [default: the profile's, if it has one]
    #[arg(long, value_name = "I")]
    pub(crate) integration: Option<String>,
    /// Send ping events
    #[arg(long)]
    pub(crate) ping_active: bool,
    /// Send get-menu events
    #[arg(long)]
    pub(crate) get_menu_active: bool,
    /// Send cancellation events
    #[arg(long)]
    pub(crate) cancellation_events: bool,
    /// Take orders at once; otherwise stores start inactive
    #[arg(long)]
    pub(crate) active: bool,
    /// Do not send again by itself what Rappi's status shows as not done; otherwise the run does that twice at most
    #[arg(long)]
    pub(crate) no_repeat: bool,
    /// Show the plan and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Register the webhook here even if results go to another address now: whoever listens there gets none any more
    #[arg(long)]
    pub(crate) take_over: bool,
    /// How long to wait for results after the last request was answered
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) wait: u64,
    /// Read the stores from the provider first
    #[arg(long)]
    pub(crate) refresh: bool,
    /// Let the merchant sign in within this command where that is needed: for a desk whose vault forgets
    #[arg(long, value_enum, value_name = "WAY")]
    pub(crate) sign_in: Option<Back>,
}

#[derive(Debug, Group)]
pub(crate) struct Operations {
    /// Show this one in full
    pub(crate) id: Option<String>,
    /// Only of this merchant, by email or id
    #[arg(long, value_name = "EMAIL|ID", conflicts_with = "id")]
    pub(crate) merchant: Option<String>,
    /// Go on with what it has not sent, and wait for the results
    #[arg(long, requires = "id")]
    pub(crate) resume: bool,
    /// With --resume: register the webhook here even if results go to another address now; whoever listens there gets none
    /// any more
    #[arg(long, requires = "resume")]
    pub(crate) take_over: bool,
    /// With --resume: how long to wait for results after the last request was answered
    #[arg(long, value_name = "SECONDS", default_value_t = 600, requires = "resume")]
    pub(crate) wait: u64,
}
