//! Links by which merchants sign in.

use super::{PostgresStore, read::query, sorted, team::number};
use crate::{KeptLink, LinkBy, LinkChange, LinkChanged, Links, StoreError};
use deadpool_postgres::Transaction;
use gangway_wire::TeamId;
use tokio_postgres::{Row, types::ToSql};

pub(super) const UP: &str = "
CREATE TABLE gangway.links (
    link TEXT PRIMARY KEY, team BIGINT NOT NULL, secret_digest BYTEA NOT NULL UNIQUE, state_digest BYTEA NOT NULL UNIQUE,
    made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, kept TEXT NOT NULL
);
CREATE INDEX links_of_team ON gangway.links (team, made_at);
";

/// One that is there already stays as it is.
pub(super) async fn put(together: &Transaction<'_>, it: &KeptLink) -> Result<(), StoreError> {
    let (team, text) = (number(together, &it.team).await?, it.text()?);
    let (secret, state) = (it.secret_digest.0.as_slice(), it.state_digest.0.as_slice());
    let values: &[&(dyn ToSql + Sync)] =
        &[&it.link.as_str(), &team, &secret, &state, &it.made_at, &it.expires_at, &text];
    let sql = "INSERT INTO gangway.links VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (link) DO NOTHING";
    together.execute(sql, values).await.map(drop).map_err(sorted)
}

/// Of one team, or of all.
pub(super) async fn all(store: &PostgresStore, team: Option<&TeamId>) -> Result<Vec<KeptLink>, StoreError> {
    let sql = "SELECT kept FROM gangway.links JOIN gangway.teams ON teams.id = links.team
        WHERE $1::text IS NULL OR teams.team = $1 ORDER BY made_at DESC, links.link COLLATE \"C\"";
    let rows = query(&store.client().await?, sql, &[&team.map(TeamId::as_str)]).await?;
    rows.iter().map(|row| KeptLink::read(row.get(0))).collect()
}

fn found(by: &LinkBy, rows: &[Row]) -> Result<Option<KeptLink>, StoreError> {
    let found = rows.first().map(|row| KeptLink::read(row.get(0))).transpose()?;
    Ok(found.filter(|it| by.is_allowed(it)))
}

/// The statement that finds it, and what it is found by.
fn finding(by: &LinkBy, more: &str) -> (String, Box<dyn ToSql + Sync + Send>) {
    let sql = format!("SELECT kept FROM gangway.links WHERE {} = $1 {more}", by.column());
    match by {
        LinkBy::Secret(digest) | LinkBy::State(digest) => (sql, Box::new(digest.0.to_vec())),
        LinkBy::Id(_, link) => (sql, Box::new(link.0.clone())),
    }
}

impl Links for PostgresStore {
    async fn add_links(&self, links: Vec<KeptLink>) -> Result<(), StoreError> {
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        for it in &links {
            put(&together, it).await?;
        }
        together.commit().await.map_err(sorted)
    }

    async fn links(&self, team: &TeamId) -> Result<Vec<KeptLink>, StoreError> {
        all(self, Some(team)).await
    }

    async fn link(&self, by: LinkBy) -> Result<Option<KeptLink>, StoreError> {
        let (sql, value) = finding(&by, "");
        let rows = query(&self.client().await?, &sql, &[&*value]).await?;
        found(&by, &rows)
    }

    /// The row is locked until it is written: of two nodes one decides after the other.
    async fn change_link(&self, by: LinkBy, change: LinkChange, now: i64) -> Result<Option<LinkChanged>, StoreError> {
        let mut client = self.client().await?;
        let together = client.transaction().await.map_err(sorted)?;
        let (sql, value) = finding(&by, "FOR UPDATE");
        let rows = together.query(sql.as_str(), &[&*value]).await.map_err(sorted)?;
        let Some(mut link) = found(&by, &rows)? else { return Ok(None) };
        let outcome = match link.next(&change, now) {
            Err(refused) => Err(refused),
            Ok(progress) => {
                link.progress = progress;
                let write = "UPDATE gangway.links SET kept = $2 WHERE link = $1";
                together.execute(write, &[&link.link.as_str(), &link.text()?]).await.map_err(sorted)?;
                Ok(())
            }
        };
        together.commit().await.map_err(sorted)?;
        Ok(Some((link, outcome)))
    }

    async fn remove_links(&self, ended_before: i64) -> Result<u64, StoreError> {
        let sql = "DELETE FROM gangway.links WHERE expires_at < $1";
        self.client().await?.execute(sql, &[&ended_before]).await.map_err(sorted)
    }
}
