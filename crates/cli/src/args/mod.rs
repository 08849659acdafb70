//! What can be typed.

pub(crate) mod application;
pub(crate) mod audit;
pub(crate) mod network;
pub(crate) mod notification;
pub(crate) mod provision;
pub(crate) mod record;
pub(crate) mod relay;
pub(crate) mod review;
pub(crate) mod subscription;
pub(crate) mod team;
pub(crate) mod webhook;

pub(crate) use crate::args::{
    application::Applications, audit::*, network::*, notification::*, provision::*, record::*, relay::*, review::*,
    subscription::*, webhook::*,
};

use crate::exit;
use clap::{Args as Group, Parser, Subcommand};
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
    /// Be a console of the team that is always on: sends its messages and asks the providers, until interrupted
    Agent(team::Agent),
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
    /// Print what whoever helps wants to know: versions, settings without secrets, every check, workers
    Diagnostics,
    /// Print completions for a shell
    Completions {
        /// Of which shell
        shell: clap_complete::Shell,
    },
    /// Write manual pages, one for each command
    Man {
        /// Folder that they are written to
        folder: PathBuf,
    },
    /// Walk the way to the provider and back, and say what to mend where it ends
    Check,
}

impl Command {
    /// Whether the process that holds the environment runs it for others. Receiving is what that one does already, and some
    /// commands open no environment.
    pub(crate) const fn may_be_asked(&self) -> bool {
        match self {
            Self::Agent(_)
            | Self::Receive(_)
            | Self::Sandbox(_)
            | Self::Relay(_)
            | Self::Completions { .. }
            | Self::Man { .. } => false,
            Self::Webhook { command } => !matches!(command, Webhook::Verify(_)),
            Self::Authorize(_)
            | Self::Stores(_)
            | Self::Provision(_)
            | Self::Deprovision(_)
            | Self::Operations(_)
            | Self::Subscriptions { .. }
            | Self::Applications { .. }
            | Self::Notifications { .. }
            | Self::Review { .. }
            | Self::Audit { .. }
            | Self::Record { .. }
            | Self::Network { .. }
            | Self::Team { .. }
            | Self::Status
            | Self::Diagnostics
            | Self::Check => true,
        }
    }
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

/// A profile is a folder in the home and nowhere else.
fn profile_name(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if fits { Ok(text.to_owned()) } else { Err("a profile's name holds letters, digits and hyphens".to_owned()) }
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
