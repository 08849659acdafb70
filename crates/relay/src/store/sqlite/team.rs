//! Members, endpoints and rejected calls.

use super::{SqliteStore, append, invitations, schema::sorted};
use crate::{
    Admission, Beside, Directory, Joining, KeptEndpoint, Member, NewInvitation, REJECTED_KEPT, Removal, Seen,
    StoreError, Team,
    team::{NOT_A_CALL, NOT_A_ROLE},
};
use gangway_wire::{DeviceId, PersonId, RejectedCall, RelayKey, Role, TeamId};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use std::sync::Arc;

pub(super) const UP: &str = "
CREATE TABLE meta (revision INTEGER NOT NULL, probed_at INTEGER NOT NULL, relay_key BLOB) STRICT;
INSERT INTO meta VALUES (1, 0, NULL);
CREATE TABLE devices (
    device TEXT PRIMARY KEY, team INTEGER NOT NULL, name TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL,
    role TEXT NOT NULL, joined_at INTEGER NOT NULL, token_digest BLOB NOT NULL
) STRICT;
CREATE TABLE invitations (
    invitation TEXT PRIMARY KEY, team INTEGER NOT NULL, proof_digest BLOB NOT NULL, role TEXT NOT NULL, invited TEXT,
    sealed_team_key TEXT, expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
CREATE TABLE endpoints (
    endpoint TEXT PRIMARY KEY, team INTEGER NOT NULL, provider TEXT NOT NULL, event TEXT NOT NULL, created_at INTEGER NOT NULL,
    created_by TEXT, secrets INTEGER NOT NULL, sealed_secrets BLOB NOT NULL
) STRICT;
CREATE TABLE rejected (id INTEGER PRIMARY KEY AUTOINCREMENT, team INTEGER NOT NULL, call TEXT NOT NULL) STRICT;
CREATE INDEX rejected_of_team ON rejected (team, id);
";

/// The device that an invitation made.
pub(super) const USED_BY: &str = "ALTER TABLE invitations ADD COLUMN used_by TEXT;";

pub(super) fn number(c: &Connection, team: &TeamId) -> Result<i64, StoreError> {
    append::team(c, team).map_err(sorted)?.map(|(number, _)| number).ok_or_else(|| StoreError::NoTeam(team.clone()))
}

/// Something in the directory changed.
pub(super) fn changed(c: &Connection) -> Result<(), StoreError> {
    c.execute("UPDATE meta SET revision = revision + 1", []).map(drop).map_err(sorted)
}

pub(super) fn role(word: &str) -> Result<Role, StoreError> {
    Role::from_word(word).ok_or_else(|| StoreError::damaged(NOT_A_ROLE, word))
}

fn directory(c: &Connection) -> Result<Directory, StoreError> {
    let together = c.unchecked_transaction().map_err(sorted)?;
    let revision = together.query_row("SELECT revision FROM meta", [], |row| row.get(0)).map_err(sorted)?;
    let devices = together
        .prepare(
            "SELECT device, teams.team, devices.name, person, person_name, joined_at, token_digest, role
             FROM devices JOIN teams ON teams.id = devices.team",
        )
        .and_then(|mut it| {
            it.query_map([], |row| Ok((member(row)?, row.get::<_, String>(7)?)))?.collect::<Result<Vec<_>>>()
        })
        .map_err(sorted)?;
    let endpoints = together
        .prepare(
            "SELECT endpoint, teams.team, provider, event, endpoints.created_at, created_by, secrets, sealed_secrets
             FROM endpoints JOIN teams ON teams.id = endpoints.team",
        )
        .and_then(|mut it| it.query_map([], endpoint)?.collect::<Result<Vec<_>>>())
        .map_err(sorted)?;
    let with_role =
        |(member, word): (Member, String)| Ok((member.device.clone(), Member { role: role(&word)?, ..member }));
    Ok(Directory {
        revision,
        devices: devices.into_iter().map(with_role).collect::<Result<_, StoreError>>()?,
        endpoints: endpoints.into_iter().map(|it| (it.id.clone(), Arc::new(it))).collect(),
    })
}

/// Its role comes after.
fn member(row: &Row<'_>) -> Result<Member> {
    Ok(Member {
        device: DeviceId(row.get(0)?),
        team: TeamId(row.get(1)?),
        name: row.get(2)?,
        person: PersonId(row.get(3)?),
        person_name: row.get(4)?,
        role: Role::Viewer,
        joined_at: row.get(5)?,
        token_digest: row.get(6)?,
    })
}

fn endpoint(row: &Row<'_>) -> Result<KeptEndpoint> {
    Ok(KeptEndpoint {
        id: row.get(0)?,
        team: TeamId(row.get(1)?),
        provider: row.get(2)?,
        event: row.get(3)?,
        created_at: row.get(4)?,
        created_by: row.get::<_, Option<String>>(5)?.map(DeviceId),
        secrets: row.get(6)?,
        sealed_secrets: row.get(7)?,
    })
}

fn remove_device(c: &Connection, team: &TeamId, device: &DeviceId) -> Result<Removal, StoreError> {
    let number = number(c, team)?;
    let admins_left: u32 = c
        .query_row(
            "SELECT count(*) FROM devices WHERE team = ?1 AND role = 'admin' AND device <> ?2",
            params![number, device.as_str()],
            |row| row.get(0),
        )
        .map_err(sorted)?;
    let role: Option<String> = c
        .query_row(
            "SELECT role FROM devices WHERE team = ?1 AND device = ?2",
            params![number, device.as_str()],
            |row| row.get(0),
        )
        .optional()
        .map_err(sorted)?;
    match role.as_deref() {
        None => Ok(Removal::NoDevice),
        Some("admin") if admins_left == 0 => Ok(Removal::LastAdmin),
        Some(_) => {
            c.execute("DELETE FROM devices WHERE device = ?1", [device.as_str()]).map_err(sorted)?;
            c.execute("DELETE FROM device_seen WHERE device = ?1", [device.as_str()]).map_err(sorted)?;
            // Silent from now on.
            c.execute("UPDATE claim_leases SET until = 0 WHERE device = ?1", [device.as_str()]).map_err(sorted)?;
            changed(c)?;
            Ok(Removal::Removed)
        }
    }
}

fn add_endpoint(c: &Connection, it: &KeptEndpoint) -> Result<(), StoreError> {
    let (team, by) = (number(c, &it.team)?, it.created_by.as_ref().map(DeviceId::as_str));
    c.execute(
        "INSERT INTO endpoints VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![it.id, team, it.provider, it.event, it.created_at, by, it.secrets, it.sealed_secrets],
    )
    .map_err(sorted)?;
    changed(c)
}

/// Runs a change of one endpoint. Answers whether there is one.
fn of_endpoint(c: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<bool, StoreError> {
    let found = c.execute(sql, parameters).map_err(sorted)? > 0;
    if found {
        changed(c)?;
    }
    Ok(found)
}

fn reject(c: &Connection, team: &TeamId, call: &RejectedCall) -> Result<(), StoreError> {
    let number = number(c, team)?;
    let text = serde_json::to_string(call).map_err(|error| StoreError::damaged(NOT_A_CALL, error))?;
    let write = || -> Result<()> {
        c.prepare_cached("INSERT INTO rejected (team, call) VALUES (?1, ?2)")?.execute(params![number, text])?;
        c.prepare_cached(
            "DELETE FROM rejected WHERE team = ?1 AND id <=
                (SELECT id FROM rejected WHERE team = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute(params![number, REJECTED_KEPT])
        .map(drop)
    };
    write().map_err(sorted)
}

fn rejected(c: &Connection, team: &TeamId) -> Result<Vec<RejectedCall>, StoreError> {
    let number = number(c, team)?;
    let texts: Vec<String> = c
        .prepare_cached("SELECT call FROM rejected WHERE team = ?1 ORDER BY id DESC")
        .and_then(|mut it| it.query_map([number], |row| row.get(0))?.collect())
        .map_err(sorted)?;
    let read = |text: &String| serde_json::from_str(text).map_err(|error| StoreError::damaged(NOT_A_CALL, error));
    texts.iter().map(read).collect()
}

impl Team for SqliteStore {
    async fn pin(&self, key: RelayKey) -> Result<RelayKey, StoreError> {
        let pin = move |c: &Connection| {
            c.execute("UPDATE meta SET relay_key = ?1 WHERE relay_key IS NULL", [key.0])?;
            c.query_row("SELECT relay_key FROM meta", [], |row| row.get(0).map(RelayKey))
        };
        self.changing(move |c| pin(c).map_err(sorted)).await
    }

    async fn revision(&self) -> Result<i64, StoreError> {
        self.reading(|c| c.query_row("SELECT revision FROM meta", [], |row| row.get(0)).map_err(sorted)).await
    }

    async fn directory(&self) -> Result<Directory, StoreError> {
        self.reading(directory).await
    }

    async fn invite(&self, invitation: NewInvitation) -> Result<(), StoreError> {
        self.changing(move |c| invitations::invite(c, &invitation)).await
    }

    async fn join(&self, joining: Joining) -> Result<Option<Admission>, StoreError> {
        self.changing(move |c| invitations::join(c, &joining)).await
    }

    async fn remove_device(&self, team: &TeamId, device: &DeviceId) -> Result<Removal, StoreError> {
        let (team, device) = (team.clone(), device.clone());
        self.changing(move |c| remove_device(c, &team, &device)).await
    }

    async fn note_seen(&self, seen: Vec<Seen>) -> Result<(), StoreError> {
        self.changing(move |c| super::seen::note(c, &seen)).await
    }

    async fn seen(&self, team: &TeamId) -> Result<Vec<Seen>, StoreError> {
        let team = team.clone();
        self.reading(move |c| super::seen::of_team(c, &team)).await
    }

    async fn add_endpoint(&self, endpoint: KeptEndpoint) -> Result<(), StoreError> {
        self.changing(move |c| add_endpoint(c, &endpoint)).await
    }

    async fn change_secrets(&self, team: &TeamId, id: &str, secrets: u8, sealed: Vec<u8>) -> Result<bool, StoreError> {
        let (team, id) = (team.clone(), id.to_owned());
        let sql = "UPDATE endpoints SET secrets = ?3, sealed_secrets = ?4 WHERE team = ?1 AND endpoint = ?2";
        self.changing(move |c| of_endpoint(c, sql, params![number(c, &team)?, id, secrets, sealed])).await
    }

    async fn remove_endpoint(&self, team: &TeamId, id: &str) -> Result<bool, StoreError> {
        let (team, id) = (team.clone(), id.to_owned());
        let sql = "DELETE FROM endpoints WHERE team = ?1 AND endpoint = ?2";
        self.changing(move |c| of_endpoint(c, sql, params![number(c, &team)?, id])).await
    }

    async fn reject(&self, team: &TeamId, call: RejectedCall) -> Result<(), StoreError> {
        let team = team.clone();
        self.changing(move |c| reject(c, &team, &call)).await
    }

    async fn rejected(&self, team: &TeamId) -> Result<Vec<RejectedCall>, StoreError> {
        let team = team.clone();
        self.reading(move |c| rejected(c, &team)).await
    }

    async fn beside(&self) -> Result<Beside, StoreError> {
        let (directory, beside) = (self.directory().await?, self.reading(super::moving::beside).await?);
        let (devices, endpoints) = (directory.devices.into_values(), directory.endpoints.into_values());
        Ok(Beside { devices: devices.collect(), endpoints: endpoints.collect(), ..beside })
    }

    async fn put_beside(&self, all: Beside) -> Result<(), StoreError> {
        self.changing(move |c| super::moving::put(c, &all)).await
    }

    async fn probe(&self, at: i64) -> Result<(), StoreError> {
        self.changing(move |c| c.execute("UPDATE meta SET probed_at = ?1", [at]).map(drop).map_err(sorted)).await
    }
}
