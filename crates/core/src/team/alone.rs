//! Working without the relay: an act with a reason. Nobody knows then what colleagues do; afterwards they hear of it.

use super::Team;
use crate::{
    Code, Failure, Reason, now,
    view::{Change, TeamState, TeamStatus},
};
use gangway_domain::TeamFact;
use gangway_record::{
    Connection,
    team::{
        self,
        alone::{self, Alone},
        facts,
    },
};
use serde_json::json;

/// Characters of a reason.
const REASON: usize = 500;

impl Team {
    /// From now on, until the relay is there again, runs go on without asking whether a colleague has their stores. What is known
    /// to be a colleague's stays theirs.
    pub async fn work_alone(&self, reason: &str) -> Result<TeamStatus, Failure> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > REASON {
            let message = format!("reason: 1 to {REASON} characters. Colleagues read it.");
            return Err(Failure::new(Code::BadInput, message).because(Reason::ValueMissing).about("reason"));
        }
        self.membership().await?;
        if self.status().await?.state == TeamState::Live {
            let message = "The team's relay can be reached: there is no need to work without it.";
            return Err(Failure::new(Code::Stale, message).because(Reason::RelayReached));
        }
        let it = Alone { since: now(), reason };
        self.environment.record().write(move |c| alone::begin(c, &it)).await?;
        self.environment.tell(Change::Team);
        self.status().await
    }

    /// Whether somebody said that this console works without the relay.
    pub(super) async fn is_alone(&self) -> Result<bool, Failure> {
        Ok(self.environment.record().read(alone::alone).await?.is_some())
    }

    /// The relay is there again: colleagues hear since when this console worked without it, why, and which stores it sent.
    pub(super) async fn end_alone(&self) -> Result<(), Failure> {
        if !self.is_alone().await? {
            return Ok(());
        }
        let end = |c: &Connection| {
            let (Some(it), Some(membership)) = (alone::alone(c)?, team::membership(c)?) else { return Ok(()) };
            let details = json!({ "detail": it.reason, "about": membership.device_name, "since": it.since });
            facts::tell(c, TeamFact::WorkedAlone, &membership.device, None, &details, now())?;
            alone::end(c)
        };
        self.environment.record().write(end).await?;
        self.environment.tell(Change::Team);
        Ok(())
    }
}
