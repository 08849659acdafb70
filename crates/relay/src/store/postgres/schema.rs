//! Tables of the store, and what the server must be like.

use super::sorted;
use crate::StoreError;
use tokio_postgres::{Client, Row};

/// The oldest server, as `server_version_num` says it.
const OLDEST_SERVER: i32 = 150_000;
/// Of two nodes that start together, one makes the tables. Any number will do, as long as it is always this one.
const TURN: i64 = 0x0067_616E_6777_6179;

/// `teams.seq` is the counter of a log: it is locked in the transaction that appends, so numbers become visible in their order
/// and without gaps. A sequence of the database would do neither (decision 0014).
const MIGRATIONS: [&str; 6] =
    [LOG, super::team::UP, super::team::USED_BY, super::seen::UP, super::claims::UP, super::links::UP];

const LOG: &str = "
CREATE TABLE gangway.teams (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    created_at BIGINT NOT NULL, seq BIGINT NOT NULL DEFAULT 0, link BYTEA NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE gangway.entries (
    team BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, key BYTEA NOT NULL, link BYTEA NOT NULL,
    envelope BYTEA NOT NULL, has_body BOOLEAN NOT NULL, PRIMARY KEY (team, seq), UNIQUE (team, key)
);
CREATE TABLE gangway.bodies (team BIGINT NOT NULL, seq BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (team, seq));
";

pub(super) async fn check_server(client: &Client) -> Result<(), StoreError> {
    let setting = async |name: &str| -> Result<String, StoreError> {
        let row: Row = client.query_one("SELECT current_setting($1)", &[&name]).await.map_err(sorted)?;
        Ok(row.get(0))
    };
    let number = setting("server_version_num").await?;
    if number.parse::<i32>().is_ok_and(|number| number < OLDEST_SERVER) {
        return Err(StoreError::TooOldServer(setting("server_version").await?));
    }
    for name in ["fsync", "full_page_writes"] {
        if setting(name).await? == "off" {
            return Err(StoreError::Unsafe(name));
        }
    }
    Ok(())
}

pub(super) async fn migrate(client: &mut Client) -> Result<(), StoreError> {
    let known = MIGRATIONS.len() as u32;
    let together = client.transaction().await.map_err(sorted)?;
    together.execute("SELECT pg_advisory_xact_lock($1)", &[&TURN]).await.map_err(sorted)?;
    together
        .batch_execute(
            "CREATE SCHEMA IF NOT EXISTS gangway;
             CREATE TABLE IF NOT EXISTS gangway.version (version INTEGER NOT NULL);
             INSERT INTO gangway.version SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM gangway.version);",
        )
        .await
        .map_err(sorted)?;
    let row = together.query_one("SELECT version FROM gangway.version", &[]).await.map_err(sorted)?;
    let found = u32::try_from(row.get::<_, i32>(0)).unwrap_or_default();
    let Some(missing) = MIGRATIONS.get(found as usize..) else { return Err(StoreError::Newer { found, known }) };
    for up in missing {
        together.batch_execute(up).await.map_err(sorted)?;
    }
    together.execute("UPDATE gangway.version SET version = $1", &[&(known as i32)]).await.map_err(sorted)?;
    together.commit().await.map_err(sorted)
}
