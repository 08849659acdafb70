//! Members, endpoints and rejected calls.

use super::{PostgresStore, read::query, sorted};
use crate::{
    Admission, Beside, Directory, Joining, KeptEndpoint, Member, NewInvitation, REJECTED_KEPT, Removal, Seen,
    StoreError, Team,
    team::{NOT_A_CALL, NOT_A_ROLE, is_same},
};
use deadpool_postgres::Transaction;
use gangway_wire::{DeviceId, PersonId, RejectedCall, RelayKey, Role, TeamId};
use std::sync::Arc;
use tokio_postgres::{IsolationLevel, Row, types::ToSql};

pub(super) const UP: &str = "
CREATE TABLE gangway.meta (revision BIGINT NOT NULL, probed_at BIGINT NOT NULL, relay_key BYTEA) WITH (fillfactor = 50);
INSERT INTO gangway.meta VALUES (1, 0, NULL);
CREATE TABLE gangway.devices (
    device TEXT PRIMARY KEY, team BIGINT NOT NULL, name TEXT NOT NULL, person TEXT NOT NULL, person_name TEXT NOT NULL,
    role TEXT NOT NULL, joined_at BIGINT NOT NULL, token_digest BYTEA NOT NULL
);
CREATE TABLE gangway.invitations (
    invitation TEXT PRIMARY KEY, team BIGINT NOT NULL, proof_digest BYTEA NOT NULL, role TEXT NOT NULL, invited TEXT,
    sealed_team_key TEXT, expires_at BIGINT NOT NULL, used_at BIGINT
);
CREATE TABLE gangway.endpoints (
    endpoint TEXT PRIMARY KEY, team BIGINT NOT NULL, provider TEXT NOT NULL, event TEXT NOT NULL, created_at BIGINT NOT NULL,
    created_by TEXT, secrets INTEGER NOT NULL, sealed_secrets BYTEA NOT NULL
);
CREATE TABLE gangway.rejected (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team BIGINT NOT NULL, call TEXT NOT NULL);
CREATE INDEX rejected_of_team ON gangway.rejected (team, id);
";

/// The device that an invitation made.
pub(super) const USED_BY: &str = "ALTER TABLE gangway.invitations ADD COLUMN used_by TEXT;";

const NUMBER: &str = "SELECT id FROM gangway.teams WHERE team = $1";
const CHANGED: &str = "UPDATE gangway.meta SET revision = revision + 1";

type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

pub(super) async fn number(together: &Transaction<'_>, team: &TeamId) -> Result<i64, StoreError> {
    let row = together.query_opt(NUMBER, &[&team.as_str()]).await.map_err(sorted)?;
    row.map(|row| row.get(0)).ok_or_else(|| StoreError::NoTeam(team.clone()))
}

pub(super) fn digest(row: &Row, column: usize, what: &'static str) -> Result<[u8; 32], StoreError> {
    row.get::<_, &[u8]>(column).try_into().map_err(|error| StoreError::damaged(what, error))
}

pub(super) fn role(word: &str) -> Result<Role, StoreError> {
    Role::from_word(word).ok_or_else(|| StoreError::damaged(NOT_A_ROLE, word))
}

fn member(row: &Row) -> Result<(DeviceId, Member), StoreError> {
    let device = DeviceId(row.get(0));
    let member = Member {
        device: device.clone(),
        team: TeamId(row.get(1)),
        name: row.get(2),
        person: PersonId(row.get(3)),
        person_name: row.get(4),
        joined_at: row.get(5),
        token_digest: digest(row, 6, "devices.token_digest")?,
        role: role(row.get(7))?,
    };
    Ok((device, member))
}

fn endpoint(row: &Row) -> (String, Arc<KeptEndpoint>) {
    let endpoint = KeptEndpoint {
        id: row.get(0),
        team: TeamId(row.get(1)),
        provider: row.get(2),
        event: row.get(3),
        created_at: row.get(4),
        created_by: row.get::<_, Option<String>>(5).map(DeviceId),
        secrets: row.get::<_, i32>(6) as u8,
        sealed_secrets: row.get(7),
    };
    (endpoint.id.clone(), Arc::new(endpoint))
}

/// Person, device, role and when it joined.
type Admitted = (PersonId, DeviceId, String, i64);

/// Uses the invitation up; the row is locked until the device is there, so that of two who come together one is admitted.
async fn join(together: &Transaction<'_>, it: &Joining) -> Result<Option<Admission>, StoreError> {
    let found = together
        .query_opt(
            "SELECT invitations.team, proof_digest, role, sealed_team_key, teams.team, teams.name, expires_at,
                used_at IS NOT NULL, used_by
             FROM gangway.invitations JOIN gangway.teams ON teams.id = invitations.team
             WHERE invitation = $1 FOR UPDATE OF invitations",
            &[&it.invitation.as_str()],
        )
        .await
        .map_err(sorted)?;
    let Some(row) = found else { return Ok(None) };
    if !is_same(&digest(&row, 1, "invitations.proof_digest")?, &it.proof_digest) {
        return Ok(None);
    }
    let (expires_at, used, used_by): (i64, bool, Option<String>) = (row.get(6), row.get(7), row.get(8));
    let device = match used_by {
        Some(device) => again(together, &device, it).await?,
        None if used || expires_at <= it.at => None,
        None => Some(new_device(together, &row, it).await?),
    };
    let Some((person, device, word, joined_at)) = device else { return Ok(None) };
    let (sealed_team_key, team, team_name) = (row.get(3), TeamId(row.get(4)), row.get(5));
    Ok(Some(Admission { team, team_name, person, device, joined_at, role: role(&word)?, sealed_team_key }))
}

