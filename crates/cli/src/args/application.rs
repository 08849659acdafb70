//! What can be typed after `applications`.

use clap::{Args as Group, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum Applications {
    /// List Rainforest's applications as they are known here; makes no call
    List(ListApplications),
    /// Show one with its timeline and fields; makes no call
    Show(ShowApplication),
    /// Ask Rainforest where applications are: all that are not decided, one, or all of a merchant
    Refresh(RefreshApplications),
    /// Say what to enter as the address of the endpoint in Rainforest's portal, and whether its secret is here
    Endpoint,
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Sort {
    /// The longest in its status first
    #[default]
    Oldest,
    /// The shortest in its status first
    Newest,
    /// By name
    Name,
    /// The latest made first
    Created,
}

#[derive(Debug, Group)]
pub(crate) struct ListApplications {
    /// Only in this status, such as `NEEDS_INFORMATION`; may be given several times
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Vec<String>,
    /// Text in a name, an id or the email
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) search: String,
    /// Only those that were handed in again after more was asked for
    #[arg(long)]
    pub(crate) resubmitted: bool,
    /// In which order
    #[arg(long, value_enum, default_value_t)]
    pub(crate) sort: Sort,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: u32,
    /// So many are left out at the beginning
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u32,
}

#[derive(Debug, Group)]
pub(crate) struct ShowApplication {
    /// Id, `app_…`
    pub(crate) id: String,
    /// Show personal data; that it was asked for becomes part of the activity
    #[arg(long)]
    pub(crate) personal: bool,
}

#[derive(Debug, Group)]
pub(crate) struct RefreshApplications {
    /// Only this one, `app_…`
    #[arg(conflicts_with = "merchant")]
    pub(crate) id: Option<String>,
    /// All of this merchant, `mid_…`, also if nothing is known of it here
    #[arg(long, value_name = "ID")]
    pub(crate) merchant: Option<String>,
}
