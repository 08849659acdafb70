//! Who appends to a log waits in a queue of its own, and whatever waits goes in one transaction.

use super::append;
use crate::{NewEntry, Placed, StoreError, log::live::Live};
use deadpool_postgres::{Object, Pool};
use gangway_wire::TeamId;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

/// Entries of one transaction, but for a batch that has more.
const GROUP: usize = 64;
/// Batches that wait at most; beyond it callers wait for a place.
const QUEUE: usize = 1024;
/// For one transaction. A server that takes longer is silent: what became of it is found out when it is appended again.
const TRANSACTION: Duration = Duration::from_secs(5);

type Answer = oneshot::Sender<Result<Vec<Placed>, StoreError>>;
type Job = (Vec<NewEntry>, Answer);

/// The queues of all teams.
pub(super) struct Queues {
    pool: Pool,
    live: Live,
    teams: Mutex<HashMap<TeamId, mpsc::Sender<Job>>>,
}

impl Queues {
    pub(super) fn new(pool: Pool, live: Live) -> Self {
        Self { pool, live, teams: Mutex::default() }
    }

    pub(super) async fn append(&self, team: &TeamId, batch: Vec<NewEntry>) -> Result<Vec<Placed>, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.of(team).send((batch, answer)).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// The queue's worker ends with the last sender, which is in the map.
    fn of(&self, team: &TeamId) -> mpsc::Sender<Job> {
        let mut teams = self.teams.lock().unwrap_or_else(PoisonError::into_inner);
        // A worker that broke off has no successor by itself, and its team would never be received for again.
        if teams.get(team).is_some_and(mpsc::Sender::is_closed) {
            teams.remove(team);
        }
        let queue = teams.entry(team.clone()).or_insert_with(|| {
            let (sender, queue) = mpsc::channel(QUEUE);
            tokio::spawn(work(self.pool.clone(), self.live.clone(), team.clone(), queue));
            sender
        });
        queue.clone()
    }
}

async fn work(pool: Pool, live: Live, team: TeamId, mut queue: mpsc::Receiver<Job>) {
    while let Some(first) = queue.recv().await {
        let mut entries = first.0.len();
        let mut group = vec![first];
        while entries < GROUP
            && let Ok(next) = queue.try_recv()
        {
            entries += next.0.len();
            group.push(next);
        }
        let outcome = together(&pool, &team, &group).await;
        if let Ok((_, head)) = &outcome {
            live.reached(&team, *head);
        }
        let mut placed = outcome.map(|(placed, _)| placed.into_iter());
        for (batch, answer) in group {
            let own = placed.as_mut().map(|placed| placed.take(batch.len()).collect()).map_err(|error| error.clone());
            let _ = answer.send(own);
        }
    }
}

async fn together(pool: &Pool, team: &TeamId, group: &[Job]) -> Result<append::Group, StoreError> {
    let client = pool.get().await.map_err(super::no_connection)?;
    let entries: Vec<&NewEntry> = group.iter().flat_map(|(batch, _)| batch).collect();
    let outcome = tokio::time::timeout(TRANSACTION, append::append(&client, team, &entries)).await;
    let outcome = outcome.unwrap_or_else(|_| Err(StoreError::Silent("a transaction took too long".to_owned())));
    if outcome.is_err() {
        // A transaction may be open on it. Cut off, the server takes it back.
        drop(Object::take(client));
    }
    outcome
}
