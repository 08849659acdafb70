//! The operation engine: journals a request, sends it, notes the answer; several at a time, never the same store twice.

use crate::{
    Code, Console, Ended, Failure,
    control::Control,
    now,
    send::{Sent, note_answer},
    settle::end_if_settled,
    view::{Change, Counts},
};
use gangway_domain::operation::{Event, Kind, StoreState, next};
use gangway_providers::rappi::{Flags, MerchantToken, NewStore, Rappi, RappiError, Submission};
use gangway_record::{
    Connection, Sql, batches, merchants, operation_stores,
    operations::{self, Operation, Phase},
    stores,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::task::JoinSet;

/// A request that certainly did nothing is tried again after these pauses, then the run is halted.
const AGAIN: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(15)];
/// The longest pause a provider's `Retry-After` is followed for.
const LONGEST: Duration = Duration::from_secs(120);
/// Doubts in a row after which a run is halted: a provider in trouble is left alone.
const DOUBTS: u32 = 3;

/// Between two looks at whether the results of a wave are in.
const RESULTS: Duration = Duration::from_millis(500);

/// Positions of the batches that nobody took yet, the next one last.
type Queue = Mutex<Vec<u32>>;

/// What every request of a run shares.
pub(crate) struct Run {
    pub(crate) operation: Operation,
    pub(crate) flags: Flags,
    pub(crate) token: MerchantToken,
    /// Taken once: a request that is journalled always has a client to leave by.
    pub(crate) rappi: Arc<Rappi>,
    pub(crate) control: Arc<Control>,
}

impl Console {
    /// Begins to send, now or when the operation's wait is over, and goes on by itself.
    pub(crate) fn set_off(self: &Arc<Self>, run: Run) {
        let console = Arc::clone(self);
        self.spawn(async move { console.run(run).await });
    }

    async fn run(self: Arc<Self>, run: Run) {
        let run = Arc::new(run);
        match self.wait_to_begin(&run).await {
            Ok(true) => {}
            Ok(false) => return self.runs.end(&run.operation.id),
            Err(failure) => run.control.halt(failure),
        }
        if let Err(failure) = self.clone().send_all(&run).await {
            run.control.halt(failure);
        }
        let halt = run.control.halted();
        if halt.as_ref().is_some_and(|failure| failure.code == Code::SignInAgain)
            && let Err(failure) = self.forget_refused(&run.operation.merchant, &run.token).await
        {
            tracing::warn!(%failure, "a refused token could not be forgotten");
        }
        let (operation, stopped, rested) = (run.operation.clone(), run.control.stopped(), run.control.rested());
        let ended = self.record.write(move |c| end(c, &operation, halt.as_ref(), stopped, rested)).await;
        self.runs.end(&run.operation.id);
        if let Err(error) = ended {
            // The next start finds the operation running and says that it was interrupted.
            tracing::error!(%error, "the end of an operation could not be noted");
        }
        self.outstanding.notify_one();
        self.tell(Change::Merchants);
        self.tell_run(&run.operation);
        let id = run.operation.id.clone();
        if let Ok(Some(row)) = self.record.read(move |c| operations::by_id(c, &id)).await
            && row.ended_at.is_some()
        {
            let _ = self.announce(&row).await;
        }
    }

    /// Waits until the first request may leave. `false`: somebody took the run back.
    async fn wait_to_begin(&self, run: &Run) -> Result<bool, Failure> {
        let Some(until) = run.operation.hold_until else { return Ok(true) };
        while run.control.goes_on() && !run.control.begins() {
            let Ok(left) = u64::try_from(until - now()) else { break };
            if left == 0 {
                break;
            }
            run.control.pause(Duration::from_millis(left)).await;
        }
        if run.control.stopped() {
            return Ok(false);
        }
        let id = run.operation.id.clone();
        let begun =
            self.record.write(move |c| operations::step(c, &id, &[Phase::Holding], Phase::Running, None, None)).await?;
        self.tell_run(&run.operation);
        Ok(begun)
    }

    pub(crate) fn tell_run(&self, operation: &Operation) {
        self.tell_stores(&operation.merchant);
        self.tell_operation(&operation.merchant, &operation.id);
    }

