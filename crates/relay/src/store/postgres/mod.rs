//! Two nodes or more: a PostgreSQL server that they share.

mod append;
mod claims;
mod links;
mod listen;
mod moving;
mod queue;
mod read;
mod schema;
mod seen;
mod team;
mod tls;

use crate::{
    ClaimAnswer, ClaimOrder, Claims, KeptClaims, Log, LogHead, NewEntry, Placed, StoreError, Stored, TeamName,
    log::live::Live,
};
use deadpool_postgres::{Client, Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, Timeouts};
use gangway_wire::{DeviceId, Link, TeamId};
use queue::Queues;
use std::{sync::Arc, time::Duration};
use tls::Tls;
use tokio::task::JoinHandle;
use tokio_postgres::{Config, Row, error::SqlState};

/// Connections of a node, beside the one that listens.
const CONNECTIONS: usize = 16;
/// For a connection: a server that takes longer is silent.
const CONNECT: Duration = Duration::from_secs(1);
/// After this long without a sign of life a connection is given up, so that a failover is noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);
/// What every session sets, whatever the server's own settings are: what is committed is on disk, and on the synchronous
/// standbys if there are any; and a node that hangs does not hold a counter for ever.
const SESSION: &str =
    "-c synchronous_commit=on -c statement_timeout=10s -c idle_in_transaction_session_timeout=10s -c lock_timeout=5s";
/// On which nodes tell each other what they appended.
const CHANNEL: &str = "gangway_log";

/// All teams of a relay in one PostgreSQL database, which several nodes share. Cheap to clone.
#[derive(Clone)]
pub struct PostgresStore(Arc<Inner>);

struct Inner {
    pool: Pool,
    queues: Queues,
    live: Live,
    listening: JoinHandle<()>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.listening.abort();
        self.pool.close();
    }
}

impl PostgresStore {
    /// Connects to a database of the relay's own (`postgres://…`), and makes the tables where they are missing.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let mut config: Config = address.parse().map_err(sorted)?;
        let options = [config.get_options().unwrap_or_default(), SESSION].join(" ");
        config.options(options.trim()).application_name("gangway-relay").connect_timeout(CONNECT);
        config.keepalives_idle(SIGN_OF_LIFE).tcp_user_timeout(SIGN_OF_LIFE);
        tls::insist(&mut config);
        let tls = tls::connector()?;
        prepare(&config, &tls).await?;
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let (wait, create, recycle) = (Some(CONNECT), Some(CONNECT), Some(CONNECT));
        let pool = Pool::builder(Manager::from_config(config.clone(), tls.clone(), manager))
            .max_size(CONNECTIONS)
            .timeouts(Timeouts { wait, create, recycle })
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| StoreError::Silent(error.to_string()))?;
        let live = Live::default();
        let listening = tokio::spawn(listen::listen(config, tls, pool.clone(), live.clone()));
        let queues = Queues::new(pool.clone(), live.clone());
        Ok(Self(Arc::new(Inner { pool, queues, live, listening })))
    }

    async fn client(&self) -> Result<Client, StoreError> {
        self.0.pool.get().await.map_err(no_connection)
    }
}

async fn prepare(config: &Config, tls: &Tls) -> Result<(), StoreError> {
    let (mut client, connection) = config.connect(tls.clone()).await.map_err(sorted)?;
    let connection = tokio::spawn(connection);
    schema::check_server(&client).await?;
    schema::migrate(&mut client).await?;
    drop(client);
    let _ = connection.await;
    Ok(())
}

/// What the server said, in the words of a store.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn sorted(error: tokio_postgres::Error) -> StoreError {
    match error.code() {
        Some(code) if *code == SqlState::DISK_FULL => StoreError::Full,
        _ => StoreError::Silent(error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string)),
    }
}

fn no_connection(error: PoolError) -> StoreError {
    match error {
        PoolError::Closed => StoreError::Closed,
        PoolError::Backend(error) => sorted(error),
        PoolError::Timeout(_) | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
            StoreError::Silent(error.to_string())
        }
    }
}

fn link(row: &Row, column: usize) -> Result<Link, StoreError> {
    let bytes = row.get::<_, &[u8]>(column);
    bytes.try_into().map(Link).map_err(|error| StoreError::damaged("link", error))
}

impl Log for PostgresStore {
    async fn add_team(&self, team: &TeamName, at: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO gangway.teams (team, name, created_at, link) VALUES ($1, $2, $3, $4)";
        let origin = Link::ORIGIN.0.as_slice();
        let client = self.client().await?;
        client.execute(sql, &[&team.id.as_str(), &team.name, &at, &origin]).await.map(drop).map_err(sorted)
    }

    async fn teams(&self) -> Result<Vec<TeamName>, StoreError> {
        read::teams(&self.client().await?).await
    }

    async fn append(&self, team: &TeamId, batch: Vec<NewEntry>) -> Result<Vec<Placed>, StoreError> {
        self.0.queues.append(team, batch).await
    }

    async fn read(&self, team: &TeamId, from: u64, to: u64) -> Result<Vec<Stored>, StoreError> {
        read::entries(&self.client().await?, team, from, to).await
    }

    async fn head(&self, team: &TeamId) -> Result<LogHead, StoreError> {
        read::head(&self.client().await?, team).await
    }

    async fn wait(&self, team: &TeamId, beyond: u64) -> Result<LogHead, StoreError> {
        // Watched first, so that what is appended from now on is heard of.
        let mut watched = self.0.live.watch(team);
        let head = self.head(team).await?;
        if head.seq > beyond {
            return Ok(head);
        }
        watched.wait_for(|head| head.seq > beyond).await.map(|head| *head).map_err(|_| StoreError::Closed)
    }

    async fn before(&self, team: &TeamId, at: i64) -> Result<LogHead, StoreError> {
        read::before(&self.client().await?, team, at).await
    }

    async fn forget_bodies(&self, team: &TeamId, seqs: Vec<u64>) -> Result<(), StoreError> {
        moving::forget_bodies(self, team, &seqs).await
    }

    async fn erase_bodies(&self, team: &TeamId, before: i64, limit: u32) -> Result<u64, StoreError> {
        read::erase_bodies(&self.client().await?, team, before, limit).await
    }
}

impl Claims for PostgresStore {
    async fn claim(&self, team: &TeamId, order: ClaimOrder) -> Result<ClaimAnswer, StoreError> {
        claims::order(self, team, order).await
    }

    async fn renew(&self, team: &TeamId, device: &DeviceId, lease_ms: i64) -> Result<i64, StoreError> {
        claims::renew(self, team, device, lease_ms).await
    }

    async fn lapse(&self, team: &TeamId) -> Result<u64, StoreError> {
        claims::lapse(self, team).await
    }

    async fn claims(&self, team: &TeamId) -> Result<KeptClaims, StoreError> {
        claims::claims(self, Some(team)).await
    }
}
