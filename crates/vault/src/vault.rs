use crate::{Store, StoreError, folder, folder_from_environment, keyring_store::Keyring, memory::Memory};
use secrecy::{ExposeSecret, SecretString};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

/// A keyring that has not answered by then waits for a prompt that nobody sees.
const LIMIT: Duration = Duration::from_secs(5);

/// Where secrets are kept, for everybody to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// In the operating system's keyring.
    Keyring,
    /// Read from a folder of files; what is learned meanwhile stays in memory.
    Folder(PathBuf),
    /// There is a keyring and it is locked: nothing can be read or stored until somebody unlocks it.
    Locked(String),
    /// There is no keyring: secrets are kept for this session only.
    Absent(String),
}

/// Why a secret could not be read or stored.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum VaultError {
    /// Unlock the keyring and try again.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring answered something else.
    #[error(transparent)]
    Store(StoreError),
}

type Job = Box<dyn FnOnce(&mut Worker) + Send>;

/// The vault of one profile. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    jobs: mpsc::UnboundedSender<Job>,
    state: watch::Receiver<State>,
    stuck: Arc<AtomicBool>,
}

/// Lives on the worker thread.
struct Worker {
    store: Box<dyn Store>,
    /// Used instead of the store once it turned out to be absent, and for writing in folder mode.
    session: Memory,
    folder: Option<PathBuf>,
    state: watch::Sender<State>,
}

impl Vault {
    /// Opens the vault of a profile and tests it by writing, reading and deleting a random entry.
    pub async fn open(namespace: &str) -> Self {
        Self::with(Box::new(Keyring::new(namespace)), folder_from_environment(), LIMIT).await
    }

    /// For tests: nothing outlives the program.
    pub async fn in_memory() -> Self {
        Self::with(Box::new(Memory::default()), None, LIMIT).await
    }

    async fn with(store: Box<dyn Store>, folder: Option<PathBuf>, limit: Duration) -> Self {
        let first = folder.clone().map_or_else(|| State::Locked("not tested yet".to_owned()), State::Folder);
        let (sender, state) = watch::channel(first);
        let (jobs, mut queue) = mpsc::unbounded_channel::<Job>();
        let stuck = Arc::new(AtomicBool::new(false));
        let mut worker = Worker { store, session: Memory::default(), folder, state: sender };
        let freed = Arc::clone(&stuck);
        std::thread::spawn(move || {
            while let Some(job) = queue.blocking_recv() {
                job(&mut worker);
                freed.store(false, Ordering::SeqCst);
            }
        });
        let vault = Self { jobs, state, stuck };
        let _ = vault.within(limit, Worker::tested).await;
        vault
    }

    /// Where secrets are kept now.
    pub fn state(&self) -> State {
        if self.stuck.load(Ordering::SeqCst) {
            return State::Locked("the keyring does not answer; is it asking for its password?".to_owned());
        }
        self.state.borrow().clone()
    }

    /// Tests the keyring again, after somebody unlocked it.
    pub async fn test(&self) -> State {
        let _ = self.within(LIMIT, Worker::tested).await;
        self.state()
    }

    /// The secret, if there is one.
    pub async fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        let name = name.to_owned();
        self.within(LIMIT, move |worker| worker.get(&name)).await
    }

    /// Stores or replaces a secret.
    pub async fn put(&self, name: &str, secret: SecretString) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.within(LIMIT, move |worker| worker.put(&name, &secret)).await
    }

    /// Stores a secret that must be there at the next start as well: where secrets are files, in a file of its own. Fails where it
    /// would be forgotten.
    pub async fn keep(&self, name: &str, secret: SecretString) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.within(LIMIT, move |worker| worker.keep(&name, &secret)).await
    }

    /// Removes what [`Vault::keep`] stored.
    pub async fn discard(&self, name: &str) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.within(LIMIT, move |worker| worker.discard(&name)).await
    }

    /// Removes a secret; nothing happens when there is none.
    pub async fn remove(&self, name: &str) -> Result<(), VaultError> {
        let name = name.to_owned();
        self.within(LIMIT, move |worker| worker.remove(&name)).await
    }

    async fn within<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(&mut Worker) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, VaultError> {
        // The worker hangs in an earlier call: waiting behind it would hang the caller too.
        if self.stuck.load(Ordering::SeqCst) {
            return Err(VaultError::Locked);
        }
        let (answer, mut answered) = oneshot::channel();
        let job: Job = Box::new(move |worker| {
            let _ = answer.send(work(worker));
        });
        self.jobs.send(job).map_err(|_| VaultError::Locked)?;
        let outcome = if let Ok(answer) = tokio::time::timeout(limit, &mut answered).await {
            // Without an answer the worker is gone, and nothing can be read any more.
            answer.map_err(|_| VaultError::Locked)?
        } else {
            self.stuck.store(true, Ordering::SeqCst);
            // It may have answered in this very moment; then nobody else would ever say that it is free again.
            let Ok(outcome) = answered.try_recv() else { return Err(VaultError::Locked) };
            self.stuck.store(false, Ordering::SeqCst);
            outcome
        };
        outcome.map_err(|error| match error {
            StoreError::Locked(_) => VaultError::Locked,
            error => VaultError::Store(error),
        })
    }
}

