//! Moving a relay to another store: everything at its old numbers, with the same links, so that consoles notice nothing.

use crate::{KeptClaims, KeptEndpoint, KeptLink, LogHead, Member, NewEntry, Seen, Store, StoreError, Stored};
use gangway_wire::{Body, EnvelopeError, RelayKey, TeamId};
use std::sync::Arc;
use thiserror::Error;

/// An invitation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptInvitation {
    /// As it was made.
    pub invitation: crate::NewInvitation,
    /// When it was used, Unix milliseconds.
    pub used_at: Option<i64>,
    /// The device that it made.
    pub used_by: Option<String>,
}

/// What a store has beside its logs.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The key that its heads are signed with; nothing in a store that no relay ran on.
    pub relay_key: Option<RelayKey>,
    /// Devices of all teams.
    pub devices: Vec<Member>,
    /// Invitations of all teams, used ones too: their devices may ask once more.
    pub invitations: Vec<KeptInvitation>,
    /// Endpoints of all teams.
    pub endpoints: Vec<Arc<KeptEndpoint>>,
    /// When devices were seen.
    pub seen: Vec<Seen>,
    /// Who works on what.
    pub claims: KeptClaims,
    /// Links by which merchants sign in.
    pub links: Vec<KeptLink>,
}

/// Why a relay was not moved.
#[derive(Debug, Error)]
pub enum MoveError {
    /// What a store says.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Only an empty store is written to.
    #[error("the other store has teams already")]
    NotEmpty,
    /// An entry that this program cannot read has no key that it knows.
    #[error("entry {seq} of a log cannot be read: {error}")]
    Entry {
        /// Its number.
        seq: u64,
        /// Why.
        error: EnvelopeError,
    },
    /// What was written is not what was read.
    #[error("the log of {team} ends otherwise there: at {there:?}, and not at {here:?}")]
    Differs {
        /// Of which team.
        team: TeamId,
        /// Where it ends in the old store.
        here: LogHead,
        /// Where it ends in the new one.
        there: LogHead,
    },
}

/// What was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// Teams.
    pub teams: u64,
    /// Entries of their logs.
    pub entries: u64,
}

/// Copies everything of a store into an empty one. Nobody else may write to either meanwhile. The links are computed anew from the
/// envelopes, so that a log that ends with the same link there is the same log.
pub async fn move_store(from: &impl Store, to: &impl Store, at: i64) -> Result<Moved, MoveError> {
    if !to.teams().await?.is_empty() {
        return Err(MoveError::NotEmpty);
    }
    let mut moved = Moved::default();
    for team in from.teams().await? {
        to.add_team(&team, at).await?;
        let here = from.head(&team.id).await?;
        move_log(from, to, &team.id, here).await?;
        let there = to.head(&team.id).await?;
        if here != there {
            return Err(MoveError::Differs { team: team.id, here, there });
        }
        (moved.teams, moved.entries) = (moved.teams + 1, moved.entries + here.seq);
    }
    to.put_beside(from.beside().await?).await?;
    Ok(moved)
}

async fn move_log(from: &impl Store, to: &impl Store, team: &TeamId, here: LogHead) -> Result<(), MoveError> {
    let mut next = 1;
    while next <= here.seq {
        let read = from.read(team, next, here.seq).await?;
        let Some(last) = read.last().map(|it| it.seq) else { break };
        let erased: Vec<u64> = read.iter().filter(|it| it.body == Body::Erased).map(|it| it.seq).collect();
        let batch = read.into_iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        to.append(team, batch).await?;
        if !erased.is_empty() {
            to.forget_bodies(team, erased).await?;
        }
        next = last + 1;
    }
    Ok(())
}

fn entry(stored: Stored) -> Result<NewEntry, MoveError> {
    let (key, at, _) = stored.envelope.open().map_err(|error| MoveError::Entry { seq: stored.seq, error })?;
    let body = match stored.body {
        Body::Present(bytes) => Some(bytes),
        // Erased there as well, once the entry has its place.
        Body::Erased => Some(Vec::new()),
        Body::None => None,
    };
    Ok(NewEntry { key, at, envelope: stored.envelope, body })
}
