//! What the team's log says of claims, kept in the transaction that takes it in.

use crate::now;
use gangway_domain::{
    StoreId,
    claims::{Held, Stage},
};
use gangway_record::{
    Connection, Sql, team,
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
        claims::hold(c, &TeamClaim { key: key.to_owned(), person: person.0.clone(), held }, &store_in(key))
    };
    for key in keys {
        match change {
            ClaimChange::Granted => {
                claims::answered(c, &key.0, &device.0)?;
                hold(&key.0, Stage::Planned)?;
            }
            ClaimChange::Leaving => {
                claims::answered(c, &key.0, &device.0)?;
                hold(&key.0, Stage::Leaving)?;
            }
            ClaimChange::Freed => {
                outdate(c, &key.0, &device.0)?;
                claims::free(c, &key.0)?;
            }
            ClaimChange::OutcomeUnknown => claims::unknown(c, &key.0, told.at)?,
            ClaimChange::Asked => claims::ask(
                c,
                &claims::Ask { key: key.0.clone(), device: device.0.clone(), person: person.0.clone(), at: told.at },
            )?,
            ClaimChange::Unknown(_) => {}
        }
    }
    Ok(())
}

/// The log says that somebody knows what became of a store, and not what. Whoever did not ask the provider since would send what is
/// done already once more.
fn outdate(c: &Connection, key: &str, device: &str) -> Sql<()> {
    let Some(claim) = claims::of_key(c, key)? else { return Ok(()) };
    let is_ours = team::membership(c)?.is_some_and(|it| it.device == device);
    match claim.held.stage {
        Stage::Leaving | Stage::Unknown if !is_ours => claims::outdate(c, &store_in(key), now()),
        Stage::Planned | Stage::Leaving | Stage::Unknown => Ok(()),
    }
}

/// The last part of a store's key; what is no store is in no tree.
pub(super) fn store_in(key: &str) -> StoreId {
    StoreId::from(key.splitn(4, '/').nth(3).unwrap_or_default())
}