    /// Wave after wave; in each a bounded number of workers take the next batch until there is none, or the run is told
    /// to end.
    async fn send_all(self: Arc<Self>, run: &Arc<Run>) -> Result<(), Failure> {
        let id = run.operation.id.clone();
        let planned = self.record.read(move |c| batches::of(c, &id)).await?;
        let mut waves: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for batch in planned {
            waves.entry(batch.wave).or_default().push(batch.position);
        }
        let mut first = true;
        for (_, positions) in waves {
            if !std::mem::take(&mut first) && !self.results_are_in(run).await? {
                return Ok(());
            }
            Arc::clone(&self).send_wave(run, positions).await?;
        }
        Ok(())
    }

    /// Until no result is outstanding: the next wave builds on this one. `false`: the run was told to end meanwhile.
    async fn results_are_in(&self, run: &Run) -> Result<bool, Failure> {
        while run.control.goes_on() {
            let id = run.operation.id.clone();
            if !self.record.read(move |c| operation_stores::any_open(c, Some(&id))).await? {
                return Ok(true);
            }
            // The clock of late results asks the provider meanwhile, so this ends.
            self.outstanding.notify_one();
            run.control.pause(RESULTS).await;
        }
        Ok(false)
    }

    async fn send_wave(self: Arc<Self>, run: &Arc<Run>, positions: Vec<u32>) -> Result<(), Failure> {
        let queue = Arc::new(Mutex::new(positions.into_iter().rev().collect::<Vec<_>>()));
        let mut workers = JoinSet::new();
        for _ in 0..self.profile().concurrency {
            let (console, run, queue) = (Arc::clone(&self), Arc::clone(run), Arc::clone(&queue));
            workers.spawn(async move { console.send_from(&run, &queue).await });
        }
        let mut outcome = Ok(());
        while let Some(worker) = workers.join_next().await {
            let worker = worker.unwrap_or_else(|error| Err(Failure::new(Code::Internal, error.to_string())));
            if let Err(failure) = worker {
                // The others finish the request they are at; none starts another.
                run.control.halt(failure.clone());
                outcome = Err(failure);
            }
        }
        outcome
    }

    /// One worker: journal, send, note, batch after batch. A batch is sent again only when it certainly was not taken.
    ///
    /// The answer to one batch is noted while the next is journalled, most often in one transaction: two waits for the
    /// disk between two requests would be one too many. What leaves has its journal row on disk either way.
    async fn send_from(&self, run: &Run, queue: &Queue) -> Result<(), Failure> {
        let mut tries = 0;
        let mut taken = self.take(run, queue).await?;
        while let Some((position, stores)) = taken {
            let submission = match run.operation.kind {
                Kind::Provision => run.rappi.provision(&run.token, &stores, run.flags).await,
                Kind::Deprovision => run.rappi.deprovision(&run.token, &stores).await,
            };
            let Some(pause) = self.judge_submission(run, &submission, tries) else {
                tries = 0;
                let (noted, next) = tokio::join!(self.note(run, position, submission), self.take(run, queue));
                noted?;
                taken = next?;
                continue;
            };
            self.note(run, position, submission).await?;
            if !run.control.pause(pause).await {
                return Ok(());
            }
            tries += 1;
            let stores = self.journal(run, position).await?;
            // A webhook settled them all meanwhile, against expectation.
            taken = if stores.is_empty() { self.take(run, queue).await? } else { Some((position, stores)) };
        }
        Ok(())
    }

    /// The next batch with something to send, journalled; `None` when there is none or the run is told to end.
    async fn take(&self, run: &Run, queue: &Queue) -> Result<Option<(u32, Vec<NewStore>)>, Failure> {
        while run.control.goes_on() {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(position) = next else { break };
            let stores = self.journal(run, position).await?;
            if !stores.is_empty() {
                return Ok(Some((position, stores)));
            }
        }
        Ok(None)
    }

    /// Writes `sending` for what is still planned in the batch, before the request leaves.
    async fn journal(&self, run: &Run, position: u32) -> Result<Vec<NewStore>, Failure> {
        let operation = run.operation.clone();
        let stores = self.record.write(move |c| journal(c, &operation, position)).await?;
        self.tell_stores(&run.operation.merchant);
        self.tell_operation(&run.operation.merchant, &run.operation.id);
        Ok(stores)
    }

    async fn note(&self, run: &Run, position: u32, submission: Submission) -> Result<(), Failure> {
        let sent = Sent { operation: run.operation.clone(), position, submission };
        let in_doubt = matches!(sent.submission, Submission::InDoubt(_));
        self.record.write(move |c| note_answer(c, &sent, now())).await?;
        if in_doubt {
            self.outstanding.notify_one();
        }
        self.tell_stores(&run.operation.merchant);
        self.tell_operation(&run.operation.merchant, &run.operation.id);
        Ok(())
    }

