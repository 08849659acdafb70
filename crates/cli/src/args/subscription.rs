//! What can be typed after `subscriptions`.

use clap::{Args as Group, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Subscriptions {
    /// List the subscriptions of all providers; reads Ratepay's list first
    List(ListSubscriptions),
    /// Make a subscription
    Create(CreateSubscription),
    /// Change a subscription
    Update(UpdateSubscription),
    /// Remove a subscription
    Delete(OneSubscription),
    /// Give a subscription at an endpoint of ours a new secret, without a gap
    Rotate(OneSubscription),
    /// Check an address that Ratepay is to call: Ratepay checks none
    Check(CheckAddress),
    /// Show, or settle, the difference between what is meant here and what Ratepay has
    Drift(Drift),
    /// Make Ratepay's list match a file; prints the plan first
    Apply(Apply),
}

#[derive(Debug, Group)]
pub(crate) struct ListSubscriptions {
    /// Only what is in the record; makes no call
    #[arg(long)]
    pub(crate) offline: bool,
}

#[derive(Debug, Group)]
#[group(id = "target", required = true, multiple = false, args = ["url", "here"])]
pub(crate) struct WhereTo {
    /// Address to call, https
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// An endpoint of ours, made for it
    #[arg(long)]
    pub(crate) here: bool,
}

#[derive(Debug, Group)]
#[group(id = "secret_choice", multiple = false, args = ["secret_file", "secret_of", "new_secret"])]
pub(crate) struct SecretChoice {
    /// File that holds the secret, at least 64 characters; one line end at its end is not part of it
    #[arg(long, value_name = "F")]
    pub(crate) secret_file: Option<PathBuf>,
    /// The secret of another subscription
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub(crate) secret_of: Option<String>,
    /// A new secret, although the address has one [default: that of the address, or a new one]
    #[arg(long)]
    pub(crate) new_secret: bool,
}

#[derive(Debug, Group)]
pub(crate) struct CreateSubscription {
    /// Event type, such as `INVOICE_INVOICE`
    #[arg(long, value_name = "EVENT")]
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) target: WhereTo,
    #[command(flatten)]
    pub(crate) secret: SecretChoice,
    /// Show the request and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Group)]
pub(crate) struct UpdateSubscription {
    /// Ours or the provider's
    #[arg(allow_hyphen_values = true)]
    pub(crate) id: String,
    /// Another event type
    #[arg(long, value_name = "EVENT")]
    pub(crate) event: Option<String>,
    /// Another address
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    #[command(flatten)]
    pub(crate) secret: SecretChoice,
    /// Show the request and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Group)]
pub(crate) struct OneSubscription {
    /// Ours or the provider's
    #[arg(allow_hyphen_values = true)]
    pub(crate) id: String,
    /// Show the request and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Group)]
pub(crate) struct CheckAddress {
    /// An address, or the id of a subscription
    #[arg(value_name = "URL|ID", allow_hyphen_values = true)]
    pub(crate) address: String,
    /// Send one signed test call, and show status, time and TLS
    #[arg(long)]
    pub(crate) call: bool,
}

#[derive(Debug, Group)]
#[group(id = "how", multiple = false)]
pub(crate) struct How {
    /// Take Ratepay's side as what is meant
    #[arg(long)]
    pub(crate) adopt: bool,
    /// Make Ratepay have what is meant
    #[arg(long)]
    pub(crate) restore: bool,
    /// Remove here and there; with --all only what nobody here meant
    #[arg(long)]
    pub(crate) remove: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Drift {
    #[command(flatten)]
    pub(crate) how: How,
    /// Subscriptions to settle, by our id or the provider's; one that begins with a hyphen comes last, after `--`
    #[arg(requires = "how")]
    pub(crate) id: Vec<String>,
    /// All that have drifted
    #[arg(long, requires = "how", conflicts_with = "id")]
    pub(crate) all: bool,
    /// Show the requests and do nothing
    #[arg(long, requires = "how")]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Apply {
    /// What is to be; docs/subscriptions.md explains it
    #[arg(short, long, value_name = "subscriptions.toml")]
    pub(crate) file: PathBuf,
    /// Print the plan and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}