impl Worker {
    /// [`Worker::test`] as a job; what it finds is the state, not an error.
    #[expect(clippy::unnecessary_wraps, reason = "a job answers with a result")]
    fn tested(&mut self) -> Result<(), StoreError> {
        self.test();
        Ok(())
    }

    fn test(&mut self) {
        if self.folder.is_some() {
            return;
        }
        let state = match self.write_read_delete() {
            Ok(()) => State::Keyring,
            Err(StoreError::Locked(why)) => State::Locked(why),
            Err(StoreError::Absent(why) | StoreError::Failed(why) | StoreError::Forgetful(why)) => State::Absent(why),
            Err(error @ StoreError::File { .. }) => State::Absent(error.to_string()),
        };
        self.state.send_replace(state);
    }

    fn write_read_delete(&mut self) -> Result<(), StoreError> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| StoreError::Failed(error.to_string()))?;
        let value = SecretString::from(hex::encode(random));
        let name = format!("self-test-{}", &value.expose_secret()[..8]);
        self.store.put(&name, &value)?;
        let back = self.store.get(&name)?;
        self.store.remove(&name)?;
        match back {
            Some(back) if back.expose_secret() == value.expose_secret() => Ok(()),
            _ => Err(StoreError::Failed("it did not give back what was stored".to_owned())),
        }
    }

    /// The store to use, or the reason why there is none.
    fn place(&mut self) -> Result<&mut dyn Store, StoreError> {
        let state = self.state.borrow().clone();
        match state {
            State::Keyring => Ok(self.store.as_mut()),
            State::Folder(_) | State::Absent(_) => Ok(&mut self.session),
            State::Locked(_) => {
                // Somebody may have unlocked it meanwhile.
                self.test();
                let state = self.state.borrow().clone();
                match state {
                    State::Locked(why) => Err(StoreError::Locked(why)),
                    State::Keyring => Ok(self.store.as_mut()),
                    _ => Ok(&mut self.session),
                }
            }
        }
    }

    fn get(&mut self, name: &str) -> Result<Option<SecretString>, StoreError> {
        if let Some(folder) = &self.folder
            && let Some(secret) = folder::read(folder, name)?
        {
            return Ok(Some(secret));
        }
        self.place()?.get(name)
    }

    fn put(&mut self, name: &str, secret: &SecretString) -> Result<(), StoreError> {
        self.place()?.put(name, secret)
    }

    fn remove(&mut self, name: &str) -> Result<(), StoreError> {
        self.place()?.remove(name)
    }

    fn keep(&mut self, name: &str, secret: &SecretString) -> Result<(), StoreError> {
        if let Some(folder) = &self.folder {
            let forgotten = |error: std::io::Error| StoreError::Forgetful(format!("{}: {error}", folder.display()));
            return folder::write(folder, name, secret.expose_secret()).map_err(forgotten);
        }
        self.place()?.put(name, secret)?;
        // Only now it is certain whether there is a keyring.
        let state = self.state.borrow().clone();
        match state {
            State::Absent(why) => {
                self.session.remove(name)?;
                Err(StoreError::Forgetful(why))
            }
            State::Keyring | State::Locked(_) | State::Folder(_) => Ok(()),
        }
    }

    fn discard(&mut self, name: &str) -> Result<(), StoreError> {
        if let Some(folder) = &self.folder {
            folder::remove(folder, name)
                .map_err(|error| StoreError::Failed(format!("{}: {error}", folder.display())))?;
        }
        self.place()?.remove(name)
    }
}

#[cfg(test)]
mod tests;
