//! One thread, many closures, one fsync.

use crate::{RecordError, Sql};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    thread::JoinHandle,
};
use tokio::sync::{mpsc, oneshot};

/// Closures that share one transaction at most: bounds how long the first of a group waits.
const GROUP: usize = 512;
/// Closures that wait at most; beyond it callers wait for a place.
const QUEUE: usize = 4096;

/// Runs a closure inside its savepoint (or, without a connection, not at all) and hands back how to answer once the
/// transaction has ended.
type Job = Box<dyn FnOnce(Option<&Connection>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), RecordError>) + Send>;

pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(connection: Connection, path: PathBuf) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::spawn(move || work(&connection, queue, &path));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    /// The closure is packed at once; the future that waits for it holds neither it nor a borrow.
    pub(crate) fn run<T, F>(&self, work: F) -> impl Future<Output = Result<T, RecordError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Sql<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let outcome = connection.map(|connection| within_savepoint(connection, work));
            Box::new(move |ended: Result<(), RecordError>| {
                // The caller may have gone away; the work is done all the same.
                let _ = answer.send(ended.and_then(|()| outcome.ok_or(RecordError::Closed)));
            })
        });
        let jobs = self.jobs.clone();
        async move {
            jobs.ok_or(RecordError::Closed)?.send(job).await.map_err(|_| RecordError::Closed)?;
            let outcome = answered.await.map_err(|_| RecordError::Closed)??;
            outcome.map_err(|error| RecordError::sorted(error, Path::new("the record")))
        }
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
    let outcome = work(connection);
    // A full disk rolls the whole transaction back and takes the savepoint with it.
    if !connection.is_autocommit() {
        if outcome.is_err() {
            connection.prepare_cached("ROLLBACK TO one")?.execute([])?;
        }
        connection.prepare_cached("RELEASE one")?.execute([])?;
    }
    outcome
}

fn work(connection: &Connection, mut queue: mpsc::Receiver<Job>, path: &Path) {
    let mut group = Vec::with_capacity(GROUP);
    while let Some(first) = queue.blocking_recv() {
        group.push(first);
        while group.len() < GROUP
            && let Ok(next) = queue.try_recv()
        {
            group.push(next);
        }
        let mut answers = Vec::with_capacity(group.len());
        let ended = transaction(connection, group.drain(..), &mut answers);
        let ended = ended.map_err(|error| RecordError::sorted(error, path));
        for answer in answers {
            answer(ended.clone());
        }
    }
}

fn transaction(connection: &Connection, jobs: impl Iterator<Item = Job>, answers: &mut Vec<Answer>) -> Sql<()> {
    let begun = connection.prepare_cached("BEGIN IMMEDIATE").and_then(|mut begin| begin.execute([]));
    if let Err(error) = begun {
        // Every closure is answered with the reason, none is run outside a transaction.
        answers.extend(jobs.map(|job| job(None)));
        return Err(error);
    }
    for job in jobs {
        // Once the transaction was rolled back, a closure would run, and stay, outside it, while its caller hears that it failed.
        answers.push(job((!connection.is_autocommit()).then_some(connection)));
    }
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
    use rusqlite::Connection;
    use std::sync::mpsc;

    /// What a full disk does to a group: the closures after it must not be kept while their callers hear that they failed.
    #[tokio::test]
    async fn what_follows_a_rollback_in_its_group_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
        let writer = Writer::start(connection, path.clone());
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
