//! A console of a team: it joins by an invitation, follows the feed of the team's relay, proves that it has everything, and folds
//! deliveries that the relay received for everybody as if they had come in here.

mod alone;
mod apply;
mod chain;
mod claims;
mod effects;
mod endpoints;
mod facts;
mod feed;
mod follow;
mod invitation;
mod invitations;
mod join;
mod key;
mod lead;
mod leave;
mod members;
mod relay;
mod sealed;
mod sign_ins;
mod socket;
mod standing;
mod status;

pub(crate) use claims::keep_claims;
pub(crate) use facts::keep_telling;
pub(crate) use follow::keep_following;
pub use invitation::{DEEP_LINK, is_invitation, parse_invitation, seen_invitation};
pub use invitations::{Invitations, invitations_csv};
pub use join::Joining;
pub(crate) use lead::keep_leading;
pub(crate) use sign_ins::{here, keep_sign_ins};

use crate::{Failure, Reason, environment::Environment, providers::descriptor::Registry};
use gangway_record::team;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize},
    },
    time::Instant,
};
use tokio::sync::Notify;

/// The team of one open environment, or that it is in none.
pub struct Team {
    environment: Arc<Environment>,
    registry: Registry,
    standing: Mutex<standing::Standing>,
    /// Woken when the console joined or left, and when somebody wants it to try again now.
    woken: Notify,
    /// When the registration of Rappi's webhook was last looked at, and whether it led to the relay.
    registered: Mutex<Option<(Instant, bool)>>,
    /// One at a time joins or leaves.
    turn: tokio::sync::Mutex<()>,
    /// Woken when something may be given back.
    claims_woken: Notify,
    kept: Mutex<Option<members::Kept>>,
    /// Woken when who leads may be another.
    lead_woken: Notify,
    /// It is always on, and does what is to be done once for the team.
    agent: AtomicBool,
    /// What came that the window was not told of yet.
    news: Mutex<News>,
    /// Runs that claim their stores now, and are not in the record yet.
    claiming: AtomicUsize,
    /// Woken when a merchant answered, signed in or was signed out.
    sign_ins_woken: Notify,
}

/// What the feed brought, by what becomes stale in the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct News {
    facts: bool,
    claims: bool,
    messages: bool,
}

impl Team {
    /// It does nothing by itself.
    pub(crate) fn new(environment: Arc<Environment>, registry: Registry) -> Arc<Self> {
        Arc::new(Self {
            environment,
            registry,
            standing: Mutex::default(),
            woken: Notify::new(),
            registered: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            claims_woken: Notify::new(),
            news: Mutex::default(),
            kept: Mutex::default(),
            lead_woken: Notify::new(),
            agent: AtomicBool::new(false),
            claiming: AtomicUsize::new(0),
            sign_ins_woken: Notify::new(),
        })
    }

    /// What was connected may be dead: everything that waits for the relay asks it anew.
    pub(crate) fn reconnect(&self) {
        self.woken.notify_one();
        self.claims_woken.notify_one();
    }

    /// The team that this console is in.
    async fn membership(&self) -> Result<team::Membership, Failure> {
        let found = self.environment.record().read(team::membership).await?;
        found.ok_or_else(|| {
            Failure::new(crate::Code::NotFound, "This environment is in no team.").because(Reason::TeamNone)
        })
    }
}

/// Where the token of the device is that an invitation made.
fn token_name(invitation: &str) -> String {
    format!("team-token-{invitation}")
}

/// Where the key of a team is.
fn key_name(team: &str) -> String {
    format!("team-key-{team}")
}
