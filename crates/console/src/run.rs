//! The operation engine: journals a request, sends it, notes the answer; several at a time, never the same store twice.

use crate::{
    Code, Console, Ended, Failure, now,
    send::{Sent, note_answer},
    settle::end_if_settled,
    view::{Change, Counts, PlanRequest},
};
use gangway_domain::{
    IntegrationId, OperationId,
    operation::{Event, Kind, StoreState, next},
    plan::Plan,
};
use gangway_providers::rappi::{Flags, MerchantToken, NewStore, Rappi, RappiError, Submission};
use gangway_record::{
    Connection, Sql, audit, batches, merchants, operation_stores,
    operations::{self, Operation, Phase},
    stores,
};
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, task::JoinSet};
use uuid::Uuid;

/// A request that certainly did nothing is tried again after these pauses, then the run is halted.
const AGAIN: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(15)];
/// The longest pause a provider's `Retry-After` is followed for.
const LONGEST: Duration = Duration::from_secs(120);
/// Doubts in a row after which a run is halted: a provider in trouble is left alone.
const DOUBTS: u32 = 3;

/// The runs of this process.
#[derive(Default)]
pub(crate) struct Runs {
    controls: Mutex<HashMap<OperationId, Arc<Control>>>,
    announced: Mutex<HashSet<OperationId>>,
}

/// How a run is told to end early.
#[derive(Default)]
pub(crate) struct Control {
    stop: AtomicBool,
    halt: Mutex<Option<Failure>>,
    doubts: AtomicU32,
    /// Wakes whoever waits out a pause.
    told: Notify,
}

impl Runs {
    pub(crate) fn stopping(&self, operation: &OperationId) -> bool {
        self.get(operation).is_some_and(|control| control.stop.load(Ordering::Relaxed))
    }

    fn get(&self, operation: &OperationId) -> Option<Arc<Control>> {
        self.controls.lock().unwrap_or_else(PoisonError::into_inner).get(operation).cloned()
    }

    fn start(&self, operation: OperationId) -> Arc<Control> {
        let control = Arc::<Control>::default();
        self.controls.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, Arc::clone(&control));
        control
    }

    fn first_to_announce(&self, operation: &OperationId) -> bool {
        self.announced.lock().unwrap_or_else(PoisonError::into_inner).insert(operation.clone())
    }

    fn end(&self, operation: &OperationId) {
        self.controls.lock().unwrap_or_else(PoisonError::into_inner).remove(operation);
    }
}

impl Control {
    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed) && self.halt.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn halt(&self, failure: Failure) {
        self.halt.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        self.told.notify_waiters();
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.told.notify_waiters();
    }

    /// Waits a pause out; `false` when the run was told to end, at once if that happens meanwhile.
    async fn pause(&self, pause: Duration) -> bool {
        let told = self.told.notified();
        tokio::pin!(told);
        // Listening begins before looking, so that nothing said in between is missed.
        told.as_mut().enable();
        if self.goes_on() {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = told => {}
            }
        }
        self.goes_on()
    }
}

/// Positions of the batches that nobody took yet, the next one last.
type Queue = Mutex<Vec<u32>>;

/// What every request of a run shares.
struct Run {
    operation: Operation,
    flags: Flags,
    token: MerchantToken,
    /// Taken once: a request that is journalled always has a client to leave by.
    rappi: Arc<Rappi>,
    control: Arc<Control>,
}

impl Console {
    /// Starts a run. It is journalled when this returns, and goes on by itself.
    pub async fn provision(self: &Arc<Self>, request: &PlanRequest) -> Result<OperationId, Failure> {
        let plan = self.planned(request).await?;
        if plan.batches.is_empty() {
            return Err(Failure::new(Code::BadInput, "None of the chosen stores can be provisioned."));
        }
        let integration = IntegrationId(request.integration.clone());
        let merchant = self.merchant_of(&request.merchant.as_str().into()).await?;
        let token = self.merchant_token(&merchant).await?;
        self.ensure_webhook(&integration).await?;
        let operation = Operation {
            id: OperationId(Uuid::now_v7().to_string()),
            merchant: merchant.id.clone(),
            kind: Kind::Provision,
            integration,
            flags: serde_json::to_string(&request.flags).unwrap_or_default(),
            phase: Phase::Running,
            halt: None,
            started_at: now(),
            ended_at: None,
        };
        let subject = format!("{} · {} stores", merchant.name, plan.stores());
        let rappi = self.rappi()?;
        let act = self.act("operation_started", &subject, Some(&merchant.id), Some(operation.id.0.clone()));
        let row = operation.clone();
        if !self.record.write(move |c| insert(c, &row, &plan, &act)).await? {
            return Err(Failure::new(Code::Stale, "Another run took some of these stores meanwhile."));
        }
        let control = self.runs.start(operation.id.clone());
        let run = Run { operation: operation.clone(), flags: request.flags.into(), token, rappi, control };
        self.tell(Change::Merchants);
        self.tell(Change::Activity);
        self.tell_stores(&merchant.id);
        self.tell_operation(&merchant.id, &operation.id);
        let console = Arc::clone(self);
        self.spawn(async move { console.run(run).await });
        Ok(operation.id)
    }

