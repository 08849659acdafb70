//! One node: a file beside the relay.

mod append;
mod claims;
mod invitations;
mod keys;
mod moving;
mod read;
mod schema;
mod seen;
mod team;
mod writer;

use crate::{
    ClaimAnswer, ClaimOrder, Claims, KeptClaims, Log, LogHead, NewEntry, Placed, StoreError, Stored, TeamName,
    log::live::Live,
};
use gangway_wire::{DeviceId, Link, TeamId};
use rusqlite::{Connection, params};
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Readers that are kept open.
const READERS: usize = 8;

/// All teams of a relay in one SQLite file, with one writer that syncs what waits together. Cheap to clone; the file is closed
/// with the last clone.
#[derive(Clone)]
pub struct SqliteStore(Arc<Inner>);

struct Inner {
    path: PathBuf,
    writer: writer::Writer,
    readers: Mutex<Vec<Connection>>,
    live: Live,
    /// As long as it is open, no other relay opens the store: the keys in memory must see every append. Without it this one
    /// may not append.
    lock: Option<File>,
}

impl SqliteStore {
    /// Opens a store, or makes one. Blocks for as long as the disk takes.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, Some(locked(path)?))
    }

    /// Opens a store beside the relay that runs on it, for members and endpoints: nothing can be appended.
    pub fn open_beside(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, None)
    }

    fn open_with(path: &Path, lock: Option<File>) -> Result<Self, StoreError> {
        let connection = schema::open(path)?;
        let keys = match lock {
            Some(_) => keys::Keys::recall(&connection).map_err(schema::sorted)?,
            None => keys::Keys::none(),
        };
        let live = Live::default();
        let writer = writer::Writer::start(connection, keys, live.clone());
        let (path, readers) = (path.to_owned(), Mutex::default());
        Ok(Self(Arc::new(Inner { path, writer, readers, live, lock })))
    }

    /// Copies the store into a new file, as of one moment, while it is in use. Blocks for as long as the disk takes.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let connection = schema::open_reader(&self.0.path)?;
        let name = to.to_str().ok_or_else(|| StoreError::Silent(format!("{} is no text", to.display())))?;
        connection.execute("VACUUM INTO ?1", [name]).map(drop).map_err(schema::sorted)
    }

    /// Writes, together with whatever waits.
    async fn changing<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.0.writer.change(change).await
    }

    /// Reads, on a thread that may wait.
    async fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = Arc::clone(&self.0);
        let task = tokio::task::spawn_blocking(move || {
            let kept = inner.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match kept {
                Some(connection) => connection,
                None => schema::open_reader(&inner.path)?,
            };
            let outcome = read(&connection);
            let mut readers = inner.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < READERS {
                readers.push(connection);
            }
            outcome
        });
        task.await.map_err(|error| StoreError::Silent(error.to_string()))?
    }
}

fn locked(path: &Path) -> Result<File, StoreError> {
    let name = path.with_extension("lock");
    let lock = File::create(&name).map_err(|error| StoreError::Silent(format!("{}: {error}", name.display())))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.display().to_string())),
        Err(TryLockError::Error(error)) => Err(StoreError::Silent(error.to_string())),
    }
}

impl Log for SqliteStore {
    async fn add_team(&self, team: &TeamName, at: i64) -> Result<(), StoreError> {
        let team = team.clone();
        let add = move |c: &Connection| {
            c.execute(
                "INSERT INTO teams (team, name, created_at, link) VALUES (?1, ?2, ?3, ?4)",
                params![team.id.as_str(), team.name, at, Link::ORIGIN.0],
            )
            .map(drop)
            .map_err(schema::sorted)
        };
        self.changing(add).await
    }

    async fn teams(&self) -> Result<Vec<TeamName>, StoreError> {
        self.reading(|c| read::teams(c).map_err(schema::sorted)).await
    }

    async fn append(&self, team: &TeamId, batch: Vec<NewEntry>) -> Result<Vec<Placed>, StoreError> {
        if self.0.lock.is_none() {
            return Err(StoreError::InUse(self.0.path.display().to_string()));
        }
        self.0.writer.append(team.clone(), batch).await
    }

    async fn read(&self, team: &TeamId, from: u64, to: u64) -> Result<Vec<Stored>, StoreError> {
        let team = team.clone();
        self.reading(move |c| read::entries(c, &team, from, to)).await
    }

    async fn head(&self, team: &TeamId) -> Result<LogHead, StoreError> {
        let team = team.clone();
        self.reading(move |c| read::head(c, &team)).await
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
        let team = team.clone();
        self.reading(move |c| read::before(c, &team, at)).await
    }

    async fn forget_bodies(&self, team: &TeamId, seqs: Vec<u64>) -> Result<(), StoreError> {
        let team = team.clone();
        self.changing(move |c| moving::forget_bodies(c, &team, &seqs)).await
    }

    async fn erase_bodies(&self, team: &TeamId, before: i64, limit: u32) -> Result<u64, StoreError> {
        let team = team.clone();
        self.changing(move |c| read::erase_bodies(c, &team, before, limit)).await
    }
}

impl Claims for SqliteStore {
    async fn claim(&self, team: &TeamId, order: ClaimOrder) -> Result<ClaimAnswer, StoreError> {
        if self.0.lock.is_none() {
            return Err(StoreError::InUse(self.0.path.display().to_string()));
        }
        self.0.writer.claim(team.clone(), order).await
    }

    async fn renew(&self, team: &TeamId, device: &DeviceId, lease_ms: i64) -> Result<i64, StoreError> {
        let (team, device) = (team.clone(), device.clone());
        self.changing(move |c| claims::renewed(c, &team, &device, lease_ms)).await
    }

    async fn lapse(&self, team: &TeamId) -> Result<u64, StoreError> {
        if self.0.lock.is_none() {
            return Err(StoreError::InUse(self.0.path.display().to_string()));
        }
        self.0.writer.lapse(team.clone()).await
    }

    async fn claims(&self, team: &TeamId) -> Result<KeptClaims, StoreError> {
        let team = team.clone();
        self.reading(move |c| claims::claims(c, Some(&team))).await
    }
}
