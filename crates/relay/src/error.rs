use gangway_wire::{RelayKey, TeamId};
use thiserror::Error;

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// It does not answer, or was cut off in the middle: whatever was asked may be asked again, under the same key.
    #[error("the store does not answer: {0}")]
    Silent(String),
    /// There is no room.
    #[error("the disk of the store is full")]
    Full,
    /// Another relay has it open.
    #[error("another relay uses the store at {0}")]
    InUse(String),
    /// Written by a newer program.
    #[error("the store has version {found}, and this program knows {known}")]
    Newer {
        /// Its version.
        found: u32,
        /// The newest of this program.
        known: u32,
    },
    /// The database server is older than what this program needs.
    #[error("PostgreSQL {0} is too old: 15 or newer is needed")]
    TooOldServer(String),
    /// The database does not sync what it commits, so nothing may be acknowledged.
    #[error("PostgreSQL runs with {0} = off: what it commits can be lost")]
    Unsafe(&'static str),
    /// The relay's key is not the one that consoles pinned.
    #[error(
        "the credentials are of another relay: the store's heads are signed with {pinned}, and these credentials have {given}"
    )]
    OtherRelay {
        /// What the store says.
        pinned: RelayKey,
        /// What the credentials have.
        given: RelayKey,
    },
    /// There is no such team.
    #[error("there is no team {0}")]
    NoTeam(TeamId),
    /// What it holds cannot be read.
    #[error("{what} cannot be read: {why}")]
    Damaged {
        /// Table and column.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A step on it panicked: a mistake of ours, which ends that step alone.
    #[error("a step on the store broke off; the relay's log says where")]
    Broken,
    /// It was closed.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    pub(crate) fn damaged(what: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Damaged { what, why: why.to_string() }
    }
}
