//! What is read of a log, and what of it is erased.

use super::{link, sorted};
use crate::{LogHead, READ_BYTES, READ_ENTRIES, StoreError, Stored, TeamName};
use deadpool_postgres::Client;
use gangway_wire::{Body, Envelope, Link, TeamId};
use tokio_postgres::{Row, types::ToSql};

pub(super) async fn query(
    client: &Client,
    sql: &str,
    parameters: &[&(dyn ToSql + Sync)],
) -> Result<Vec<Row>, StoreError> {
    let prepared = client.prepare_cached(sql).await.map_err(sorted)?;
    client.query(&prepared, parameters).await.map_err(sorted)
}

pub(super) async fn teams(client: &Client) -> Result<Vec<TeamName>, StoreError> {
    let rows = query(client, r#"SELECT team, name FROM gangway.teams ORDER BY name COLLATE "C", team"#, &[]).await?;
    Ok(rows.iter().map(|row| TeamName { id: TeamId(row.get(0)), name: row.get(1) }).collect())
}

async fn known(client: &Client, team: &TeamId) -> Result<(i64, LogHead), StoreError> {
    let rows = query(client, "SELECT id, seq, link FROM gangway.teams WHERE team = $1", &[&team.as_str()]).await?;
    let row = rows.first().ok_or_else(|| StoreError::NoTeam(team.clone()))?;
    Ok((row.get(0), LogHead { seq: row.get::<_, i64>(1) as u64, link: link(row, 2)? }))
}

pub(super) async fn head(client: &Client, team: &TeamId) -> Result<LogHead, StoreError> {
    Ok(known(client, team).await?.1)
}

pub(super) async fn entries(client: &Client, team: &TeamId, from: u64, to: u64) -> Result<Vec<Stored>, StoreError> {
    let (number, head) = known(client, team).await?;
    let to = to.min(head.seq).min(from.saturating_add(READ_ENTRIES - 1));
    if from == 0 || from > to {
        return Ok(Vec::new());
    }
    // Lengths are read without the bytes, so that no more bytes are read than are handed out.
    let rows = query(
        client,
        "SELECT seq, link, envelope, has_body, body FROM (
             SELECT entries.*, body, sum(length(envelope) + coalesce(length(body), 0)) OVER (ORDER BY entries.seq)
                 - length(envelope) - coalesce(length(body), 0) AS before
             FROM gangway.entries LEFT JOIN gangway.bodies USING (team, seq)
             WHERE entries.team = $1 AND entries.seq BETWEEN $2 AND $3
         ) AS measured WHERE before <= $4 ORDER BY seq",
        &[&number, &(from as i64), &(to as i64), &(READ_BYTES as i64)],
    )
    .await?;
    rows.iter().map(entry).collect()
}

fn entry(row: &Row) -> Result<Stored, StoreError> {
    let body = match row.get::<_, Option<Vec<u8>>>(4) {
        Some(bytes) => Body::Present(bytes),
        None if row.get(3) => Body::Erased,
        None => Body::None,
    };
    let (seq, envelope) = (row.get::<_, i64>(0) as u64, Envelope::from_bytes(row.get(2)));
    Ok(Stored { seq, link: link(row, 1)?, envelope, body })
}

/// By halves, as in the other store.
pub(super) async fn before(client: &Client, team: &TeamId, at: i64) -> Result<LogHead, StoreError> {
    let (number, head) = known(client, team).await?;
    let one = "SELECT at, link FROM gangway.entries WHERE team = $1 AND seq = $2";
    let (mut low, mut high) = (1, head.seq + 1);
    while low < high {
        let middle = u64::midpoint(low, high);
        let rows = query(client, one, &[&number, &(middle as i64)]).await?;
        let row = rows.first().ok_or_else(|| StoreError::damaged("entries.seq", format!("{middle} is missing")))?;
        if row.get::<_, i64>(0) < at { low = middle + 1 } else { high = middle }
    }
    let seq = low - 1;
    let rows = query(client, one, &[&number, &(seq as i64)]).await?;
    let link = rows.first().map_or(Ok(Link::ORIGIN), |row| link(row, 1))?;
    Ok(LogHead { seq, link })
}

pub(super) async fn erase_bodies(client: &Client, team: &TeamId, before: i64, limit: u32) -> Result<u64, StoreError> {
    let (number, _) = known(client, team).await?;
    let erase = client
        .prepare_cached(
            "DELETE FROM gangway.bodies WHERE team = $1 AND seq IN (
                 SELECT seq FROM gangway.bodies JOIN gangway.entries USING (team, seq)
                 WHERE team = $1 AND at < $2 ORDER BY seq LIMIT $3)",
        )
        .await
        .map_err(sorted)?;
    client.execute(&erase, &[&number, &before, &i64::from(limit)]).await.map_err(sorted)
}
