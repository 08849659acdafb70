//! One thread, many callers, one sync: whatever waits goes to disk in one transaction.

use super::{
    append::{Appended, append},
    claims,
    keys::Keys,
    schema::sorted,
};
use crate::{ClaimAnswer, ClaimOrder, NewEntry, Placed, StoreError, log::live::Live};
use gangway_wire::TeamId;
use rusqlite::Connection;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot};

/// Batches that share one transaction at most: bounds how long the first of a group waits.
const GROUP: usize = 512;
/// Jobs that wait at most; beyond it callers wait for a place.
const QUEUE: usize = 4096;

type AppendAnswer = oneshot::Sender<Result<Vec<Placed>, StoreError>>;
/// What came of claims, and where the log ends now.
type Claimed<T> = Result<(T, crate::LogHead), StoreError>;
type Change = Box<dyn FnOnce(&Connection) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

enum Job {
    Append(TeamId, Vec<NewEntry>, AppendAnswer),
    Claim(TeamId, Box<ClaimOrder>, oneshot::Sender<Result<ClaimAnswer, StoreError>>),
    Lapse(TeamId, oneshot::Sender<Result<u64, StoreError>>),
    /// Anything else, in a savepoint of its own.
    Change(Change),
}

pub(super) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, keys: Keys, live: Live) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::spawn(move || work(&connection, keys, queue, &live));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    pub(super) async fn append(&self, team: TeamId, batch: Vec<NewEntry>) -> Result<Vec<Placed>, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Append(team, batch, answer)).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    pub(super) async fn claim(&self, team: TeamId, order: ClaimOrder) -> Result<ClaimAnswer, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Claim(team, Box::new(order), answer)).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    pub(super) async fn lapse(&self, team: TeamId) -> Result<u64, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Lapse(team, answer)).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Does something in the transaction of its group. When it fails it is undone, and its neighbours are not.
    pub(super) async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let job = Job::Change(Box::new(move |connection| {
            let outcome = within_savepoint(connection, || change(connection));
            Box::new(move |ended| {
                // The caller may have gone away; the work is done all the same.
                let _ = answer.send(ended.and(outcome));
            })
        }));
        self.send(job).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job).await.map_err(|_| StoreError::Closed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(connection: &Connection, mut keys: Keys, mut queue: mpsc::Receiver<Job>, live: &Live) {
    let mut group = Vec::with_capacity(GROUP);
    while let Some(first) = queue.blocking_recv() {
        group.push(first);
        while group.len() < GROUP
            && let Ok(next) = queue.try_recv()
        {
            group.push(next);
        }
        let mut done = Vec::with_capacity(group.len());
        let ended = transaction(connection, &mut keys, group.drain(..), &mut done);
        if ended.is_err() {
            keys.back_to(0);
        }
        for one in done {
            one.answer(&ended, live);
        }
        keys.kept(connection);
    }
    // Where it fails, the next start reads them from the entries.
    let _ = keys.save(connection);
}

/// A job that was done, as far as its transaction ends well.
enum Done {
    Append(TeamId, Result<Appended, StoreError>, AppendAnswer),
    Claim(TeamId, Claimed<ClaimAnswer>, oneshot::Sender<Result<ClaimAnswer, StoreError>>),
    Lapse(TeamId, Claimed<u64>, oneshot::Sender<Result<u64, StoreError>>),
    Change(Answer),
}

impl Done {
    fn answer(self, ended: &Result<(), StoreError>, live: &Live) {
        match self {
            Self::Append(team, outcome, answer) => {
                let outcome = ended.clone().and(outcome);
                if let Ok(appended) = &outcome {
                    live.reached(&team, appended.head);
                }
                let _ = answer.send(outcome.map(|appended| appended.placed));
            }
            Self::Claim(team, outcome, answer) => say(&team, ended, outcome, answer, live),
            Self::Lapse(team, outcome, answer) => say(&team, ended, outcome, answer, live),
            Self::Change(answer) => answer(ended.clone()),
        }
    }
}

fn say<T>(
    team: &TeamId,
    ended: &Result<(), StoreError>,
    outcome: Claimed<T>,
    answer: oneshot::Sender<Result<T, StoreError>>,
    live: &Live,
) {
    let outcome = ended.clone().and(outcome);
    if let Ok((_, head)) = &outcome {
        live.reached(team, *head);
    }
    let _ = answer.send(outcome.map(|(done, _)| done));
}

fn transaction(
    connection: &Connection,
    keys: &mut Keys,
    jobs: impl Iterator<Item = Job>,
    done: &mut Vec<Done>,
) -> Result<(), StoreError> {
    let begun = run(connection, "BEGIN IMMEDIATE");
    for job in jobs {
        // Once the transaction was rolled back, a job would run, and stay, outside it, while its caller hears that it failed.
        let is_open = begun.is_ok() && !connection.is_autocommit();
        done.push(match job {
            Job::Append(team, batch, answer) => {
                let outcome = if is_open { appended(connection, keys, &team, &batch) } else { Err(StoreError::Closed) };
                Done::Append(team, outcome, answer)
            }
            Job::Claim(team, order, answer) => {
                let work = |keys: &mut Keys| claims::order(connection, keys, &team, &order);
                let outcome = if is_open { keeping(connection, keys, work) } else { Err(StoreError::Closed) };
                Done::Claim(team, outcome, answer)
            }
            Job::Lapse(team, answer) => {
                let work = |keys: &mut Keys| claims::lapse(connection, keys, &team);
                let outcome = if is_open { keeping(connection, keys, work) } else { Err(StoreError::Closed) };
                Done::Lapse(team, outcome, answer)
            }
            Job::Change(change) if is_open => Done::Change(change(connection)),
            // Dropped, which its caller hears as a store that was closed.
            Job::Change(_) => continue,
        });
    }
    begun?;
    if connection.is_autocommit() {
        return Err(StoreError::Full);
    }
    let committed = run(connection, "COMMIT");
    if committed.is_err() && !connection.is_autocommit() {
        run(connection, "ROLLBACK")?;
    }
    committed
}

fn appended(c: &Connection, keys: &mut Keys, team: &TeamId, batch: &[NewEntry]) -> Result<Appended, StoreError> {
    keeping(c, keys, |keys| append(c, keys, team, batch))
}

/// In a savepoint of its own; what fails is undone, and its keys are forgotten.
fn keeping<T>(
    c: &Connection,
    keys: &mut Keys,
    work: impl FnOnce(&mut Keys) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mark = keys.mark();
    let outcome = within_savepoint(c, || work(keys));
    if outcome.is_err() {
        keys.back_to(mark);
    }
    outcome
}

fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql).and_then(|mut it| it.execute([])).map(drop).map_err(sorted)
}

