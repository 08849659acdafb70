//! Work that goes on by itself while a profile is open: workers with a name, which begin again when they break off, and tasks
//! that end by themselves. All of it ends together.

use crate::{
    now,
    view::{Worker, WorkerRow, WorkerState},
};
use futures_util::FutureExt;
use std::{
    collections::BTreeMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long a worker that broke off rests, from one time to the next.
const REST: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(5), Duration::from_secs(30), Duration::from_secs(300)];

type Standing = BTreeMap<Worker, WorkerRow>;

/// Everything that runs for an open profile.
#[derive(Debug, Default)]
pub(crate) struct Workers {
    tasks: TaskTracker,
    stop: CancellationToken,
    standing: Arc<Mutex<Standing>>,
}

impl Workers {
    /// Work that ends by itself. Once the profile closes it is dropped where it waits, and nothing begins any more: what it
    /// journalled is found at the next start.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move { stop.run_until_cancelled(work).await });
    }

    /// Work for the life of the profile. `begin` is called again after a rest when the work breaks off; `changed`, whenever
    /// its standing is another one.
    pub(crate) fn keep<W>(
        &self,
        worker: Worker,
        mut begin: impl FnMut() -> W + Send + 'static,
        changed: impl Fn() + Send + 'static,
    ) where
        W: Future<Output = ()> + Send + 'static,
    {
        let standing = Arc::clone(&self.standing);
        stands(&standing, worker, |_| {});
        self.spawn(async move {
            let mut times = 0;
            while AssertUnwindSafe(begin()).catch_unwind().await.is_err() {
                tracing::error!(?worker, times, "a worker broke off and begins again");
                stands(&standing, worker, |row| {
                    row.state = WorkerState::BrokenOff;
                    row.broken_off += 1;
                    row.broken_off_at = Some(now());
                });
                changed();
                tokio::time::sleep(REST[times.min(REST.len() - 1)]).await;
                times += 1;
                stands(&standing, worker, |row| row.state = WorkerState::Running);
                changed();
            }
            stands(&standing, worker, |row| row.state = WorkerState::Ended);
        });
    }

    /// All workers and how they stand.
    pub(crate) fn standing(&self) -> Vec<WorkerRow> {
        lock(&self.standing).values().copied().collect()
    }

    /// Ends everything where it waits.
    pub(crate) fn stop(&self) {
        self.stop.cancel();
    }

    /// The same, and waits until nothing runs any more.
    pub(crate) async fn shut_down(&self) {
        self.stop();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

fn lock(standing: &Mutex<Standing>) -> MutexGuard<'_, Standing> {
    standing.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stands(standing: &Mutex<Standing>, worker: Worker, change: impl FnOnce(&mut WorkerRow)) {
    let begun = WorkerRow { worker, state: WorkerState::Running, broken_off: 0, broken_off_at: None };
    change(lock(standing).entry(worker).or_insert(begun));
}

#[cfg(test)]
mod tests {
    use super::Workers;
    use crate::view::{Worker, WorkerState};
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };
    use tokio::sync::oneshot;

    #[tokio::test(start_paused = true)]
    async fn one_that_breaks_off_begins_again_and_is_seen() {
        let (workers, lives, told) = (Workers::default(), Arc::<AtomicU32>::default(), Arc::<AtomicU32>::default());
        let (reached, third) = oneshot::channel();
        let mut reached = Some(reached);
        let (counted, heard) = (Arc::clone(&lives), Arc::clone(&told));
        let begin = move || {
            let life = counted.fetch_add(1, Ordering::Relaxed);
            let reached = if life == 2 { reached.take() } else { None };
            async move {
                assert!(life >= 2, "planted");
                let _ = reached.map(|reached| reached.send(()));
                std::future::pending::<()>().await;
            }
        };
        workers.keep(Worker::Outcomes, begin, move || {
            heard.fetch_add(1, Ordering::Relaxed);
        });
        workers.keep(Worker::Vault, std::future::pending, || {});
        third.await.unwrap();
        let rows = workers.standing();
        let seen = |at: usize| (rows[at].worker, rows[at].state, rows[at].broken_off, rows[at].broken_off_at.is_some());
        assert_eq!(seen(0), (Worker::Outcomes, WorkerState::Running, 2, true));
        assert_eq!(seen(1), (Worker::Vault, WorkerState::Running, 0, false));
        assert_eq!((lives.load(Ordering::Relaxed), told.load(Ordering::Relaxed)), (3, 4));
    }

    #[tokio::test]
    async fn nothing_runs_or_begins_after_the_end() {
        let workers = Workers::default();
        let held = Arc::new(());
        let kept = Arc::clone(&held);
        workers.spawn(async move {
            std::future::pending::<()>().await;
            drop(kept);
        });
        workers.shut_down().await;
        assert_eq!(Arc::strong_count(&held), 1, "it was dropped where it waited");
        let late = Arc::clone(&held);
        workers.spawn(async move { drop(late) });
        workers.shut_down().await;
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
