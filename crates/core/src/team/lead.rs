//! Who does what is to be done once for the team: sends its messages, asks Rainforest, ends what colleagues left unknown. It is
//! whoever holds the claim `lead`: the agent if there is one, otherwise one of the consoles whose messages leave.
//!
//! It decides who works, and not what may leave: each message has a permit of its own, so two that take themselves for the lead for
//! a moment still send nothing twice.

use super::{Team, claims::LEAD};
use crate::{Failure, notifications::Notifications};
use gangway_record::{
    Connection,
    notifications::sending_switch,
    team::{self, claims},
};
use gangway_wire::{ClaimAct, ClaimKey, Role};
use std::{
    sync::{Weak, atomic::Ordering},
    time::{Duration, Instant},
};

/// Between two looks; sooner when somebody's claim changed.
const LOOK: Duration = Duration::from_secs(5);
/// Who let the lead go because an agent asked does not ask for it again before the agent had its turn.
const AFTER_YOU: Duration = Duration::from_secs(60);

/// What is remembered between two looks.
#[derive(Default)]
struct Before {
    let_go: Option<Instant>,
    asked: Option<Instant>,
}

/// What one look saw, as of one moment.
struct Seen {
    device: String,
    role: String,
    sends: bool,
    lead: Option<claims::TeamClaim>,
    asked_by_others: bool,
    knows: u64,
}

/// Runs for the life of a profile.
pub(crate) async fn keep_leading(team: Weak<Team>, senders: Weak<Notifications>) {
    let mut before = Before::default();
    loop {
        let Some(ours) = team.upgrade() else { return };
        let leads = ours.look_after_lead(&mut before).await.unwrap_or_else(|failure| {
            tracing::info!(%failure, "who leads could not be settled");
            // Without the relay nothing may leave, whoever leads.
            ours.environment.does_shared_work()
        });
        if ours.environment.leads(leads) {
            ours.environment.tell(crate::view::Change::Team);
            if let Some(senders) = senders.upgrade().filter(|_| leads) {
                senders.wake_senders();
            }
        }
        let woken = async { ours.lead_woken.notified().await };
        let _ = tokio::time::timeout(LOOK, woken).await;
    }
}

fn seen(c: &Connection) -> gangway_record::Sql<Option<Seen>> {
    let Some(membership) = team::membership(c)? else { return Ok(None) };
    let asks = claims::asks(c)?;
    Ok(Some(Seen {
        asked_by_others: asks.iter().any(|ask| ask.key == LEAD && ask.device != membership.device),
        sends: sending_switch::is_on(c)?,
        lead: claims::of_key(c, LEAD)?,
        knows: team::entries::cursor(c)?.map_or(0, |cursor| cursor.seq),
        device: membership.device,
        role: membership.role,
    }))
}

impl Team {
    /// A console that is always on: it leads, whatever the others do.
    pub fn becomes_agent(&self) {
        self.agent.store(true, Ordering::Release);
        self.lead_woken.notify_one();
    }

    /// In a team nobody does the shared work before it is settled who does.
    pub(crate) async fn awaits_lead(&self) -> Result<(), Failure> {
        if self.environment.record().read(team::membership).await?.is_some() {
            self.environment.leads(false);
        }
        Ok(())
    }

    /// Answers whether this console does the team's shared work.
    async fn look_after_lead(&self, before: &mut Before) -> Result<bool, Failure> {
        let Some(seen) = self.environment.record().read(seen).await? else {
            *before = Before::default();
            return Ok(true);
        };
        let (agent, now) = (self.agent.load(Ordering::Acquire), Instant::now());
        let works = Role::from_word(&seen.role).is_some_and(|role| role != Role::Viewer);
        let lead = || vec![ClaimKey(LEAD.to_owned())];
        match &seen.lead {
            Some(held) if held.held.by == seen.device => {
                let gives_way = seen.asked_by_others && !agent;
                if gives_way || !agent && !seen.sends {
                    self.ask_relay(ClaimAct::Release { fences: vec![held.held.fence] }, lead()).await?;
                    before.let_go = gives_way.then_some(now);
                    return Ok(false);
                }
                Ok(true)
            }
            Some(_) => {
                if agent && before.asked.is_none_or(|at| now - at >= AFTER_YOU) {
                    before.asked = Some(now);
                    self.ask_relay(ClaimAct::AskToLetGo, lead()).await?;
                }
                Ok(false)
            }
            None => {
                let waits = before.let_go.is_some_and(|at| now - at < AFTER_YOU);
                if works && !waits && (agent || seen.sends) {
                    self.ask_relay(ClaimAct::Claim { knows: seen.knows }, lead()).await?;
                    return Ok(true);
                }
                Ok(false)
            }
        }
    }
}