fn within_savepoint<T>(c: &Connection, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    run(c, "SAVEPOINT one")?;
    // A step that panics ends itself: the thread goes on, and its neighbours are kept. Its savepoint is rolled back below.
    let outcome = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(StoreError::Broken));
    // A full disk rolls the whole transaction back and takes the savepoint with it.
    if !c.is_autocommit() {
        if outcome.is_err() {
            run(c, "ROLLBACK TO one")?;
        }
        run(c, "RELEASE one")?;
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::{
        NewEntry, Placed, StoreError,
        log::live::Live,
        store::sqlite::{keys::Keys, schema},
    };
    use gangway_wire::{Envelope, Key, TeamId};
    use rusqlite::Connection;

    fn entry(key: u8, bytes: usize) -> NewEntry {
        NewEntry {
            key: Key([key; 16]),
            at: 1,
            envelope: Envelope::from_bytes(vec![key; 20]),
            body: Some(vec![0; bytes]),
        }
    }

    fn opened(folder: &std::path::Path) -> Writer {
        let connection = schema::open(&folder.join("relay.db")).unwrap();
        connection
            .execute("INSERT INTO teams (team, name, created_at, link) VALUES ('t', 'T', 1, zeroblob(32))", [])
            .unwrap();
        Writer::start(connection, Keys::none(), Live::default())
    }

    /// One step that panics is answered with an error, what it did is undone, and the thread goes on.
    #[tokio::test]
    async fn a_step_that_breaks_off_breaks_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let (writer, team) = (opened(folder.path()), TeamId::from("t"));
        let broken = writer.change(|c| -> Result<(), StoreError> {
            c.execute("UPDATE teams SET name = 'X'", []).map_err(schema::sorted)?;
            panic!("planted");
        });
        assert_eq!(broken.await, Err(StoreError::Broken));
        assert_eq!(writer.append(team, vec![entry(1, 10)]).await, Ok(vec![Placed { seq: 1, repeated: false }]));
        let name = |c: &Connection| c.query_row("SELECT name FROM teams", [], |row| row.get(0)).map_err(schema::sorted);
        assert_eq!(writer.change(move |c| name(c)).await, Ok("T".to_owned()));
    }

    /// A full disk rolls the whole group back. Whoever hears that it failed must be new when it comes again, and whoever was in
    /// the same group must not be kept while it hears that it failed.
    #[tokio::test]
    async fn what_a_full_disk_refused_is_new_when_it_comes_again() {
        let folder = tempfile::tempdir().unwrap();
        let (writer, team) = (opened(folder.path()), TeamId::from("t"));
        let pages =
            |count: i64| writer.change(move |c| c.pragma_update(None, "max_page_count", count).map_err(schema::sorted));
        assert_eq!(writer.append(team.clone(), vec![entry(1, 10)]).await, Ok(vec![Placed { seq: 1, repeated: false }]));
        pages(1).await.unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let held = writer.change(move |_| {
            let _ = wait.recv();
            Ok(())
        });
        let (small, large) = (vec![entry(4, 10)], vec![entry(2, 10), entry(3, 500_000)]);
        let (small, large) = (writer.append(team.clone(), small), writer.append(team.clone(), large));
        let release = async {
            // Polled last: the others are in the queue by now, and so in one group.
            go.send(()).unwrap();
        };
        let (_, small, large, ()) = tokio::join!(held, small, large, release);
        assert_eq!((small, large), (Err(StoreError::Full), Err(StoreError::Full)));
        pages(1 << 20).await.unwrap();
        let batch = vec![entry(4, 10), entry(2, 10), entry(3, 500_000), entry(1, 10)];
        let placed = writer.append(team, batch).await.unwrap();
        let expected = [(2, false), (3, false), (4, false), (1, true)];
        assert_eq!(placed.iter().map(|it| (it.seq, it.repeated)).collect::<Vec<_>>(), expected);
    }
}
