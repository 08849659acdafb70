//! A team and how far this console has its log.

use crate::Failure;
use serde::Serialize;
use specta::Type;

/// How the feed stands; `team.state.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TeamState {
    /// The environment is in no team.
    None,
    /// A connection is being made.
    Connecting,
    /// Entries that came meanwhile are being taken in.
    CatchingUp,
    /// Everything is here, and proven so a moment ago.
    Live,
    /// Nothing comes; what is here is complete up to the last proof.
    NotLive,
    /// The relay showed two different logs: nothing more is taken in.
    Fork,
    /// The relay has less than it had proven: it was put back from a backup.
    Recovering,
    /// The device was removed from the team.
    Removed,
}

/// How entries come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TeamFeed {
    /// By a WebSocket.
    Stream,
    /// By long polls: something on the way lets no WebSocket through.
    Polls,
    /// By bundles, because much was missing.
    Bundles,
}

/// The team as this console knows it without asking the relay. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamStatus {
    /// How the feed stands.
    pub state: TeamState,
    /// Since when.
    pub since: Option<i64>,
    /// Why it is not live.
    pub failure: Option<Failure>,
    /// Who does the team's shared work, where somebody does.
    pub lead: Option<TeamLead>,
    /// Somebody works here without the relay.
    pub alone: Option<TeamAlone>,
    /// How entries come, while they do.
    pub feed: Option<TeamFeed>,
    /// Which team; nothing outside of one.
    pub membership: Option<TeamMembership>,
    /// Up to here everything is here, proven by a head that the relay signed.
    pub complete_to: u64,
    /// When it signed that.
    pub complete_at: Option<i64>,
    /// The newest entry that is here.
    pub received_to: u64,
    /// The entry before the first one: 0, or where the last days began.
    pub begins_after: u64,
    /// How far the relay's log goes, as far as it said so.
    pub head: u64,
    /// Entries that this program is too old to read.
    pub unread: u32,
    /// Where the relay showed two different logs.
    pub fork: Option<TeamFork>,
}

/// As whom this console is in a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamMembership {
    /// The relay's address.
    pub relay: String,
    /// How the team is called.
    pub team: String,
    /// How the person is called.
    pub person: String,
    /// How this device is called.
    pub device: String,
    /// Its id.
    pub device_id: String,
    /// What the person may do.
    pub role: TeamRole,
    /// Since when.
    pub joined_at: i64,
}

/// The evidence of a fork, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamFork {
    /// At which entry.
    pub seq: u64,
    /// When it was found.
    pub at: i64,
}

/// What a member may do; `team.role.<word>` in the window's catalogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    /// Also invite, remove, and change endpoints.
    Admin,
    /// Work.
    Member,
    /// Look, and sign off reviews.
    Viewer,
}

impl From<gangway_wire::Role> for TeamRole {
    fn from(role: gangway_wire::Role) -> Self {
        match role {
            gangway_wire::Role::Admin => Self::Admin,
            gangway_wire::Role::Member => Self::Member,
            gangway_wire::Role::Viewer => Self::Viewer,
        }
    }
}

impl From<TeamRole> for gangway_wire::Role {
    fn from(role: TeamRole) -> Self {
        match role {
            TeamRole::Admin => Self::Admin,
            TeamRole::Member => Self::Member,
            TeamRole::Viewer => Self::Viewer,
        }
    }
}

/// The team as the relay tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamMembers {
    /// All devices, the oldest first.
    pub devices: Vec<TeamDevice>,
    /// Where webhooks come in for everybody.
    pub endpoints: Vec<TeamEndpoint>,
}

/// A device of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamDevice {
    /// Which.
    pub id: String,
    /// How it is called.
    pub name: String,
    /// How its person is called.
    pub person: String,
    /// What the person may do.
    pub role: TeamRole,
    /// Since when.
    pub joined_at: i64,
    /// Whether it is this one.
    pub is_this: bool,
    /// When it followed the feed last, as the relay saw it; nothing where it never did.
    pub seen_at: Option<i64>,
    /// The newest entry that it had then.
    pub has: Option<u64>,
    /// How many entries of the log it did not have then.
    pub behind: Option<u64>,
}

/// An endpoint of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamEndpoint {
    /// Its address, which is as good as a secret: without its last part.
    pub address: String,
    /// The provider's word.
    pub provider: String,
    /// What comes there.
    pub event: String,
    /// Since when.
    pub created_at: i64,
    /// How many secrets are taken: two during a rotation.
    pub secrets: u8,
}

/// Somebody is invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamInvitation {
    /// To be handed to one person; whoever has it can join. The person's own, so that it is shown.
    pub link: String,
    /// For whom.
    pub invited: String,
    /// Until when.
    pub expires_at: i64,
}

/// What an invitation says before anybody joins by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InvitationSeen {
    /// As it is pasted. The person's own, so that it is shown.
    pub link: String,
    /// The relay that it leads to.
    pub relay: String,
}

/// How far a colleague is with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TeamClaimStage {
    /// Nothing has left.
    Planned,
    /// A request may have left.
    Leaving,
    /// Nobody knows what came of a request.
    Unknown,
}

/// A store that somebody of the team has. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamClaimRow {
    /// Which.
    pub store: String,
    /// How whoever has it is called.
    pub person: String,
    /// It is this computer.
    pub is_this: bool,
    /// How far they are.
    pub stage: TeamClaimStage,
    /// Since when, by the relay's clock.
    pub since: i64,
    /// This computer asked for it.
    pub we_asked: bool,
    /// Who waits for it.
    pub asked_by: Vec<String>,
}

/// Who does what is to be done once for the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamLead {
    /// How they are called.
    pub person: String,
    /// It is this computer.
    pub is_this: bool,
}

/// Work without the relay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamAlone {
    /// Since when, Unix milliseconds.
    pub since: i64,
    /// Why.
    pub reason: String,
}
