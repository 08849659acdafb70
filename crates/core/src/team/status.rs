//! How far this console has the team's log.

use super::{Team, claims::LEAD, standing::SILENCE};
use crate::{
    Code, Failure, Reason,
    view::{TeamAlone, TeamFork, TeamLead, TeamMembership, TeamState, TeamStatus},
};
use gangway_record::{Connection, team};
use gangway_wire::Role;

impl Team {
    /// Without asking the relay.
    pub async fn status(&self) -> Result<TeamStatus, Failure> {
        let read = |c: &Connection| {
            let whole =
                (team::membership(c)?, team::entries::cursor(c)?, team::entries::unread(c)?, team::forks::first(c)?);
            Ok((whole, team::claims::of_key(c, LEAD)?, team::alone::alone(c)?, team::facts::people(c)?))
        };
        let ((membership, cursor, unread, fork), lead, alone, people) = self.environment.record().read(read).await?;
        let standing = self.standing().clone();
        let state = match (&membership, standing.state) {
            (None, _) => TeamState::None,
            (Some(_), _) if fork.is_some() => TeamState::Fork,
            // Nobody follows the feed here: a command that only reads, or the first moment.
            (Some(_), TeamState::None) => TeamState::NotLive,
            (Some(_), TeamState::Live) if standing.heard.is_none_or(|heard| heard.elapsed() > SILENCE) => {
                TeamState::NotLive
            }
            (Some(_), state) => state,
        };
        let begins_after = membership.as_ref().map_or(0, |it| it.begins_after);
        Ok(TeamStatus {
            state,
            since: Some(standing.since).filter(|since| *since > 0),
            failure: standing.failure,
            lead: membership.as_ref().zip(lead).map(|(ours, lead)| leading(ours, &lead, &people)),
            alone: alone.map(|it| TeamAlone { since: it.since, reason: it.reason }),
            feed: standing.feed,
            membership: membership.map(shown).transpose()?,
            complete_to: cursor.as_ref().map_or(0, |it| it.proven),
            complete_at: cursor.as_ref().and_then(|it| it.proven_at),
            received_to: cursor.as_ref().map_or(0, |it| it.seq),
            begins_after,
            head: standing.head.max(cursor.as_ref().map_or(0, |it| it.proven)),
            unread,
            fork: fork.map(|fork| TeamFork { seq: fork.seq, at: fork.at }),
        })
    }

    /// Tries again now, whatever it waits for.
    pub fn retry(&self) {
        self.woken.notify_one();
    }
}

fn leading(ours: &team::Membership, lead: &team::claims::TeamClaim, people: &[(String, String)]) -> TeamLead {
    let is_this = lead.held.by == ours.device;
    let known = people.iter().find(|(person, _)| *person == lead.person).map(|(_, name)| name.clone());
    let person = if is_this { ours.person_name.clone() } else { known.unwrap_or_else(|| lead.person.clone()) };
    TeamLead { person, is_this }
}

/// A role that cannot be read is no other role.
fn shown(it: team::Membership) -> Result<TeamMembership, Failure> {
    let role = Role::from_word(&it.role).ok_or_else(|| {
        let message = format!("The role {:?} that the record keeps is not known to this program.", it.role);
        Failure::new(Code::RecordDamaged, message).because(Reason::RecordUnreadable).about("team_membership.role")
    })?;
    Ok(TeamMembership {
        relay: it.relay,
        team: it.team_name,
        person: it.person_name,
        device: it.device_name,
        device_id: it.device,
        role: role.into(),
        joined_at: it.joined_at,
    })
}