async fn new_device(together: &Transaction<'_>, invited: &Row, it: &Joining) -> Result<Admitted, StoreError> {
    let (number, word): (i64, String) = (invited.get(0), invited.get(2));
    let (device, person) = (it.device.as_str(), it.person.as_str());
    let run = async |sql: &str, parameters: Parameters<'_>| together.execute(sql, parameters).await.map_err(sorted);
    let used = "UPDATE gangway.invitations SET used_at = $2, used_by = $3 WHERE invitation = $1";
    run(used, &[&it.invitation.as_str(), &it.at, &device]).await?;
    let token = it.token_digest.as_slice();
    run(
        "INSERT INTO gangway.devices VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[&device, &number, &it.device_name, &person, &it.person_name, &word, &it.at, &token],
    )
    .await?;
    run(CHANGED, &[]).await?;
    Ok((it.person.clone(), it.device.clone(), word, it.at))
}

/// The device that the invitation made, if it is the one that asks.
async fn again(together: &Transaction<'_>, device: &str, it: &Joining) -> Result<Option<Admitted>, StoreError> {
    let find = "SELECT person, role, joined_at, token_digest FROM gangway.devices WHERE device = $1";
    let Some(row) = together.query_opt(find, &[&device]).await.map_err(sorted)? else { return Ok(None) };
    if !is_same(&digest(&row, 3, "devices.token_digest")?, &it.token_digest) {
        return Ok(None);
    }
    Ok(Some((PersonId(row.get(0)), DeviceId(device.to_owned()), row.get(1), row.get(2))))
}

async fn remove_device(together: &Transaction<'_>, team: &TeamId, device: &DeviceId) -> Result<Removal, StoreError> {
    // The rows of all admins are locked, so that two of them who remove each other do not both go.
    let number = number(together, team).await?;
    let admins = together
        .query(
            "SELECT device FROM gangway.devices WHERE team = $1 AND role = 'admin' ORDER BY device FOR UPDATE",
            &[&number],
        )
        .await
        .map_err(sorted)?;
    if admins.len() == 1 && admins[0].get::<_, &str>(0) == device.as_str() {
        return Ok(Removal::LastAdmin);
    }
    let removed = together
        .execute("DELETE FROM gangway.devices WHERE team = $1 AND device = $2", &[&number, &device.as_str()])
        .await
        .map_err(sorted)?;
    if removed == 0 {
        return Ok(Removal::NoDevice);
    }
    // Silent from now on.
    let silent = "UPDATE gangway.claim_leases SET until = 0 WHERE device = $1";
    together.execute(silent, &[&device.as_str()]).await.map_err(sorted)?;
    together.execute(CHANGED, &[]).await.map_err(sorted)?;
    Ok(Removal::Removed)
}

impl PostgresStore {
    /// Changes one endpoint of a team. Answers whether there is one.
    async fn of_endpoint(&self, sql: &str, team: &TeamId, more: Parameters<'_>) -> Result<bool, StoreError> {
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        let number = number(&together, team).await?;
        let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&number];
        parameters.extend(more);
        let found = together.execute(sql, &parameters).await.map_err(sorted)? > 0;
        if found {
            together.execute(CHANGED, &[]).await.map_err(sorted)?;
        }
        together.commit().await.map_err(sorted)?;
        Ok(found)
    }
}

impl Team for PostgresStore {
    async fn pin(&self, key: RelayKey) -> Result<RelayKey, StoreError> {
        let sql = "UPDATE gangway.meta SET relay_key = coalesce(relay_key, $1) RETURNING relay_key";
        let rows = query(&self.client().await?, sql, &[&key.0.as_slice()]).await?;
        let row = rows.first().ok_or_else(|| StoreError::damaged("meta", "there is no row"))?;
        digest(row, 0, "meta.relay_key").map(RelayKey)
    }

    async fn revision(&self) -> Result<i64, StoreError> {
        let rows = query(&self.client().await?, "SELECT revision FROM gangway.meta", &[]).await?;
        Ok(rows.first().map_or(0, |row| row.get(0)))
    }

    async fn directory(&self) -> Result<Directory, StoreError> {
        let mut client = self.client().await?;
        let together = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
        let together = together.start().await.map_err(sorted)?;
        let revision = together.query_one("SELECT revision FROM gangway.meta", &[]).await.map_err(sorted)?;
        let devices = together
            .query(
                "SELECT device, teams.team, devices.name, person, person_name, joined_at, token_digest, role
                 FROM gangway.devices JOIN gangway.teams ON teams.id = devices.team",
                &[],
            )
            .await
            .map_err(sorted)?;
        let endpoints = together
            .query(
                "SELECT endpoint, teams.team, provider, event, endpoints.created_at, created_by, secrets, sealed_secrets
                 FROM gangway.endpoints JOIN gangway.teams ON teams.id = endpoints.team",
                &[],
            )
            .await
            .map_err(sorted)?;
        Ok(Directory {
            revision: revision.get(0),
            devices: devices.iter().map(member).collect::<Result<_, _>>()?,
            endpoints: endpoints.iter().map(endpoint).collect(),
        })
    }

