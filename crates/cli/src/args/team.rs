//! What can be typed after `gangway team`.

use clap::{Args as Group, Subcommand, ValueEnum};
use gangway_core::view::TeamRole;

#[derive(Debug, Subcommand)]
pub(crate) enum Team {
    /// Join a team by an invitation; typed again after a lost answer it goes on where it was
    Join(Join),
    /// Say which team this environment is in, and up to where it has everything
    Status,
    /// Say who is in the team, with which devices, and where webhooks come in
    Members,
    /// Invite somebody; the link is for one person, and is shown once
    Invite(Invite),
    /// Remove a device of the team
    Remove(Remove),
    /// Leave the team; deliveries and trees stay as they are
    Leave,
}

#[derive(Debug, Group)]
pub(crate) struct Join {
    /// `https://relay.example.com/join#…`, as it was handed on; `-` reads it from standard input
    #[arg(value_name = "LINK")]
    pub(crate) link: String,
    /// How you are called in the team [default: who is logged in]
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Option<String>,
    /// How this device is called [default: this computer's name]
    #[arg(long, value_name = "NAME")]
    pub(crate) device: Option<String>,
    /// Begin with the last N days of the team's log [default: all of it]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) days: Option<u32>,
}

#[derive(Debug, Group)]
pub(crate) struct Invite {
    /// For whom
    #[arg(value_name = "EMAIL")]
    pub(crate) email: String,
    /// What they may do
    #[arg(long, value_enum, default_value = "member")]
    pub(crate) role: Role,
}

#[derive(Debug, Group)]
pub(crate) struct Remove {
    /// Id of the device, from `gangway team members`
    #[arg(value_name = "DEVICE")]
    pub(crate) device: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Role {
    /// Also invite, remove, and change endpoints
    Admin,
    /// Work
    Member,
    /// Look, and sign off reviews
    Viewer,
}

impl From<Role> for TeamRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Admin => Self::Admin,
            Role::Member => Self::Member,
            Role::Viewer => Self::Viewer,
        }
    }
}

#[derive(Debug, Group)]
pub(crate) struct Agent {
    /// Join by this invitation first, if the environment is in no team yet; `-` reads it from standard input
    #[arg(long, value_name = "LINK")]
    pub(crate) join: Option<String>,
    /// How it is called in the team
    #[arg(long, value_name = "NAME", default_value = "Agent")]
    pub(crate) person: String,
    /// How this computer is called in the team
    #[arg(long, value_name = "NAME", default_value = "agent")]
    pub(crate) device: String,
}
