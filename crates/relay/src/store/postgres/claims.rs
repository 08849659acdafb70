//! Who works on what. Every change is in the transaction of the entry that tells it, which holds the team's counter: of two nodes,
//! one decides after the other.

use super::{PostgresStore, append, link, no_connection, read::query, sorted};
use crate::{
    ClaimAnswer, ClaimOrder, Holder, KeptClaim, KeptClaims, KeptLease, KeptWait, LogHead, StoreError,
    claims::{Known, Plan, lapse as lapsed, plan, repeated},
};
use deadpool_postgres::{Client, Object};
use gangway_domain::claims::{Claimed, Held, Stage};
use gangway_wire::{ClaimKey, DeviceId, PersonId, TeamId};
use std::{collections::HashMap, time::Duration};
use tokio_postgres::{Row, types::ToSql};

/// Keys that lapse together at most.
const TOGETHER: i64 = 1000;
/// For one transaction.
const TRANSACTION: Duration = Duration::from_secs(5);

pub(super) const UP: &str = "
CREATE TABLE gangway.claims (
    team BIGINT NOT NULL, key TEXT NOT NULL, stage TEXT, device TEXT, person TEXT, fence BIGINT NOT NULL, since BIGINT NOT NULL,
    outcome BIGINT NOT NULL, PRIMARY KEY (team, key)
) WITH (fillfactor = 50);
CREATE INDEX claims_held ON gangway.claims (team, device) WHERE device IS NOT NULL;
CREATE TABLE gangway.claim_leases (
    team BIGINT NOT NULL, device TEXT NOT NULL, until BIGINT NOT NULL, PRIMARY KEY (team, device)
) WITH (fillfactor = 50);
CREATE TABLE gangway.claim_waits (
    team BIGINT NOT NULL, key TEXT NOT NULL, device TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (team, key, device)
);
";

/// After the counter is locked: not when the transaction began.
const NOW: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
const KNOWN: &str = "SELECT key, stage, claims.device, person, fence, since, outcome, until FROM gangway.claims
    LEFT JOIN gangway.claim_leases USING (team, device) WHERE team = $1 AND key = ANY($2)";
const SILENT: &str = "SELECT key, stage, claims.device, person, fence, since, outcome, until FROM gangway.claim_leases
    JOIN gangway.claims USING (team, device)
    WHERE team = $1 AND until <= $2 AND stage IN ('planned', 'leaving')
    ORDER BY key LIMIT $3";
const RENEW: &str = "INSERT INTO gangway.claim_leases VALUES ($1, $2, $3)
    ON CONFLICT (team, device) DO UPDATE SET until = excluded.until";
const PUT: &str = "INSERT INTO gangway.claims SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[],
        $6::bigint[], $7::bigint[], $8::bigint[])
    ON CONFLICT (team, key) DO UPDATE SET stage = excluded.stage, device = excluded.device, person = excluded.person,
        fence = excluded.fence, since = excluded.since, outcome = excluded.outcome";
const NO_WAITS: &str = "DELETE FROM gangway.claim_waits WHERE team = $1 AND key = ANY($2)";
const WAIT: &str = "INSERT INTO gangway.claim_waits SELECT $1, key, $3, $4, $5 FROM unnest($2::text[]) AS it (key)
    ON CONFLICT DO NOTHING";

/// Columns from `stage` on: stage, device, person, fence, since, outcome.
fn claimed(row: &Row, first: usize) -> Result<Claimed<Holder>, StoreError> {
    let outcome = row.get::<_, i64>(first + 5) as u64;
    let held = row.get::<_, Option<String>>(first).zip(row.get::<_, Option<String>>(first + 1).zip(row.get(first + 2)));
    let Some((stage, (device, person))) = held else { return Ok(Claimed { held: None, outcome }) };
    let stage = Stage::read(&stage).ok_or_else(|| StoreError::damaged("claims.stage", stage))?;
    let by = Holder { device: DeviceId(device), person: PersonId(person) };
    let (fence, since) = (row.get::<_, i64>(first + 3) as u64, row.get(first + 4));
    Ok(Claimed { held: Some(Held { by, stage, fence, since }), outcome })
}

