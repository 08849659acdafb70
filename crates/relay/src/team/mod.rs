//! Who is a member, and where webhooks come in. Small and read often, so every node holds all of it in memory, as a
//! [`Directory`], and reads it again when its revision has changed.

use crate::{Beside, StoreError};
use gangway_wire::{DeviceId, InvitationId, PersonId, RejectedCall, RelayKey, Role, TeamId};
use std::{collections::HashMap, sync::Arc};
use subtle::ConstantTimeEq as _;

/// Rejected and unroutable calls that are kept of each team; older ones make room.
pub const REJECTED_KEPT: u32 = 500;

/// What of a row cannot be read.
pub(crate) const NOT_A_ROLE: &str = "role";
pub(crate) const NOT_A_CALL: &str = "rejected.call";

/// Compares digests without telling, by the time it takes, how much of them is the same.
pub(crate) fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.ct_eq(other).into()
}

/// Everything about members and endpoints, as of one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    /// Grows with every change.
    pub revision: i64,
    /// All devices of all teams.
    pub devices: HashMap<DeviceId, Member>,
    /// All endpoints of all teams, by their ids.
    pub endpoints: HashMap<String, Arc<KeptEndpoint>>,
}

/// A device of a person of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Whose team.
    pub team: TeamId,
    /// The device.
    pub device: DeviceId,
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
    /// Of its token.
    pub token_digest: [u8; 32],
}

/// A device as the feed saw it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub device: DeviceId,
    /// Unix milliseconds.
    pub at: i64,
    /// The newest entry that it has, as it said itself.
    pub has: u64,
}

/// An endpoint with its secrets, which only a relay with the right credentials can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEndpoint {
    /// As unguessable as a secret.
    pub id: String,
    /// Whose team.
    pub team: TeamId,
    /// The provider's word.
    pub provider: String,
    /// What comes here.
    pub event: String,
    /// Since when, Unix milliseconds.
    pub created_at: i64,
    /// Who added it; nobody where it was added at the relay itself.
    pub created_by: Option<DeviceId>,
    /// How many secrets it has.
    pub secrets: u8,
    /// The secrets, sealed.
    pub sealed_secrets: Vec<u8>,
}

/// An invitation to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// Which.
    pub id: InvitationId,
    /// Into which team.
    pub team: TeamId,
    /// Of the proof of its secret.
    pub proof_digest: [u8; 32],
    /// What the person will be allowed.
    pub role: Role,
    /// For whom.
    pub invited: Option<String>,
    /// The team key, sealed with what the relay does not have.
    pub sealed_team_key: Option<String>,
    /// Until when, Unix milliseconds.
    pub expires_at: i64,
}

/// Somebody with an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// By which.
    pub invitation: InvitationId,
    /// Of the proof that was shown.
    pub proof_digest: [u8; 32],
    /// The person that comes to be.
    pub person: PersonId,
    /// How the person is called.
    pub person_name: String,
    /// The device that comes to be.
    pub device: DeviceId,
    /// How it is called.
    pub device_name: String,
    /// Of its token.
    pub token_digest: [u8; 32],
    /// Now, Unix milliseconds.
    pub at: i64,
}

/// What a device is given that joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// Into which team.
    pub team: TeamId,
    /// How it is called.
    pub team_name: String,
    /// The person that the device is of.
    pub person: PersonId,
    /// The device.
    pub device: DeviceId,
    /// Since when it is one, Unix milliseconds.
    pub joined_at: i64,
    /// What the person may do.
    pub role: Role,
    /// The team key, sealed with what the relay does not have.
    pub sealed_team_key: Option<String>,
}

/// What became of removing a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It is no member any more.
    Removed,
    /// It is not of this team.
    NoDevice,
    /// It is the last device of an admin: nobody could invite any more.
    LastAdmin,
}

/// Members and endpoints of all teams of a relay.
pub trait Team: Clone + Send + Sync + 'static {
    /// The key that this store's heads are signed with: the first one that was ever pinned. Consoles know no other.
    fn pin(&self, key: RelayKey) -> impl Future<Output = Result<RelayKey, StoreError>> + Send;

    /// Grows with every change of what is in the directory, whichever node made it.
    fn revision(&self) -> impl Future<Output = Result<i64, StoreError>> + Send;

    /// All of it, as of one moment.
    fn directory(&self) -> impl Future<Output = Result<Directory, StoreError>> + Send;

    /// Keeps an invitation.
    fn invite(&self, invitation: NewInvitation) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Uses an invitation up, and makes a person with a device. `None`: there is none that is open and has this proof. One that
    /// was used is never used again, whoever asks at the same time; the device that it made is told the same once more, for its
    /// answer may have been lost. It is known by its token.
    fn join(&self, joining: Joining) -> impl Future<Output = Result<Option<Admission>, StoreError>> + Send;

    /// Removes a device.
    fn remove_device(
        &self,
        team: &TeamId,
        device: &DeviceId,
    ) -> impl Future<Output = Result<Removal, StoreError>> + Send;

    /// Keeps when devices were seen, and how far they were. What is older than what is kept changes nothing, and the directory
    /// is the same.
    fn note_seen(&self, seen: Vec<Seen>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The devices of a team as they were seen last.
    fn seen(&self, team: &TeamId) -> impl Future<Output = Result<Vec<Seen>, StoreError>> + Send;

    /// Opens an endpoint.
    fn add_endpoint(&self, endpoint: KeptEndpoint) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Gives an endpoint of a team other secrets. Answers whether there is one.
    fn change_secrets(
        &self,
        team: &TeamId,
        endpoint: &str,
        secrets: u8,
        sealed: Vec<u8>,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Closes an endpoint of a team. Answers whether there was one.
    fn remove_endpoint(&self, team: &TeamId, endpoint: &str) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Keeps a call that was not believed; of each team the newest [`REJECTED_KEPT`].
    fn reject(&self, team: &TeamId, call: RejectedCall) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The rejected calls of a team, the newest first.
    fn rejected(&self, team: &TeamId) -> impl Future<Output = Result<Vec<RejectedCall>, StoreError>> + Send;

    /// Everything beside the logs, for a relay that moves.
    fn beside(&self) -> impl Future<Output = Result<Beside, StoreError>> + Send;

    /// Writes everything beside the logs into a store that has the teams and nothing else.
    fn put_beside(&self, all: Beside) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Writes something and syncs it: whether the store takes anything at all.
    fn probe(&self, at: i64) -> impl Future<Output = Result<(), StoreError>> + Send;
}