    /// Decides what an answer means for the rest of the run. `Some`: this batch is sent again after a pause.
    fn judge_submission(&self, run: &Run, submission: &Submission, tries: usize) -> Option<Duration> {
        let error = match submission {
            Submission::Taken(_) => {
                self.note_call(None);
                run.control.doubted(false);
                return None;
            }
            Submission::InDoubt(doubt) => {
                let failure = Failure::new(Code::ProviderUnavailable, "Rappi cut requests off.").with(&doubt.answer);
                if run.control.doubted(true) >= DOUBTS {
                    run.control.halt(failure.clone());
                }
                self.note_call(Some(&failure));
                return None;
            }
            Submission::NotTaken(error) => error,
        };
        let failure = Failure::from(error.clone());
        self.note_call(Some(&failure));
        let again = AGAIN.get(tries).copied();
        match error {
            // This batch is refused for what it holds; the next may be fine.
            RappiError::Refused { .. } => None,
            RappiError::RateLimited { retry_after } if again.is_some() => {
                retry_after.or(again).map(|pause| pause.min(LONGEST))
            }
            RappiError::Cut(_) | RappiError::Unavailable { .. } if again.is_some() => again,
            _ => {
                run.control.halt(failure);
                None
            }
        }
    }

    /// Tells those who wait for the end of an operation, once: the run and the fold of the last result may both see it end.
    pub(crate) async fn announce(&self, row: &Operation) -> Result<(), Failure> {
        if !self.runs.first_to_announce(&row.id) {
            return Ok(());
        }
        let merchant = self.merchant_of(&row.merchant).await?;
        let id = row.id.clone();
        let counts = Counts::of(&self.record.read(move |c| operation_stores::counts(c, &id)).await?);
        self.tell(Change::Merchants);
        let _ = self.ended.send(Ended {
            operation: row.id.clone(),
            merchant: merchant.id.0,
            merchant_name: merchant.name,
            confirmed: counts.confirmed,
            failed: counts.failed + counts.rejected,
            took_ms: row.ended_at.unwrap_or_else(now) - row.started_at,
        });
        Ok(())
    }
}

fn journal(c: &Connection, operation: &Operation, position: u32) -> Sql<Vec<NewStore>> {
    let at = now();
    let mut sending = Vec::new();
    let revision = merchants::next_revision(c, &operation.merchant)?;
    for row in operation_stores::of_batch(c, &operation.id, position)? {
        let Some(state) = next(row.standing.state, Event::Send) else { continue };
        if !stores::is_claimed(c, &operation.merchant, &row.store, &operation.id)? {
            continue;
        }
        let standing = gangway_domain::fold::Standing { state, report: None };
        operation_stores::settle(c, &operation.id, &row.store, &standing, None, None, at)?;
        stores::mark(c, &operation.merchant, &row.store, &operation.id, state, None, revision)?;
        sending.push(NewStore { id: row.store, name: row.name, integration: operation.integration.clone() });
    }
    if !sending.is_empty() {
        batches::sending(c, &operation.id, position, at)?;
    }
    Ok(sending)
}

/// Notes how the run ended, or that it rests. While it rests, what was not sent stays its own.
fn end(c: &Connection, operation: &Operation, halt: Option<&Failure>, stopped: bool, rested: bool) -> Sql<()> {
    let (id, at) = (&operation.id, now());
    let unsent = operation_stores::counts(c, id)?.iter().any(|(state, _)| *state == StoreState::Planned);
    let words = |halt: &Failure| serde_json::to_string(halt).unwrap_or_default();
    let signs_in = halt.filter(|failure| failure.code == Code::SignInAgain);
    if unsent && !stopped && (signs_in.is_some() || halt.is_none() && rested) {
        return operations::set_phase(c, id, Phase::Paused, signs_in.map(words).as_deref(), None);
    }
    let revision = merchants::next_revision(c, &operation.merchant)?;
    stores::release(c, &operation.merchant, id, revision)?;
    match (halt.map(words), stopped && unsent) {
        (Some(halt), _) => operations::set_phase(c, id, Phase::Halted, Some(&halt), Some(at)),
        (None, true) => operations::set_phase(c, id, Phase::Stopped, None, Some(at)),
        (None, false) => {
            operations::set_phase(c, id, Phase::Waiting, None, None)?;
            end_if_settled(c, id, at).map(drop)
        }
    }
}