    async fn invite(&self, it: NewInvitation) -> Result<(), StoreError> {
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        let number = number(&together, &it.team).await?;
        let (digest, role) = (it.proof_digest.as_slice(), it.role.word());
        together
            .execute(
                "INSERT INTO gangway.invitations VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
                &[&it.id.as_str(), &number, &digest, &role, &it.invited, &it.sealed_team_key, &it.expires_at],
            )
            .await
            .map_err(sorted)?;
        together.commit().await.map_err(sorted)
    }

    async fn join(&self, joining: Joining) -> Result<Option<Admission>, StoreError> {
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        let admission = join(&together, &joining).await?;
        together.commit().await.map_err(sorted)?;
        Ok(admission)
    }

    async fn remove_device(&self, team: &TeamId, device: &DeviceId) -> Result<Removal, StoreError> {
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        let removal = remove_device(&together, team, device).await?;
        together.commit().await.map_err(sorted)?;
        Ok(removal)
    }

    async fn note_seen(&self, seen: Vec<Seen>) -> Result<(), StoreError> {
        super::seen::note(self, &seen).await
    }

    async fn seen(&self, team: &TeamId) -> Result<Vec<Seen>, StoreError> {
        super::seen::of_team(self, team).await
    }

    async fn add_endpoint(&self, it: KeptEndpoint) -> Result<(), StoreError> {
        let (by, secrets) = (it.created_by.as_ref().map(DeviceId::as_str), i32::from(it.secrets));
        let sql = "INSERT INTO gangway.endpoints VALUES ($2, $1, $3, $4, $5, $6, $7, $8)";
        let more: Parameters<'_> =
            &[&it.id, &it.provider, &it.event, &it.created_at, &by, &secrets, &it.sealed_secrets];
        self.of_endpoint(sql, &it.team, more).await.map(drop)
    }

    async fn change_secrets(&self, team: &TeamId, id: &str, secrets: u8, sealed: Vec<u8>) -> Result<bool, StoreError> {
        let sql = "UPDATE gangway.endpoints SET secrets = $3, sealed_secrets = $4 WHERE team = $1 AND endpoint = $2";
        self.of_endpoint(sql, team, &[&id, &i32::from(secrets), &sealed]).await
    }

    async fn remove_endpoint(&self, team: &TeamId, id: &str) -> Result<bool, StoreError> {
        self.of_endpoint("DELETE FROM gangway.endpoints WHERE team = $1 AND endpoint = $2", team, &[&id]).await
    }

    async fn reject(&self, team: &TeamId, call: RejectedCall) -> Result<(), StoreError> {
        let text = serde_json::to_string(&call).map_err(|error| StoreError::damaged(NOT_A_CALL, error))?;
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        let number = number(&together, team).await?;
        let put = "INSERT INTO gangway.rejected (team, call) VALUES ($1, $2)";
        together.execute(put, &[&number, &text]).await.map_err(sorted)?;
        let make_room = "DELETE FROM gangway.rejected WHERE team = $1 AND id <=
            (SELECT id FROM gangway.rejected WHERE team = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
        together.execute(make_room, &[&number, &i64::from(REJECTED_KEPT)]).await.map_err(sorted)?;
        together.commit().await.map_err(sorted)
    }

    async fn rejected(&self, team: &TeamId) -> Result<Vec<RejectedCall>, StoreError> {
        let client = self.client().await?;
        let number: i64 = match query(&client, NUMBER, &[&team.as_str()]).await?.first() {
            Some(row) => row.get(0),
            None => return Err(StoreError::NoTeam(team.clone())),
        };
        let rows =
            query(&client, "SELECT call FROM gangway.rejected WHERE team = $1 ORDER BY id DESC", &[&number]).await?;
        let read = |row: &Row| serde_json::from_str(row.get(0)).map_err(|error| StoreError::damaged(NOT_A_CALL, error));
        rows.iter().map(read).collect()
    }

    async fn beside(&self) -> Result<Beside, StoreError> {
        let (directory, beside) = (self.directory().await?, super::moving::beside(self).await?);
        let (devices, endpoints) = (directory.devices.into_values(), directory.endpoints.into_values());
        Ok(Beside { devices: devices.collect(), endpoints: endpoints.collect(), ..beside })
    }

    async fn put_beside(&self, all: Beside) -> Result<(), StoreError> {
        super::moving::put(self, &all).await
    }

    async fn probe(&self, at: i64) -> Result<(), StoreError> {
        let client = self.client().await?;
        client.execute("UPDATE gangway.meta SET probed_at = $1", &[&at]).await.map(drop).map_err(sorted)
    }
}
