//! Invitations, and the device that each makes.

use super::{
    schema::sorted,
    team::{changed, number, role},
};
use crate::{Admission, Joining, NewInvitation, StoreError, team::is_same};
use gangway_wire::{DeviceId, PersonId, TeamId};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

pub(super) fn invite(c: &Connection, it: &NewInvitation) -> Result<(), StoreError> {
    let team = number(c, &it.team)?;
    c.execute(
        "INSERT INTO invitations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, NULL)",
        params![it.id.as_str(), team, it.proof_digest, it.role.word(), it.invited, it.sealed_team_key, it.expires_at],
    )
    .map(drop)
    .map_err(sorted)
}

/// An invitation, and the device that it made.
struct Invited {
    team: i64,
    proof_digest: [u8; 32],
    role: String,
    sealed_team_key: Option<String>,
    team_id: TeamId,
    team_name: String,
    expires_at: i64,
    used: bool,
    used_by: Option<String>,
}

fn invited(row: &Row<'_>) -> Result<Invited> {
    Ok(Invited {
        team: row.get(0)?,
        proof_digest: row.get(1)?,
        role: row.get(2)?,
        sealed_team_key: row.get(3)?,
        team_id: TeamId(row.get(4)?),
        team_name: row.get(5)?,
        expires_at: row.get(6)?,
        used: row.get(7)?,
        used_by: row.get(8)?,
    })
}

pub(super) fn join(c: &Connection, it: &Joining) -> Result<Option<Admission>, StoreError> {
    let found = c
        .prepare(
            "SELECT invitations.team, proof_digest, role, sealed_team_key, teams.team, teams.name, expires_at,
                used_at IS NOT NULL, used_by
             FROM invitations JOIN teams ON teams.id = invitations.team WHERE invitation = ?1",
        )
        .and_then(|mut find| find.query_row([it.invitation.as_str()], invited).optional())
        .map_err(sorted)?;
    let Some(invited) = found.filter(|invited| is_same(&invited.proof_digest, &it.proof_digest)) else {
        return Ok(None);
    };
    let device = match &invited.used_by {
        Some(device) => again(c, device, it)?,
        None if invited.used || invited.expires_at <= it.at => None,
        None => Some(new_device(c, &invited, it)?),
    };
    let Some((person, device, word, joined_at)) = device else { return Ok(None) };
    let Invited { team_id: team, team_name, sealed_team_key, .. } = invited;
    Ok(Some(Admission { team, team_name, person, device, joined_at, role: role(&word)?, sealed_team_key }))
}

/// Person, device, role and when it joined.
type Admitted = (PersonId, DeviceId, String, i64);

fn new_device(c: &Connection, invited: &Invited, it: &Joining) -> Result<Admitted, StoreError> {
    let (invitation, device, person) = (it.invitation.as_str(), it.device.as_str(), it.person.as_str());
    let write = || -> Result<()> {
        c.execute(
            "UPDATE invitations SET used_at = ?2, used_by = ?3 WHERE invitation = ?1",
            params![invitation, it.at, device],
        )?;
        c.execute(
            "INSERT INTO devices VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![device, invited.team, it.device_name, person, it.person_name, invited.role, it.at, it.token_digest],
        )
        .map(drop)
    };
    write().map_err(sorted)?;
    changed(c)?;
    Ok((it.person.clone(), it.device.clone(), invited.role.clone(), it.at))
}

/// The device that the invitation made, if it is the one that asks.
fn again(c: &Connection, device: &str, it: &Joining) -> Result<Option<Admitted>, StoreError> {
    let found = c
        .prepare("SELECT person, role, joined_at, token_digest FROM devices WHERE device = ?1")
        .and_then(|mut find| {
            find.query_row([device], |row| {
                let admitted = (PersonId(row.get(0)?), DeviceId(device.to_owned()), row.get(1)?, row.get(2)?);
                Ok((admitted, row.get::<_, [u8; 32]>(3)?))
            })
            .optional()
        })
        .map_err(sorted)?;
    Ok(found.filter(|(_, token)| is_same(token, &it.token_digest)).map(|(admitted, _)| admitted))
}
