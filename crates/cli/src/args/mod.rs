//! What can be typed.

pub(crate) mod application;
pub(crate) mod audit;
pub(crate) mod network;
pub(crate) mod notification;
pub(crate) mod record;
pub(crate) mod relay;
pub(crate) mod review;
pub(crate) mod subscription;
pub(crate) mod team;

pub(crate) use crate::args::{
    application::Applications, audit::*, network::*, notification::*, record::*, relay::*, review::*, subscription::*,
};

use crate::exit;
use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use std::{net::SocketAddr, path::PathBuf};

/// Brings merchants on board without a window.
#[derive(Debug, Parser)]
#[command(name = "gangway", version, after_help = exit::TABLE, subcommand_required = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Group)]
pub(crate) struct Common {
    /// Folder of all profiles [default: the desktop app's]
    #[arg(long, global = true, env = "GANGWAY_HOME", value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// Profile: a folder in the home with a profile.toml
    #[arg(long, global = true, value_name = "NAME", default_value = "sandbox", value_parser = profile_name)]
    pub(crate) profile: String,
    /// Print results as JSON, one value a line
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No progress on stderr
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the simulated provider alone; prints one line of JSON with addresses and accounts
    Sandbox(Sandbox),
    /// Work with webhooks
    Webhook {
        #[command(subcommand)]
        command: Webhook,
    },
    /// Have a merchant authorize
    Authorize(Authorize),
    /// List a merchant's stores
    Stores(Stores),
    /// Provision stores to an integration and wait for the results
    Provision(Provision),
    /// Release stores from an integration and wait for the results: children before their parents
    Deprovision(Provision),
    /// List operations, or show one
    Operations(Operations),
    /// Manage Ratepay's webhook subscriptions
    Subscriptions {
        #[command(subcommand)]
        command: Subscriptions,
    },
    /// Follow merchant applications at Rainforest
    Applications {
        #[command(subcommand)]
        command: Applications,
    },
    /// Receive webhooks until interrupted; one line of JSON a delivery
    Receive(Receive),
    /// Tell merchants, platform and support team what becomes of applications
    Notifications {
        #[command(subcommand)]
        command: Notifications,
    },
    /// Keep a merchant's stores as they are, compare, and sign off
    Review {
        #[command(subcommand)]
        command: Review,
    },
    /// Read who did what, and prove that nobody changed it
    Audit {
        #[command(subcommand)]
        command: Audit,
    },
    /// Say how large the record is, remove what is too old, erase a merchant's personal data
    Record {
        #[command(subcommand)]
        command: Record,
    },
    /// Say which way calls take, try it, keep the password of the proxy
    Network {
        #[command(subcommand)]
        command: Network,
    },
    /// Join a team whose relay receives for everybody, and look after this device's place in it
    Team {
        #[command(subcommand)]
        command: team::Team,
    },
    /// Run the team's relay, which receives for everybody, and look after it
    Relay(Relay),
    /// Say how vault, provider and profile are
    Status,
    /// Walk the way to the provider and back, and say what to mend where it ends
    Check,
}

#[derive(Debug, Group)]
pub(crate) struct Sandbox {
    /// Loopback address of the login host; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    /// The same seed makes the same world
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub(crate) seed: u64,
    /// Stores of the first merchant
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) stores: usize,
    /// Applications at Rainforest from the beginning
    #[arg(long, value_name = "N", default_value_t = 24)]
    pub(crate) applications: usize,
    /// Added before every answer of the API host
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) latency_ms: u64,
    /// Time between the answer to a request and its result
    #[arg(long, value_name = "N", default_value_t = 150)]
    pub(crate) webhook_delay_ms: u64,
    /// Registered redirect; may be given several times [default: the deep link and loopback port 8976]
    #[arg(long, value_name = "URI")]
    pub(crate) redirect_uri: Vec<String>,
    /// How much faster retries of Ratepay and Rainforest, and token lives of Ratepay, run
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) speed: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Webhook {
    /// Say whether a call's signature is right; the body comes on stdin, the verdict is JSON
    Verify(Verify),
    /// Give the webhook of an integration a new secret, with both taken until the old one is no longer needed
    Rotate(Rotate),
    /// Try once more to apply deliveries that were set aside because they could not be applied
    Retry(Retry),
    /// Verify rejected deliveries once more by the secrets of now, and apply those that are right
    Reverify(Reverify),
}

#[derive(Debug, Group)]
pub(crate) struct Reverify {
    /// Only this delivery [default: all that were rejected]
    #[arg(long, value_name = "N", conflicts_with = "since")]
    pub(crate) delivery: Option<i64>,
    /// Only those since this moment : 2026-11-01 or 2026-11-01T08:00:00Z
    #[arg(long, value_name = "TIME", value_parser = crate::args::audit::moment)]
    pub(crate) since: Option<i64>,
}

#[derive(Debug, Group)]
pub(crate) struct Retry {
    /// Only this delivery [default: all that were set aside]
    #[arg(long, value_name = "N")]
    pub(crate) delivery: Option<i64>,
}

#[derive(Debug, Group)]
pub(crate) struct Rotate {
    /// Integration whose webhook it is [default: the profile's, if it has one]
    #[arg(long, value_name = "I")]
    pub(crate) integration: Option<String>,
    /// Change it even if results go to another address now: whoever listens there gets none any more
    #[arg(long)]
    pub(crate) take_over: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Verify {
    /// Whose webhook it is
    #[arg(long)]
    pub(crate) provider: Provider,
    /// File that holds the webhook secret; one line end at its end is not part of the secret
    #[arg(long, value_name = "F")]
    pub(crate) secret_file: PathBuf,
    /// File that holds the secret before it, for the time of a rotation; the verdict then says which of them fits
    #[arg(long, value_name = "F")]
    pub(crate) previous_secret_file: Option<PathBuf>,
    /// Add to the verdict why, as exactly as it can be told, and what to do next
    #[arg(long)]
    pub(crate) explain: bool,
    /// A header of the call, 'Name: value'; may be given several times
    #[arg(long, value_name = "'Name: value'", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,
    /// When the call came [default: now]; Ratepay signs no time
    #[arg(long, value_name = "UNIX_SECONDS", value_parser = clap::value_parser!(i64).range(0..=99_999_999_999))]
    pub(crate) at: Option<i64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Provider {
    Rappi,
    Rainforest,
    Ratepay,
}

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
    /// Outcome of unknown outcome or late
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

#[derive(Debug, Group)]
pub(crate) struct Receive {
    /// Register the webhook of every integration of the profile first
    #[arg(long)]
    pub(crate) register: bool,
    /// With --register: even if results go to another address now; whoever listens there gets none any more
    #[arg(long, requires = "register")]
    pub(crate) take_over: bool,
}

/// A profile is a folder in the home and nowhere else.
fn profile_name(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if fits { Ok(text.to_owned()) } else { Err("a profile's name holds letters, digits and hyphens".to_owned()) }
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("a header is 'Name: value'")?;
    let name = name.trim();
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err("a header's name is one word".to_owned());
    }
    Ok((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
    }
}
