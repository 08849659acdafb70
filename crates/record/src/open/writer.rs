//! One thread, many jobs, one fsync.

use crate::{
    RecordError, Sql,
    db::broken::unbroken,
    deliveries::{self, Appended, NewDelivery, delivery_keys::Keys},
};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot};

/// Jobs that share one transaction at most: bounds how long the first of a group waits.
const GROUP: usize = 512;
/// Jobs that wait at most; beyond it callers wait for a place.
const QUEUE: usize = 4096;

enum Job {
    /// Anything at all, in a savepoint of its own.
    Closure(Closure),
    /// A delivery to append. It fails only when the disk does, so neighbours share a savepoint.
    Append(Box<NewDelivery>, Appending),
}

/// Runs a closure inside its savepoint (or, without a connection, not at all) and hands back how to answer once the
/// transaction has ended.
type Closure = Box<dyn FnOnce(Option<&Connection>, &mut Keys) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), RecordError>) + Send>;
type Appending = oneshot::Sender<Result<Appended, RecordError>>;

pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(connection: Connection, keys: Keys, path: PathBuf) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::spawn(move || work(&connection, keys, queue, &path));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    /// The closure is packed at once; the future that waits for it holds neither it nor a borrow.
    pub(crate) fn run<T, F>(&self, work: F) -> impl Future<Output = Result<T, RecordError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Sql<T> + Send + 'static,
    {
        self.run_keyed(move |connection, _| work(connection))
    }

    /// The same for work that appends deliveries. The keys that it brought are new again where it fails.
    pub(crate) fn run_keyed<T, F>(&self, work: F) -> impl Future<Output = Result<T, RecordError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection, &mut Keys) -> Sql<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Job::Closure(Box::new(move |connection, keys| {
            let mark = keys.mark();
            let outcome = connection.map(|connection| within_savepoint(connection, |c| work(c, keys)));
            if !matches!(outcome, Some(Ok(_))) {
                keys.back_to(mark);
            }
            Box::new(move |ended: Result<(), RecordError>| {
                // The caller may have gone away; the work is done all the same.
                let _ = answer.send(ended.and_then(|()| outcome.ok_or(RecordError::Closed)));
            })
        }));
        let jobs = self.jobs.clone();
        async move {
            jobs.ok_or(RecordError::Closed)?.send(job).await.map_err(|_| RecordError::Closed)?;
            let outcome = answered.await.map_err(|_| RecordError::Closed)??;
            outcome.map_err(|error| RecordError::sorted(error, Path::new("the record")))
        }
    }

    pub(crate) async fn append(&self, delivery: NewDelivery) -> Result<Appended, RecordError> {
        let (answer, answered) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(RecordError::Closed)?;
        jobs.send(Job::Append(Box::new(delivery), answer)).await.map_err(|_| RecordError::Closed)?;
        answered.await.map_err(|_| RecordError::Closed)?
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

fn within_savepoint<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Sql<T>) -> Sql<T> {
    connection.prepare_cached("SAVEPOINT one")?.execute([])?;
    let outcome = unbroken(|| work(connection));
    // A full disk rolls the whole transaction back and takes the savepoint with it.
    if !connection.is_autocommit() {
        if outcome.is_err() {
            connection.prepare_cached("ROLLBACK TO one")?.execute([])?;
        }
        connection.prepare_cached("RELEASE one")?.execute([])?;
    }
    outcome
}

/// Appends neighbours, all or none of them, and says how to answer them once the transaction has ended.
fn append(
    connection: Option<&Connection>,
    keys: &mut Keys,
    run: Vec<(Box<NewDelivery>, Appending)>,
    path: &Path,
) -> Answer {
    let mark = keys.mark();
    let outcome = connection.ok_or(RecordError::Closed).and_then(|connection| {
        let mut all = || run.iter().map(|(delivery, _)| deliveries::append(connection, keys, delivery)).collect();
        within_savepoint(connection, |_| all()).map_err(|error| RecordError::sorted(error, path))
    });
    if outcome.is_err() {
        keys.back_to(mark);
    }
    Box::new(move |ended| {
        let outcome: Result<Vec<Appended>, RecordError> = ended.and(outcome);
        for (at, (_, answer)) in run.into_iter().enumerate() {
            let _ = answer.send(outcome.as_ref().map(|all| all[at]).map_err(Clone::clone));
        }
    })
}

