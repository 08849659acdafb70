//! What can be typed after `gangway relay`.

use clap::{Args as Group, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

#[derive(Debug, Group)]
pub(crate) struct Relay {
    /// Folder of the relay: its store, if that is SQLite, and its credentials
    #[arg(
        long,
        global = true,
        env = "GANGWAY_RELAY_DATA",
        value_name = "DIR",
        default_value = "/var/lib/gangway-relay"
    )]
    pub(crate) data: PathBuf,
    /// Address of a PostgreSQL database, for two nodes or more [default: SQLite in the folder]
    #[arg(long, global = true, env = "GANGWAY_RELAY_POSTGRES", value_name = "URL", hide_env_values = true)]
    pub(crate) postgres: Option<String>,
    /// Folder of the relay's keys [default: `credentials` in the folder of the relay]
    #[arg(long, global = true, env = "GANGWAY_RELAY_CREDENTIALS", value_name = "DIR")]
    pub(crate) credentials: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: RelayCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RelayCommand {
    /// Receive for every team and feed its consoles, until interrupted
    Serve(RelayServe),
    /// Make a team, or list teams
    Team {
        #[command(subcommand)]
        command: RelayTeam,
    },
    /// Open an endpoint, or list endpoints
    Endpoint {
        #[command(subcommand)]
        command: RelayEndpoint,
    },
    /// Copy the SQLite store into a new file while it is in use; PostgreSQL has `pg_dump`
    Backup {
        /// File that does not exist yet
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Copy everything into another store that is empty, at its old numbers, so that consoles notice nothing; no relay may run on
    /// either meanwhile
    Move {
        /// Address of a PostgreSQL database, or a file for SQLite that does not exist yet
        #[arg(long, value_name = "URL|FILE", env = "GANGWAY_RELAY_MOVE_TO", hide_env_values = true)]
        to: String,
    },
    /// Walk the public address to the relay, and say what to mend where it ends
    Check {
        /// Public address of the relay: `https://relay.example.com`
        #[arg(long, env = "GANGWAY_RELAY_URL", value_name = "URL", value_parser = public_url)]
        url: String,
    },
}

#[derive(Debug, Group)]
pub(crate) struct RelayServe {
    /// Address to listen on, behind a reverse proxy that does TLS; port 0 takes a free one
    #[arg(long, env = "GANGWAY_RELAY_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8480")]
    pub(crate) listen: SocketAddr,
    /// Address of this computer at which Prometheus reads `/metrics` [default: nowhere]
    #[arg(long, env = "GANGWAY_RELAY_METRICS", value_name = "ADDRESS", value_parser = loopback)]
    pub(crate) metrics: Option<SocketAddr>,
    /// Days after which bodies are erased; digests and the chain stay
    #[arg(long, value_name = "N", default_value_t = 180, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) retention_days: u32,
    /// Open connections of one address at most; loopback, where a reverse proxy is, has no such bound
    #[arg(long, value_name = "N", default_value_t = 256)]
    pub(crate) connections_of_one: usize,
    /// Host of a login to which links of merchants may lead, beside Rappi's own; can be repeated
    #[arg(long, value_name = "HOST")]
    pub(crate) login_host: Vec<String>,
    /// Believe the signature of Rappi's own tester: for trying out, not where real webhooks come in
    #[arg(long)]
    pub(crate) accept_tester: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RelayTeam {
    /// Make a team; prints the invitation of its first admin, once
    Add {
        /// How it is called
        #[arg(value_name = "NAME")]
        name: String,
        /// Public address of the relay: `https://relay.example.com`
        #[arg(long, env = "GANGWAY_RELAY_URL", value_name = "URL", value_parser = public_url)]
        url: String,
    },
    /// List teams
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RelayEndpoint {
    /// Open an endpoint; prints its path
    Add {
        /// Id of the team, or its name
        #[arg(long, value_name = "TEAM")]
        team: String,
        /// `rappi`, `rainforest` or `ratepay`
        #[arg(long, value_name = "NAME")]
        provider: String,
        /// What comes there: `STORE_PROVISIONING_STATUS`, or the event type of a subscription
        #[arg(long, value_name = "EVENT")]
        event: String,
        /// File with the secret that calls are signed with
        #[arg(long, value_name = "FILE")]
        secret_file: PathBuf,
    },
    /// List endpoints
    List,
}

/// Figures are for whoever runs the relay, and for nobody else.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| "an address is 127.0.0.1:9480".to_owned())?;
    if address.ip().is_loopback() { Ok(address) } else { Err("figures are shown on this computer alone".to_owned()) }
}

/// Without a slash at its end.
fn public_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let has_host =
        ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|it| !it.is_empty()));
    if has_host && !url.contains(['?', '#']) {
        Ok(url.to_owned())
    } else {
        Err("an address like https://relay.example.com".to_owned())
    }
}
