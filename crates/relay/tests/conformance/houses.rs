//! Where a store lives, and how it is killed there.

use crate::support::Database;
use gangway_relay::{Claims, Links, Log, NewEntry, PostgresStore, SqliteStore, StoreError, Team, TeamName};
use gangway_wire::{Envelope, Key, TeamId};
use std::time::Duration;

pub(crate) trait House: Sized + Sync {
    type Store: Log + Team + Claims + Links;

    async fn new() -> Self;

    /// The nodes of one relay.
    async fn nodes(&self) -> Vec<Self::Store>;

    /// Ends the nodes in the middle of whatever they do.
    async fn kill(&self, nodes: Vec<Self::Store>);
}

pub(crate) struct SqliteHouse(tempfile::TempDir);

impl House for SqliteHouse {
    type Store = SqliteStore;

    async fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One node; the one before it may still be ending.
    async fn nodes(&self) -> Vec<SqliteStore> {
        for _ in 0..1000 {
            match SqliteStore::open(&self.0.path().join("relay.db")) {
                Err(StoreError::InUse(_)) => tokio::time::sleep(Duration::from_millis(10)).await,
                opened => return vec![opened.unwrap()],
            }
        }
        panic!("the store does not close")
    }

    async fn kill(&self, nodes: Vec<SqliteStore>) {
        drop(nodes);
    }
}

pub(crate) struct PostgresHouse(pub(crate) Database);

impl House for PostgresHouse {
    type Store = PostgresStore;

    async fn new() -> Self {
        Self(Database::new().await)
    }

    async fn nodes(&self) -> Vec<PostgresStore> {
        let (one, other) = tokio::join!(PostgresStore::open(&self.0.address), PostgresStore::open(&self.0.address));
        vec![one.unwrap(), other.unwrap()]
    }

    async fn kill(&self, nodes: Vec<PostgresStore>) {
        self.0.cut_connections().await;
        drop(nodes);
    }
}

/// A new team.
pub(crate) async fn team(store: &impl Log) -> TeamId {
    let id = TeamId(uuid::Uuid::new_v4().to_string());
    store.add_team(&TeamName { id: id.clone(), name: "Acme POS".into() }, 1).await.unwrap();
    id
}

/// The entry with a key: bytes that no other key has, and a body for every second one.
pub(crate) fn entry(key: u8, at: i64) -> NewEntry {
    let body = key.is_multiple_of(2).then(|| vec![key; 50]);
    NewEntry { key: Key([key; 16]), at, envelope: Envelope::from_bytes(format!("envelope {key}").into()), body }
}
