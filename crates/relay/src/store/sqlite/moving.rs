//! What is beside the logs, all of it, for a relay that moves to another store.

use super::{append, schema::sorted, team::role};
use crate::{Beside, KeptInvitation, NewInvitation, Seen, StoreError};
use gangway_wire::{DeviceId, InvitationId, RelayKey, TeamId};
use rusqlite::{Connection, Result, Row, params};

use super::schema::PLACES;

/// Invitations and what was seen; devices and endpoints are the directory's.
pub(super) fn beside(c: &Connection) -> Result<Beside, StoreError> {
    let relay_key = c.query_row("SELECT relay_key FROM meta", [], |row| row.get::<_, Option<[u8; 32]>>(0));
    let invitations = c
        .prepare(
            "SELECT invitation, teams.team, proof_digest, role, invited, sealed_team_key, expires_at, used_at, used_by
             FROM invitations JOIN teams ON teams.id = invitations.team",
        )
        .and_then(|mut it| {
            it.query_map([], |row| Ok((invitation(row)?, row.get::<_, String>(3)?)))?.collect::<Result<Vec<_>>>()
        })
        .map_err(sorted)?;
    let seen = c
        .prepare("SELECT device, at, has FROM device_seen")
        .and_then(|mut it| {
            let seen = |row: &Row<'_>| {
                Ok(Seen { device: DeviceId(row.get(0)?), at: row.get(1)?, has: row.get::<_, i64>(2)? as u64 })
            };
            it.query_map([], seen)?.collect::<Result<Vec<_>>>()
        })
        .map_err(sorted)?;
    let with_role = |(mut it, word): (KeptInvitation, String)| {
        it.invitation.role = role(&word)?;
        Ok(it)
    };
    let invitations = invitations.into_iter().map(with_role).collect::<Result<_, StoreError>>()?;
    let (claims, links) = (super::claims::claims(c, None)?, super::links::all(c, None)?);
    let relay_key = relay_key.map_err(sorted)?.map(RelayKey);
    Ok(Beside { relay_key, invitations, seen, claims, links, ..Beside::default() })
}

/// Its role comes after.
fn invitation(row: &Row<'_>) -> Result<KeptInvitation> {
    let invitation = NewInvitation {
        id: InvitationId(row.get(0)?),
        team: TeamId(row.get(1)?),
        proof_digest: row.get(2)?,
        role: gangway_wire::Role::Viewer,
        invited: row.get(4)?,
        sealed_team_key: row.get(5)?,
        expires_at: row.get(6)?,
    };
    Ok(KeptInvitation { invitation, used_at: row.get(7)?, used_by: row.get(8)? })
}

pub(super) fn put(c: &Connection, all: &Beside) -> Result<(), StoreError> {
    let number = |team: &TeamId| -> Result<i64, StoreError> {
        let found = append::team(c, team).map_err(sorted)?;
        found.map(|(number, _)| number).ok_or_else(|| StoreError::NoTeam(team.clone()))
    };
    for it in &all.devices {
        let (device, team, person) = (it.device.as_str(), number(&it.team)?, it.person.as_str());
        let values =
            params![device, team, it.name, person, it.person_name, it.role.word(), it.joined_at, it.token_digest];
        c.execute("INSERT INTO devices VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", values).map_err(sorted)?;
    }
    for KeptInvitation { invitation: it, used_at, used_by } in &all.invitations {
        let (id, team, role) = (it.id.as_str(), number(&it.team)?, it.role.word());
        let (key, by) = (&it.sealed_team_key, used_by);
        let values = params![id, team, it.proof_digest, role, it.invited, key, it.expires_at, used_at, by];
        c.execute("INSERT INTO invitations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", values).map_err(sorted)?;
    }
    for it in &all.endpoints {
        let (team, by) = (number(&it.team)?, it.created_by.as_ref().map(DeviceId::as_str));
        let values = params![it.id, team, it.provider, it.event, it.created_at, by, it.secrets, it.sealed_secrets];
        c.execute("INSERT INTO endpoints VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", values).map_err(sorted)?;
    }
    super::seen::note(c, &all.seen)?;
    super::claims::put_kept(c, &all.claims)?;
    all.links.iter().try_for_each(|it| super::links::put(c, it))?;
    let key = all.relay_key.map(|key| key.0);
    c.execute("UPDATE meta SET relay_key = ?1, revision = revision + 1", [key]).map(drop).map_err(sorted)
}

pub(super) fn forget_bodies(c: &Connection, team: &TeamId, seqs: &[u64]) -> Result<(), StoreError> {
    let found = append::team(c, team).map_err(sorted)?;
    let (number, _) = found.ok_or_else(|| StoreError::NoTeam(team.clone()))?;
    let forget = |seq: &u64| {
        c.prepare_cached("DELETE FROM bodies WHERE id = ?1")?.execute([number * PLACES + *seq as i64]).map(drop)
    };
    seqs.iter().try_for_each(forget).map_err(sorted)
}