fn work(connection: &Connection, mut keys: Keys, mut queue: mpsc::Receiver<Job>, path: &Path) {
    let mut group = Vec::with_capacity(GROUP);
    while let Some(first) = queue.blocking_recv() {
        group.push(first);
        while group.len() < GROUP
            && let Ok(next) = queue.try_recv()
        {
            group.push(next);
        }
        let mut answers = Vec::with_capacity(group.len());
        let ended = transaction(connection, &mut keys, group.drain(..), &mut answers, path);
        if ended.is_err() {
            keys.back_to(0);
        }
        let ended = ended.map_err(|error| RecordError::sorted(error, path));
        for answer in answers {
            answer(ended.clone());
        }
        keys.kept(connection);
    }
    // Where it fails, the next start reads them from the deliveries.
    let _ = keys.save(connection);
}

fn transaction(
    connection: &Connection,
    keys: &mut Keys,
    jobs: impl Iterator<Item = Job>,
    answers: &mut Vec<Answer>,
    path: &Path,
) -> Sql<()> {
    let begun = connection.prepare_cached("BEGIN IMMEDIATE").and_then(|mut begin| begin.execute([]));
    // Once the transaction was rolled back, a job would run, and stay, outside it, while its caller hears that it failed.
    // So every job is answered with the reason then, and none is run.
    let open = || (begun.is_ok() && !connection.is_autocommit()).then_some(connection);
    let mut jobs = jobs.peekable();
    while let Some(job) = jobs.next() {
        answers.push(match job {
            Job::Closure(closure) => closure(open(), keys),
            Job::Append(delivery, answer) => {
                let mut run = vec![(delivery, answer)];
                while let Some(Job::Append(delivery, answer)) = jobs.next_if(|next| matches!(next, Job::Append(..))) {
                    run.push((delivery, answer));
                }
                append(open(), keys, run, path)
            }
        });
    }
    begun?;
    if connection.is_autocommit() {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL),
            Some("the transaction was rolled back".to_owned()),
        ));
    }
    let committed = connection.prepare_cached("COMMIT")?.execute([]).map(|_| ());
    if committed.is_err() && !connection.is_autocommit() {
        connection.prepare_cached("ROLLBACK")?.execute([])?;
    }
    committed
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::{Broken, Keys, Record, RecordError};
    use rusqlite::Connection;
    use std::{path::PathBuf, sync::mpsc};

    /// A writer of a new record, with a table to write to.
    fn opened() -> (tempfile::TempDir, PathBuf, Writer) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        drop(Record::open(&path).unwrap());
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
        let keys = Keys::recall(&connection).unwrap();
        let writer = Writer::start(connection, keys, path.clone());
        (folder, path, writer)
    }

    /// One job that panics is answered with an error, its neighbours are kept, and the thread goes on.
    #[tokio::test]
    async fn a_job_that_breaks_off_breaks_nobody_else() {
        let (_folder, _, writer) = opened();
        let (go, wait) = mpsc::channel::<()>();
        let insert = |number: i64| writer.run(move |c| c.execute("INSERT INTO t VALUES (?1)", [number]));
        let first = writer.run(move |_| {
            let _ = wait.recv();
            Ok(())
        });
        let before = insert(1);
        let broken = writer.run(|c| -> crate::Sql<()> {
            c.execute("INSERT INTO t VALUES (2)", [])?;
            panic!("planted");
        });
        let after = insert(3);
        let all = async { tokio::join!(first, before, broken, after) };
        let (opened, (first, before, broken, after)) = tokio::join!(async { go.send(()) }, all);
        assert!(opened.is_ok() && first.is_ok() && before.is_ok() && after.is_ok());
        let RecordError::Sqlite(error) = broken.unwrap_err() else { panic!("it has another name") };
        assert!(Broken::is(&error));
        insert(4).await.unwrap();
        let sum = writer.run(|c| c.query_row("SELECT sum(n) FROM t", [], |row| row.get::<_, i64>(0))).await.unwrap();
        assert_eq!(sum, 1 + 3 + 4);
    }

    /// What a full disk does to a group: the closures after it must not be kept while their callers hear that they failed.
    #[tokio::test]
    async fn what_follows_a_rollback_in_its_group_is_not_kept() {
        let (_folder, path, writer) = opened();
        let (go, wait) = mpsc::channel::<()>();
        let first = writer.run(move |_| {
            let _ = wait.recv();
            Ok(())
        });
        let rolled = writer.run(|c| c.execute_batch("ROLLBACK"));
        let after = writer.run(|c| c.execute("INSERT INTO t VALUES (1)", []));
        let release = async {
            // Polled last: the others are in the queue by now.
            go.send(()).unwrap();
        };
        let (_, _, after, ()) = tokio::join!(first, rolled, after, release);
        assert!(after.is_err());
        drop(writer);
        let kept: i64 =
            Connection::open(&path).unwrap().query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 0);
    }
}