    /// The run ends after the requests that are under way.
    pub async fn stop_operation(&self, operation: &str) -> Result<(), Failure> {
        let id = OperationId::from(operation);
        let control = self.runs.get(&id).ok_or_else(|| Failure::not_found("running operation"))?;
        control.stop();
        let wanted = id.clone();
        if let Some(row) = self.record.read(move |c| operations::by_id(c, &wanted)).await? {
            self.audit(self.act("operation_stopped", operation, Some(&row.merchant), None)).await?;
            self.tell_operation(&row.merchant, &id);
        }
        Ok(())
    }

    async fn run(self: Arc<Self>, run: Run) {
        let run = Arc::new(run);
        if let Err(failure) = self.clone().send_all(&run).await {
            run.control.halt(failure);
        }
        let halt = run.control.halt.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if halt.as_ref().is_some_and(|failure| failure.code == Code::SignInAgain)
            && let Err(failure) = self.forget_refused(&run.operation.merchant, &run.token).await
        {
            tracing::warn!(%failure, "a refused token could not be forgotten");
        }
        let stopped = run.control.stop.load(Ordering::Relaxed);
        let operation = run.operation.clone();
        let ended = self.record.write(move |c| end(c, &operation, halt.as_ref(), stopped)).await;
        self.runs.end(&run.operation.id);
        if let Err(error) = ended {
            // The next start finds the operation running and says that it was interrupted.
            tracing::error!(%error, "the end of an operation could not be noted");
        }
        self.outstanding.notify_one();
        self.tell(Change::Merchants);
        self.tell_stores(&run.operation.merchant);
        self.tell_operation(&run.operation.merchant, &run.operation.id);
        let id = run.operation.id.clone();
        if let Ok(Some(row)) = self.record.read(move |c| operations::by_id(c, &id)).await
            && row.ended_at.is_some()
        {
            let _ = self.announce(&row).await;
        }
    }

    /// A bounded number of workers take the next batch until there is none, or the run is told to end.
    async fn send_all(self: Arc<Self>, run: &Arc<Run>) -> Result<(), Failure> {
        let id = run.operation.id.clone();
        let planned = self.record.read(move |c| batches::of(c, &id)).await?;
        let queue = Arc::new(Mutex::new(planned.into_iter().map(|batch| batch.position).rev().collect::<Vec<_>>()));
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
            let submission = run.rappi.provision(&run.token, &stores, run.flags).await;
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
                run.control.doubts.store(0, Ordering::Relaxed);
                return None;
            }
            Submission::InDoubt(doubt) => {
                let failure = Failure::new(Code::ProviderUnavailable, "Rappi cut requests off.").with(&doubt.answer);
                if run.control.doubts.fetch_add(1, Ordering::Relaxed) + 1 >= DOUBTS {
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

/// `false`: nothing was written, because a run that was started after the plan was made has some of the stores.
fn insert(c: &Connection, operation: &Operation, plan: &Plan, act: &audit::Act) -> Sql<bool> {
    let busy = operations::busy_stores(c, &operation.merchant)?;
    if plan.batches.iter().flatten().any(|candidate| busy.contains(&candidate.id)) {
        return Ok(false);
    }
    operations::insert(c, operation)?;
    let revision = merchants::next_revision(c, &operation.merchant)?;
    let mut place = 0;
    for (position, batch) in plan.batches.iter().enumerate() {
        batches::insert(c, &operation.id, position as u32, batch.len() as u32)?;
        for candidate in batch {
            operation_stores::insert(c, &operation.id, place, position as u32, &candidate.id, &candidate.name)?;
            stores::claim(c, &operation.merchant, &candidate.id, &operation.id, revision)?;
            place += 1;
        }
    }
    audit::append(c, act)?;
    Ok(true)
}

fn journal(c: &Connection, operation: &Operation, position: u32) -> Sql<Vec<NewStore>> {
    let at = now();
    let mut sending = Vec::new();
    let revision = merchants::next_revision(c, &operation.merchant)?;
    for row in operation_stores::of_batch(c, &operation.id, position)? {
        let Some(state) = next(row.standing.state, Event::Send) else { continue };
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

fn end(c: &Connection, operation: &Operation, halt: Option<&Failure>, stopped: bool) -> Sql<()> {
    let (id, at) = (&operation.id, now());
    let revision = merchants::next_revision(c, &operation.merchant)?;
    stores::release(c, &operation.merchant, id, revision)?;
    let halt_json = halt.map(|failure| serde_json::to_string(failure).unwrap_or_default());
    let unsent = operation_stores::counts(c, id)?.iter().any(|(state, _)| *state == StoreState::Planned);
    match (halt_json, stopped && unsent) {
        (Some(halt), _) => operations::set_phase(c, id, Phase::Halted, Some(&halt), Some(at)),
        (None, true) => operations::set_phase(c, id, Phase::Stopped, None, Some(at)),
        (None, false) => {
            operations::set_phase(c, id, Phase::Waiting, None, None)?;
            end_if_settled(c, id, at).map(drop)
        }
    }
}
