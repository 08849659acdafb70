//! Persons, their devices, and how they come and go.

use crate::{DeviceId, InvitationId, InvitationProof, PersonId, RelayKey, SignedHead, TeamId};
use serde::{Deserialize, Serialize};

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Also invite, remove, and change endpoints.
    Admin,
    /// Work.
    Member,
    /// Look, and sign off reviews.
    Viewer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Member, Self::Viewer];

    /// The word in a store and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Viewer => "viewer",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Asks to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The version that the console speaks.
    pub wire: u16,
    /// By which invitation.
    pub invitation: InvitationId,
    /// That its secret is known.
    pub proof: InvitationProof,
    /// Of the token that the device made and keeps. Whoever asks again with the same one, because the answer was lost, is told
    /// the same again.
    pub token_digest: crate::Digest256,
    /// How the person is called.
    pub person: String,
    /// How the device is called.
    pub device: String,
}

/// The device is one of the team's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The version that the relay speaks.
    pub wire: u16,
    /// Which team.
    pub team: TeamId,
    /// How it is called.
    pub team_name: String,
    /// The person that the device is of.
    pub person: PersonId,
    /// The device.
    pub device: DeviceId,
    /// What the person may do.
    pub role: Role,
    /// To be pinned.
    pub relay_key: RelayKey,
    /// The team key, sealed with the invitation's sealing key; the first device makes the team key itself.
    pub sealed_team_key: Option<String>,
    /// Where the log is.
    pub head: SignedHead,
}

/// Invites somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The digest of the proof of the secret, which the device made and keeps from the relay.
    pub proof_digest: crate::Digest256,
    /// What the person will be allowed.
    pub role: Role,
    /// For whom, for the list of open invitations.
    pub invited: Option<String>,
    /// The team key, sealed with the invitation's sealing key.
    pub sealed_team_key: Option<String>,
}

/// The invitation is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Which.
    pub invitation: InvitationId,
    /// Until when, Unix milliseconds.
    pub expires_at: i64,
}

/// A device of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// How it is called.
    pub name: String,
    /// Whose it is.
    pub person: PersonId,
    /// How the person is called.
    pub person_name: String,
    /// What the person may do.
    pub role: Role,
    /// Since when, Unix milliseconds.
    pub joined_at: i64,
    /// When it was seen last, and how far it was; nothing where it never followed the feed, or the relay is older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<DeviceSeen>,
}

/// A device as the feed saw it last. Not in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceSeen {
    /// Unix milliseconds.
    pub at: i64,
    /// The newest entry that it has, as it said itself.
    pub has: u64,
}

/// The team as a member sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    /// Which.
    pub team: TeamId,
    /// How it is called.
    pub name: String,
    /// The device that asks.
    pub you: DeviceId,
    /// All devices.
    pub devices: Vec<Device>,
    /// How far the log goes; 0 where the relay is older than this.
    #[serde(default)]
    pub head: u64,
}
