//! What the team's log says of this console's audit log: now and then its newest hash was told there, where nobody here can change
//! it.

use gangway_domain::TeamFact;
use gangway_record::{
    Connection, Sql,
    audit::chain::{self, Head},
    team::{self, facts},
};
use serde::Deserialize;

/// What the comparison found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ByTeam {
    /// The newest act that is the one that was told.
    pub(super) vouched: Option<i64>,
    /// The first act that is another one than was told, or is gone.
    pub(super) against: Option<i64>,
}

#[derive(Deserialize)]
struct ToldHead {
    id: i64,
    hash: String,
}

/// Compares every hash that this device told. One that cannot be read says nothing.
pub(super) fn by_team(c: &Connection) -> Sql<ByTeam> {
    let mut found = ByTeam::default();
    let Some(membership) = team::membership(c)? else { return Ok(found) };
    for fact in facts::of_subject(c, TeamFact::AuditHead, &membership.device)? {
        let Ok(ToldHead { id, hash }) = serde_json::from_str(&fact.details) else { continue };
        let Some(head) = Head::from_text(&format!("{id} {hash}")) else { continue };
        // Somebody else may have written this device's id as a subject; who wrote an entry is the relay's word.
        if fact.device != membership.device {
            continue;
        }
        if chain::holds(c, &head)? {
            found.vouched = found.vouched.max(Some(id));
        } else {
            found.against = Some(found.against.map_or(id, |other| other.min(id)));
        }
    }
    Ok(found)
}
