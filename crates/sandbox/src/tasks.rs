//! Everything a sandbox does in the background, so that stopping it really stops it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::task::JoinSet;

/// Background work that ends with the sandbox.
#[derive(Debug)]
pub(crate) struct Tasks(Mutex<Option<JoinSet<()>>>);

impl Default for Tasks {
    fn default() -> Self {
        Self(Mutex::new(Some(JoinSet::new())))
    }
}

impl Tasks {
    /// Starts `work` and forgets it once it is done. After the end nothing starts any more.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        if let Some(set) = self.set().as_mut() {
            while set.try_join_next().is_some() {}
            set.spawn(work);
        }
    }

    /// Ends everything at its next await.
    pub(crate) fn abort(&self) {
        // Dropped outside of the lock: work that is dropped may want to start more.
        let set = self.set().take();
        drop(set);
    }

    /// Ends everything and waits until it has ended, so that ports are free again.
    pub(crate) async fn stop(&self) {
        let set = self.set().take();
        if let Some(mut set) = set {
            set.shutdown().await;
        }
    }

    fn set(&self) -> MutexGuard<'_, Option<JoinSet<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
