//! What a console of a team keeps: whose member it is, how far it has the team's log, the evidence of a fork, and what colleagues'
//! batches came to.

pub mod alone;
pub mod batches;
pub mod claims;
pub mod entries;
pub mod facts;
pub mod forks;
pub mod results;

use crate::Sql;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const UP: &str = "
CREATE TABLE team_membership (
    one INTEGER PRIMARY KEY CHECK (one = 1), relay TEXT NOT NULL, relay_key BLOB NOT NULL, invitation TEXT NOT NULL,
    team TEXT NOT NULL, team_name TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL,
    device TEXT NOT NULL, device_name TEXT NOT NULL, role TEXT NOT NULL, joined_at INTEGER NOT NULL,
    begins_after INTEGER NOT NULL
) STRICT;";

/// Of which team this console is a member, and as whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The relay's address, without a slash at its end.
    pub relay: String,
    /// The key that its heads are signed with, pinned when the console joined.
    pub relay_key: [u8; 32],
    /// The invitation that made the device.
    pub invitation: String,
    /// The team's id.
    pub team: String,
    /// How it is called.
    pub team_name: String,
    /// The person's id.
    pub person: String,
    /// How the person is called.
    pub person_name: String,
    /// The device's id.
    pub device: String,
    /// How the device is called.
    pub device_name: String,
    /// The word of what the person may do.
    pub role: String,
    /// Since when, Unix milliseconds.
    pub joined_at: i64,
    /// The entry before the first one that is taken in: it began with the last days, or 0 for all of them.
    pub begins_after: u64,
}

fn read(row: &Row<'_>) -> Sql<Membership> {
    Ok(Membership {
        relay: row.get(0)?,
        relay_key: row.get(1)?,
        invitation: row.get(2)?,
        team: row.get(3)?,
        team_name: row.get(4)?,
        person: row.get(5)?,
        person_name: row.get(6)?,
        device: row.get(7)?,
        device_name: row.get(8)?,
        role: row.get(9)?,
        joined_at: row.get(10)?,
        begins_after: row.get::<_, i64>(11)? as u64,
    })
}

/// The team of this console, if it is in one.
pub fn membership(c: &Connection) -> Sql<Option<Membership>> {
    c.prepare_cached(
        "SELECT relay, relay_key, invitation, team, team_name, person, person_name, device, device_name, role, joined_at,
            begins_after FROM team_membership",
    )?
    .query_row([], read)
    .optional()
}

/// It is a member from now on, and its chain begins with the entry after `begins_after`, whose link is `link`.
pub fn join(c: &Connection, it: &Membership, link: [u8; 32]) -> Sql<()> {
    leave(c)?;
    c.execute(
        "INSERT INTO team_membership VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            it.relay,
            it.relay_key,
            it.invitation,
            it.team,
            it.team_name,
            it.person,
            it.person_name,
            it.device,
            it.device_name,
            it.role,
            it.joined_at,
            it.begins_after as i64
        ],
    )?;
    entries::begin(c, it.begins_after, link)
}

/// It is a member no more. Deliveries that came by the team stay, and so do the trees.
pub fn leave(c: &Connection) -> Sql<()> {
    c.execute_batch(
        "DELETE FROM team_membership; DELETE FROM team_cursor; DELETE FROM team_entries; DELETE FROM team_unread;
         DELETE FROM team_forks; DELETE FROM team_results; DELETE FROM team_batches; DELETE FROM team_claims;
         DELETE FROM team_outdated; DELETE FROM team_facts; DELETE FROM team_facts_due;
         DELETE FROM team_asks; DELETE FROM team_alone;",
    )
}

#[cfg(test)]
pub(crate) mod tests;