fn known(row: &Row) -> Result<(ClaimKey, Known), StoreError> {
    Ok((ClaimKey(row.get(0)), Known { claimed: claimed(row, 1)?, until: row.get(7) }))
}

/// A transaction that has the team's counter.
struct Turn<'a> {
    client: &'a Client,
    number: i64,
    head: LogHead,
    now: i64,
}

impl<'a> Turn<'a> {
    async fn begin(client: &'a Client, team: &TeamId) -> Result<Self, StoreError> {
        client.batch_execute(append::BEGIN).await.map_err(sorted)?;
        let counter = query(client, append::COUNTER, &[&team.as_str()]).await?;
        let counter = counter.first().ok_or_else(|| StoreError::NoTeam(team.clone()))?;
        let head = LogHead { seq: counter.get::<_, i64>(1) as u64, link: link(counter, 2)? };
        let now = now(client).await?;
        Ok(Self { client, number: counter.get(0), head, now })
    }

    async fn run(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<(), StoreError> {
        let prepared = self.client.prepare_cached(sql).await.map_err(sorted)?;
        self.client.execute(&prepared, parameters).await.map(drop).map_err(sorted)
    }

    async fn order(&self, order: &ClaimOrder) -> Result<Result<Plan, ClaimAnswer>, StoreError> {
        let until = self.now + order.limits.lease_ms;
        self.run(RENEW, &[&self.number, &order.by.device.as_str(), &until]).await?;
        let keys: Vec<&str> = order.keys.iter().map(|key| key.0.as_str()).collect();
        let rows = query(self.client, KNOWN, &[&self.number, &keys]).await?;
        let mut found = rows.iter().map(known).collect::<Result<HashMap<_, _>, _>>()?;
        let rows: Vec<Known> = order.keys.iter().map(|key| found.remove(key).unwrap_or_default()).collect();
        let there = "SELECT seq FROM gangway.entries WHERE team = $1 AND key = $2";
        let there = query(self.client, there, &[&self.number, &order.key.0.as_slice()]).await?;
        let planned = match there.first() {
            Some(row) => {
                let seq = row.get::<_, i64>(0) as u64;
                repeated(order, &rows, seq, self.now).map(|done| Plan { done, ..Plan::default() })
            }
            None => plan(order, &rows, self.head.seq, self.now),
        };
        Ok(planned.map_err(ClaimAnswer::Refused))
    }

    async fn write(&self, plan: &Plan, waiting: Option<&Holder>) -> Result<(), StoreError> {
        put_rows(self, plan.rows.iter()).await?;
        let free: Vec<&str> =
            plan.rows.iter().filter(|(_, it)| it.held.is_none()).map(|(key, _)| key.0.as_str()).collect();
        if !free.is_empty() {
            self.run(NO_WAITS, &[&self.number, &free]).await?;
        }
        if let Some(by) = waiting.filter(|_| !plan.waits.is_empty()) {
            let keys: Vec<&str> = plan.waits.iter().map(|key| key.0.as_str()).collect();
            let (device, person) = (by.device.as_str(), by.person.as_str());
            self.run(WAIT, &[&self.number, &keys, &device, &person, &plan.done.now]).await?;
        }
        Ok(())
    }

    /// Appends what is told, and commits.
    async fn commit(&self, team: &TeamId, plan: &Plan) -> Result<LogHead, StoreError> {
        let entries: Vec<_> = plan.entries.iter().collect();
        append::commit(self.client, (self.number, team), &entries, self.head).await
    }
}

async fn put_rows(
    turn: &Turn<'_>,
    rows: impl Iterator<Item = (&ClaimKey, &Claimed<Holder>)>,
) -> Result<(), StoreError> {
    let rows: Vec<_> = rows.map(|(key, it)| (key.0.as_str(), it.held.as_ref(), it.outcome as i64)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = rows.iter().map(|(key, ..)| *key).collect();
    let stages: Vec<Option<&str>> = rows.iter().map(|(_, held, _)| held.map(|it| it.stage.word())).collect();
    let devices: Vec<Option<&str>> = rows.iter().map(|(_, held, _)| held.map(|it| it.by.device.as_str())).collect();
    let persons: Vec<Option<&str>> = rows.iter().map(|(_, held, _)| held.map(|it| it.by.person.as_str())).collect();
    let fences: Vec<i64> = rows.iter().map(|(_, held, _)| held.map_or(0, |it| it.fence as i64)).collect();
    let since: Vec<i64> = rows.iter().map(|(_, held, _)| held.map_or(0, |it| it.since)).collect();
    let outcomes: Vec<i64> = rows.iter().map(|(.., outcome)| *outcome).collect();
    turn.run(PUT, &[&turn.number, &keys, &stages, &devices, &persons, &fences, &since, &outcomes]).await
}

async fn now(client: &Client) -> Result<i64, StoreError> {
    let rows = query(client, NOW, &[]).await?;
    rows.first().map(|row| row.get(0)).ok_or_else(|| StoreError::damaged("the clock", "it says nothing"))
}

/// Something in a transaction of its own that has the counter. What it appends is told to whoever waits here.
async fn in_turn<T>(
    store: &PostgresStore,
    team: &TeamId,
    work: impl AsyncFnOnce(&Client) -> Result<(T, LogHead), StoreError>,
) -> Result<T, StoreError> {
    let client = store.0.pool.get().await.map_err(no_connection)?;
    let done = tokio::time::timeout(TRANSACTION, work(&client)).await;
    match done.unwrap_or_else(|_| Err(StoreError::Silent("a transaction took too long".to_owned()))) {
        Ok((done, head)) => {
            store.0.live.reached(team, head);
            Ok(done)
        }
        Err(error) => {
            // A transaction may be open on it. Cut off, the server takes it back.
            drop(Object::take(client));
            Err(error)
        }
    }
}

pub(super) async fn order(store: &PostgresStore, team: &TeamId, order: ClaimOrder) -> Result<ClaimAnswer, StoreError> {
    in_turn(store, team, async |client| {
        let turn = Turn::begin(client, team).await?;
        match turn.order(&order).await? {
            Ok(plan) => {
                turn.write(&plan, Some(&order.by)).await?;
                let head = turn.commit(team, &plan).await?;
                Ok((ClaimAnswer::Done(plan.done), head))
            }
            // The lease was renewed.
            Err(refused) => Ok((refused, turn.commit(team, &Plan::default()).await?)),
        }
    })
    .await
}

pub(super) async fn lapse(store: &PostgresStore, team: &TeamId) -> Result<u64, StoreError> {
    in_turn(store, team, async |client| {
        let turn = Turn::begin(client, team).await?;
        let rows = query(client, SILENT, &[&turn.number, &turn.now, &TOGETHER]).await?;
        let rows = rows.iter().map(known).collect::<Result<_, _>>()?;
        let plan = lapsed(rows, turn.head.seq, turn.now);
        turn.write(&plan, None).await?;
        let head = turn.commit(team, &plan).await?;
        Ok((plan.rows.len() as u64, head))
    })
    .await
}

pub(super) async fn renew(
    store: &PostgresStore,
    team: &TeamId,
    device: &DeviceId,
    lease_ms: i64,
) -> Result<i64, StoreError> {
    let client = store.client().await?;
    let sql = "INSERT INTO gangway.claim_leases
        SELECT id, $2, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $3 FROM gangway.teams WHERE team = $1
        ON CONFLICT (team, device) DO UPDATE SET until = excluded.until RETURNING until";
    let rows = query(&client, sql, &[&team.as_str(), &device.as_str(), &lease_ms]).await?;
    let row = rows.first().ok_or_else(|| StoreError::NoTeam(team.clone()))?;
    Ok(row.get::<_, i64>(0) - lease_ms)
}

/// How claims stand; of all teams where none is named.
pub(super) async fn claims(store: &PostgresStore, of: Option<&TeamId>) -> Result<KeptClaims, StoreError> {
    let client = store.client().await?;
    let of = of.map(TeamId::as_str);
    if let Some(team) = of
        && query(&client, "SELECT 1 FROM gangway.teams WHERE team = $1", &[&team]).await?.is_empty()
    {
        return Err(StoreError::NoTeam(team.into()));
    }
    let claims = "SELECT teams.team, key, stage, device, person, fence, since, outcome FROM gangway.claims
        JOIN gangway.teams ON teams.id = claims.team WHERE $1::text IS NULL OR teams.team = $1 ORDER BY key COLLATE \"C\"";
    let kept =
        |row: &Row| Ok(KeptClaim { team: TeamId(row.get(0)), key: ClaimKey(row.get(1)), claimed: claimed(row, 2)? });
    let claims = query(&client, claims, &[&of]).await?.iter().map(kept).collect::<Result<_, StoreError>>()?;
    let waits = "SELECT teams.team, key, device, person, at FROM gangway.claim_waits
        JOIN gangway.teams ON teams.id = claim_waits.team WHERE $1::text IS NULL OR teams.team = $1
        ORDER BY key COLLATE \"C\", at";
    let waits = query(&client, waits, &[&of]).await?;
    let waits = waits.iter().map(|row| {
        let by = Holder { device: DeviceId(row.get(2)), person: PersonId(row.get(3)) };
        KeptWait { team: TeamId(row.get(0)), key: ClaimKey(row.get(1)), by, at: row.get(4) }
    });
    let leases = "SELECT teams.team, device, until FROM gangway.claim_leases
        JOIN gangway.teams ON teams.id = claim_leases.team WHERE $1::text IS NULL OR teams.team = $1
        ORDER BY device COLLATE \"C\"";
    let leases = query(&client, leases, &[&of]).await?;
    let leases = leases.iter().map(|row| KeptLease {
        team: TeamId(row.get(0)),
        device: DeviceId(row.get(1)),
        until: row.get(2),
    });
    Ok(KeptClaims { now: now(&client).await?, claims, waits: waits.collect(), leases: leases.collect() })
}

/// Into a store that has the teams and nothing of claims.
pub(super) async fn put_kept(store: &PostgresStore, all: &KeptClaims) -> Result<(), StoreError> {
    let mut teams: Vec<&TeamId> = all.claims.iter().map(|it| &it.team).collect();
    teams.extend(all.waits.iter().map(|it| &it.team).chain(all.leases.iter().map(|it| &it.team)));
    teams.sort();
    teams.dedup();
    for team in teams {
        in_turn(store, team, async |client| {
            let turn = Turn::begin(client, team).await?;
            let ours = all.claims.iter().filter(|it| it.team == *team);
            put_rows(&turn, ours.map(|it| (&it.key, &it.claimed))).await?;
            for it in all.waits.iter().filter(|it| it.team == *team) {
                let (keys, device, person) = (vec![it.key.0.as_str()], it.by.device.as_str(), it.by.person.as_str());
                turn.run(WAIT, &[&turn.number, &keys, &device, &person, &it.at]).await?;
            }
            for it in all.leases.iter().filter(|it| it.team == *team) {
                turn.run(RENEW, &[&turn.number, &it.device.as_str(), &it.until]).await?;
            }
            Ok(((), turn.commit(team, &Plan::default()).await?))
        })
        .await?;
    }
    Ok(())
}
