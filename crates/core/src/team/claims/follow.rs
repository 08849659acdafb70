//! What the team's log says of claims, kept in the transaction that takes it in.

use gangway_domain::claims::{Held, Stage};
use gangway_record::{
    Connection, Sql,
    team::claims::{self, TeamClaim},
};
use gangway_wire::{Claim, ClaimChange};

/// An entry about claims, its number, and the relay's clock when it was made.
pub(in crate::team) struct Told {
    pub(in crate::team) seq: u64,
    pub(in crate::team) at: i64,
    pub(in crate::team) claim: Claim,
}

pub(in crate::team) fn hear(c: &Connection, told: &Told) -> Sql<()> {
    let Claim { person, device, keys, change } = &told.claim;
    let hold = |key: &str, stage: Stage| {
        let held = Held { by: device.0.clone(), stage, fence: told.seq, since: told.at };
        claims::hold(c, &TeamClaim { key: key.to_owned(), person: person.0.clone(), held })
    };
    for key in keys {
        match change {
            ClaimChange::Granted => hold(&key.0, Stage::Planned)?,
            ClaimChange::Leaving => hold(&key.0, Stage::Leaving)?,
            ClaimChange::Freed => claims::free(c, &key.0)?,
            ClaimChange::OutcomeUnknown => claims::unknown(c, &key.0, told.at)?,
            ClaimChange::Asked | ClaimChange::Unknown(_) => {}
        }
    }
    Ok(())
}
