//! A console of a team: it joins by an invitation, follows the feed of the team's relay, proves that it has everything, and folds
//! deliveries that the relay received for everybody as if they had come in here.

mod apply;
mod chain;
mod effects;
mod endpoints;
mod feed;
mod follow;
mod invitation;
mod join;
mod key;
mod leave;
mod members;
mod relay;
mod socket;
mod standing;
mod status;

pub(crate) use follow::keep_following;
pub use invitation::{DEEP_LINK, parse_invitation};
pub use join::Joining;

use crate::{Failure, Reason, view::Change};
use gangway_providers::net::Network;
use gangway_record::{Record, team};
use gangway_vault::Vault;
use std::{
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};
use tokio::sync::{Notify, broadcast};

/// The team of one open profile, or that it is in none.
pub struct Team {
    record: Record,
    vault: Vault,
    /// Which way calls take; another one when the profile's settings change.
    network: Arc<RwLock<Network>>,
    changes: broadcast::Sender<Change>,
    /// Who sits at this desk, for the audit log.
    actor: String,
    standing: Mutex<standing::Standing>,
    /// Woken when the console joined or left, and when somebody wants it to try again now.
    woken: Notify,
    /// When the registration of Rappi's webhook was last seen to lead to the relay.
    registered: Mutex<Option<Instant>>,
    /// One at a time joins or leaves.
    turn: tokio::sync::Mutex<()>,
}

impl Team {
    /// Of a profile; it does nothing by itself.
    pub(crate) fn new(
        record: Record,
        vault: Vault,
        network: Arc<RwLock<Network>>,
        changes: broadcast::Sender<Change>,
        actor: String,
    ) -> Self {
        Self {
            record,
            vault,
            network,
            changes,
            actor,
            standing: Mutex::default(),
            woken: Notify::new(),
            registered: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Whether the registration was seen to lead to the relay a moment ago.
    pub(crate) fn is_seen_registered(&self) -> bool {
        let seen = *self.registered.lock().unwrap_or_else(PoisonError::into_inner);
        seen.is_some_and(|seen| seen.elapsed() < SEEN)
    }

    /// It does, or nobody knows.
    pub(crate) fn see_registered(&self, leads_here: bool) {
        *self.registered.lock().unwrap_or_else(PoisonError::into_inner) = leads_here.then(Instant::now);
    }

    fn network(&self) -> Network {
        self.network.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn tell(&self, change: Change) {
        // Nobody listening is fine: the command line often does not.
        let _ = self.changes.send(change);
    }

    /// The team that this console is in.
    async fn membership(&self) -> Result<team::Membership, Failure> {
        let found = self.record.read(team::membership).await?;
        found.ok_or_else(|| {
            Failure::new(crate::Code::NotFound, "This environment is in no team.").because(Reason::TeamNone)
        })
    }
}

/// So long it counts that the registration was seen to lead to the relay: plans are looked at often.
const SEEN: Duration = Duration::from_secs(60);

/// Where the token of the device is that an invitation made.
fn token_name(invitation: &str) -> String {
    format!("team-token-{invitation}")
}

/// Where the key of a team is.
fn key_name(team: &str) -> String {
    format!("team-key-{team}")
}
