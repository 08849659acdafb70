//! What is beside the logs, all of it, for a relay that moves to another store.

use super::{
    PostgresStore,
    read::query,
    sorted,
    team::{digest, number, role},
};
use crate::{Beside, KeptInvitation, NewInvitation, Seen, StoreError};
use gangway_wire::{DeviceId, InvitationId, RelayKey, TeamId};
use tokio_postgres::Row;

/// Invitations and what was seen; devices and endpoints are the directory's.
pub(super) async fn beside(store: &PostgresStore) -> Result<Beside, StoreError> {
    let client = store.client().await?;
    let key = query(&client, "SELECT relay_key FROM gangway.meta WHERE relay_key IS NOT NULL", &[]).await?;
    let relay_key = key.first().map(|row| digest(row, 0, "meta.relay_key").map(RelayKey)).transpose()?;
    let invitations =
        "SELECT invitation, teams.team, proof_digest, role, invited, sealed_team_key, expires_at, used_at, used_by
        FROM gangway.invitations JOIN gangway.teams ON teams.id = invitations.team";
    let invitations = query(&client, invitations, &[]).await?.iter().map(invitation).collect::<Result<_, _>>()?;
    let seen = query(&client, "SELECT device, at, has FROM gangway.device_seen", &[]).await?;
    let seen =
        seen.iter().map(|row| Seen { device: DeviceId(row.get(0)), at: row.get(1), has: row.get::<_, i64>(2) as u64 });
    let (claims, links) = (super::claims::claims(store, None).await?, super::links::all(store, None).await?);
    Ok(Beside { relay_key, invitations, seen: seen.collect(), claims, links, ..Beside::default() })
}

fn invitation(row: &Row) -> Result<KeptInvitation, StoreError> {
    let invitation = NewInvitation {
        id: InvitationId(row.get(0)),
        team: TeamId(row.get(1)),
        proof_digest: digest(row, 2, "invitations.proof_digest")?,
        role: role(row.get(3))?,
        invited: row.get(4),
        sealed_team_key: row.get(5),
        expires_at: row.get(6),
    };
    Ok(KeptInvitation { invitation, used_at: row.get(7), used_by: row.get(8) })
}

/// All of it or nothing.
pub(super) async fn put(store: &PostgresStore, all: &Beside) -> Result<(), StoreError> {
    let mut client = store.client().await?;
    let together = client.transaction().await.map_err(sorted)?;
    for it in &all.devices {
        let (team, token) = (number(&together, &it.team).await?, it.token_digest.as_slice());
        let (device, person, role) = (it.device.as_str(), it.person.as_str(), it.role.word());
        let sql = "INSERT INTO gangway.devices VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values: &[&(dyn tokio_postgres::types::ToSql + Sync)] =
            &[&device, &team, &it.name, &person, &it.person_name, &role, &it.joined_at, &token];
        together.execute(sql, values).await.map_err(sorted)?;
    }
    for KeptInvitation { invitation: it, used_at, used_by } in &all.invitations {
        let (team, proof, role) = (number(&together, &it.team).await?, it.proof_digest.as_slice(), it.role.word());
        let (id, key) = (it.id.as_str(), &it.sealed_team_key);
        let sql = "INSERT INTO gangway.invitations VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let values: &[&(dyn tokio_postgres::types::ToSql + Sync)] =
            &[&id, &team, &proof, &role, &it.invited, key, &it.expires_at, used_at, used_by];
        together.execute(sql, values).await.map_err(sorted)?;
    }
    for it in &all.endpoints {
        let team = number(&together, &it.team).await?;
        let (by, secrets) = (it.created_by.as_ref().map(DeviceId::as_str), i32::from(it.secrets));
        let sql = "INSERT INTO gangway.endpoints VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values: &[&(dyn tokio_postgres::types::ToSql + Sync)] =
            &[&it.id, &team, &it.provider, &it.event, &it.created_at, &by, &secrets, &it.sealed_secrets];
        together.execute(sql, values).await.map_err(sorted)?;
    }
    for it in &all.links {
        super::links::put(&together, it).await?;
    }
    let key = all.relay_key.map(|key| key.0);
    let sql = "UPDATE gangway.meta SET relay_key = $1, revision = revision + 1";
    together.execute(sql, &[&key.as_ref().map(<[u8; 32]>::as_slice)]).await.map_err(sorted)?;
    together.commit().await.map_err(sorted)?;
    super::seen::note(store, &all.seen).await?;
    super::claims::put_kept(store, &all.claims).await
}

pub(super) async fn forget_bodies(store: &PostgresStore, team: &TeamId, seqs: &[u64]) -> Result<(), StoreError> {
    let seqs: Vec<i64> = seqs.iter().map(|seq| *seq as i64).collect();
    let sql = "DELETE FROM gangway.bodies USING gangway.teams
        WHERE teams.id = bodies.team AND teams.team = $1 AND bodies.seq = ANY($2)";
    store.client().await?.execute(sql, &[&team.as_str(), &seqs]).await.map(drop).map_err(sorted)
}
