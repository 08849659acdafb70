//! Links by which merchants anywhere sign in. They are kept beside the log; only what a merchant answered is an entry of it.

mod state;

pub(crate) use state::is_over;
pub use state::{ANSWER_LIFE_MS, ANSWERS, LinkChange, LinkRefused, LinkState, Progress};

use crate::StoreError;
use gangway_wire::{DeviceId, Digest256, LinkId, PersonId, TeamId};
use serde::{Deserialize, Serialize};

/// What of a row cannot be read.
pub(crate) const NOT_A_LINK: &str = "links.kept";

/// A link as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLink {
    /// Which.
    pub link: LinkId,
    /// Whose team.
    pub team: TeamId,
    /// Of the secret part of its address.
    pub secret_digest: Digest256,
    /// Of the `state` that the merchant comes back with.
    pub state_digest: Digest256,
    /// How the team calls the merchant.
    pub label: String,
    /// Who is expected.
    pub email: Option<String>,
    /// The merchant's language, if one was said.
    pub language: Option<String>,
    /// The provider's login, sealed with the relay's key, as hex.
    pub login: String,
    /// Whose login it is, for the page.
    pub host: String,
    /// `age` recipient of the team's key.
    pub recipient: String,
    /// What a device needs to finish the sign-in, sealed with the team's key.
    pub sealed: String,
    /// The device that made it.
    pub made_by: DeviceId,
    /// The device's person.
    pub person: PersonId,
    /// When, Unix milliseconds.
    pub made_at: i64,
    /// Until when, Unix milliseconds.
    pub expires_at: i64,
    /// What became of it.
    pub progress: Progress,
}

/// Which link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkBy {
    /// By the secret part of its address.
    Secret(Digest256),
    /// By what the merchant comes back with.
    State(Digest256),
    /// By its id, in a team.
    Id(TeamId, LinkId),
}

impl LinkBy {
    /// Ids are known to a team, and to nobody else.
    pub(crate) fn is_allowed(&self, link: &KeptLink) -> bool {
        match self {
            Self::Secret(_) | Self::State(_) => true,
            Self::Id(team, _) => link.team == *team,
        }
    }

    /// By which it is found.
    pub(crate) fn column(&self) -> &'static str {
        match self {
            Self::Secret(_) => "secret_digest",
            Self::State(_) => "state_digest",
            Self::Id(..) => "link",
        }
    }
}

impl KeptLink {
    pub(crate) fn text(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|error| StoreError::damaged(NOT_A_LINK, error))
    }

    pub(crate) fn read(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text).map_err(|error| StoreError::damaged(NOT_A_LINK, error))
    }
}

/// What became of a change: the link as it is now, or why it stays as it was.
pub type LinkChanged = (KeptLink, Result<(), LinkRefused>);

/// The links of all teams of a relay.
pub trait Links: Clone + Send + Sync + 'static {
    /// Keeps links, all of them or none. One that is there already stays as it is.
    fn add_links(&self, links: Vec<KeptLink>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The links of a team, the newest first.
    fn links(&self, team: &TeamId) -> impl Future<Output = Result<Vec<KeptLink>, StoreError>> + Send;

    /// One of them.
    fn link(&self, by: LinkBy) -> impl Future<Output = Result<Option<KeptLink>, StoreError>> + Send;

    /// Changes a link by the rules. Of two changes at the same time one sees what the other did. `None`: there is no such link.
    fn change_link(
        &self,
        by: LinkBy,
        change: LinkChange,
        now: i64,
    ) -> impl Future<Output = Result<Option<LinkChanged>, StoreError>> + Send;

    /// Removes links that ended before a moment. Answers how many.
    fn remove_links(&self, ended_before: i64) -> impl Future<Output = Result<u64, StoreError>> + Send;
}
