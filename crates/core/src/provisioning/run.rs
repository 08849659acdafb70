//! Carrying a run out: the network, the clock and the tasks around what `engine/` decides.

use crate::{
    Code, Ended, Failure, Reason,
    clock::awake_or_asleep,
    now,
    provisioning::{
        Provisioning,
        claims::{Known, too_late},
        control::Control,
        engine::{Leaving, NextStep, Permit, Step, Wave, WaveScheduler, Worker, begin, end, write},
    },
    view::{Change, Counts},
};
use gangway_domain::operation::Kind;
use gangway_providers::{
    net::LastLook,
    rappi::{Flags, MerchantToken, Rappi, Submission},
};
use gangway_record::{
    merchants,
    operations::{self, Operation, open_stores, operation_stores},
};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

/// Between two looks at whether the results of a wave are in.
const RESULTS: Duration = Duration::from_millis(500);
/// Before the end of a run that could not be noted is noted again.
const NOTED: Duration = Duration::from_secs(5);

/// What every request of a run shares.
pub(crate) struct Run {
    pub(crate) operation: Operation,
    pub(crate) flags: Flags,
    pub(crate) token: MerchantToken,
    /// Taken once: a request that is journalled always has a client to leave by.
    pub(crate) rappi: Arc<Rappi>,
    pub(crate) control: Arc<Control>,
    /// Up to where the team's log was known when it was decided what it sends.
    pub(crate) known: Known,
}

impl Provisioning {
    /// Begins to send, now or when the operation's wait is over, and goes on by itself.
    pub(crate) fn set_off(self: &Arc<Self>, run: Run) {
        let provisioning = Arc::clone(self);
        self.environment.spawn(async move { provisioning.run(Arc::new(run)).await });
    }

    async fn run(self: Arc<Self>, run: Arc<Run>) {
        // Signed out between the look at its token and now: from here on a sign-out finds the run in the list.
        if let Ok(merchant) = self.tokens.merchant_of(&run.operation.merchant).await
            && merchant.token_expires_at.is_none()
        {
            run.control.halt(signed_out(&merchant));
        }
        match self.wait_to_begin(&run).await {
            Ok(true) => {}
            Ok(false) => return self.runs.end(&run.operation.id, &run.control),
            Err(failure) => run.control.halt(failure),
        }
        if let Err(failure) = self.clone().send_all(&run).await {
            run.control.halt(failure);
        }
        if run.control.orders().halted().is_some_and(|failure| failure.code == Code::SignInAgain)
            && let Err(failure) = self.tokens.forget_refused(&run.operation.merchant, &run.token).await
        {
            tracing::warn!(%failure, "a refused token could not be forgotten");
        }
        self.end(&run).await;
        self.runs.end(&run.operation.id, &run.control);
        self.outstanding.notify_one();
        self.claims.look();
        self.environment.tell(Change::Merchants);
        self.tell_run(&run.operation);
        let id = run.operation.id.clone();
        if let Ok(Some(row)) = self.environment.record().read(move |c| operations::by_id(c, &id)).await
            && row.ended_at.is_some()
        {
            let _ = self.announce(&row).await;
        }
    }

    /// Again until it is noted: otherwise the run would be shown as running, by a program in which nothing runs.
    async fn end(&self, run: &Arc<Run>) {
        loop {
            let ending = Arc::clone(run);
            let ended = self
                .environment
                .record()
                .write(move |c| end(c, &ending.operation, ending.control.orders(), now()))
                .await;
            let Err(error) = ended else { return };
            tracing::error!(%error, "the end of an operation could not be noted");
            tokio::time::sleep(NOTED).await;
        }
    }

    /// Waits until the first request may leave. `false`: somebody took the run back.
    async fn wait_to_begin(&self, run: &Run) -> Result<bool, Failure> {
        let Some(until) = run.operation.hold_until else { return Ok(true) };
        while run.control.orders().goes_on() && !run.control.orders().begins() {
            let Ok(left) = u64::try_from(until - now()) else { break };
            if left == 0 {
                break;
            }
            run.control.pause(Duration::from_millis(left)).await;
        }
        let operation = run.operation.clone();
        let begun = self.environment.record().write(move |c| begin(c, &operation)).await?;
        self.tell_run(&run.operation);
        Ok(begun)
    }

    pub(crate) fn tell_run(&self, operation: &Operation) {
        self.environment.tell_stores(&operation.merchant);
        self.environment.tell_operation(&operation.merchant, &operation.id);
    }

    /// Wave after wave, until there is none or the run is told to end.
    async fn send_all(self: Arc<Self>, run: &Arc<Run>) -> Result<(), Failure> {
        let id = run.operation.id.clone();
        let mut course = self.environment.record().read(move |c| WaveScheduler::of(c, &id)).await?;
        loop {
            let id = run.operation.id.clone();
            let awaited = self.environment.record().read(move |c| open_stores::any_awaited(c, &id)).await?;
            match course.next(run.control.orders(), awaited) {
                NextStep::Wave(positions) => Arc::clone(&self).send_wave(run, positions).await?,
                NextStep::Results => {
                    // The clock of late results asks the provider meanwhile, so this ends.
                    self.outstanding.notify_one();
                    run.control.pause(RESULTS).await;
                }
                NextStep::End => return Ok(()),
            }
        }
    }

    /// A bounded number of workers take the next batch until there is none.
    async fn send_wave(self: Arc<Self>, run: &Arc<Run>, positions: Vec<u32>) -> Result<(), Failure> {
        let wave = Arc::new(Wave::new(run.operation.clone(), Arc::clone(run.control.orders()), positions));
        let mut workers = JoinSet::new();
        for _ in 0..self.environment.profile().concurrency {
            let (provisioning, run, wave) = (Arc::clone(&self), Arc::clone(run), Arc::clone(&wave));
            workers.spawn(async move { provisioning.work(&run, &wave).await });
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

    /// One worker: does what the machine says.
    async fn work(&self, run: &Run, wave: &Arc<Wave>) -> Result<(), Failure> {
        let (mut worker, mut unknown) = (Worker::new(), false);
        loop {
            match worker.next() {
                Step::Write(writing) => {
                    let wave = Arc::clone(wave);
                    worker.written(self.environment.record().write(move |c| write(c, &wave, writing, now())).await?);
                    self.tell_run(&run.operation);
                    if std::mem::take(&mut unknown) {
                        self.outstanding.notify_one();
                    }
                }
                Step::Ask(leaving) => {
                    let stores: Vec<_> = leaving.stores.iter().map(|it| it.id.clone()).collect();
                    match self.claims.permit(run.known, &stores).await {
                        Ok(permit) => worker.permitted(leaving, permit),
                        Err(failure) => not_left(run, &mut worker, leaving.position, &failure),
                    }
                }
                Step::Send(leaving, permit) if !permit.counts(awake_or_asleep()) => {
                    not_left(run, &mut worker, leaving.position, &too_late());
                }
                Step::Send(leaving, permit) => {
                    let submission = self.submit(run, &leaving, permit).await;
                    let judged = worker.answered(run.control.orders(), leaving.position, submission);
                    if !run.control.orders().goes_on() {
                        run.control.wake();
                    }
                    self.line.note_call(judged.failure.as_ref());
                    unknown = judged.unknowns > 0;
                }
                Step::Pause(pause) => worker.paused(run.control.pause(pause).await),
                Step::Over => return Ok(()),
            }
        }
    }

    /// The permit is looked at once more when the body is about to be written: making a connection takes time.
    async fn submit(&self, run: &Run, leaving: &Leaving, permit: Permit) -> Submission {
        let look = LastLook::new(move || permit.counts(awake_or_asleep()));
        match run.operation.kind {
            Kind::Provision => run.rappi.provision(&run.token, &leaving.stores, run.flags, &look).await,
            Kind::Deprovision => run.rappi.deprovision(&run.token, &leaving.stores, &look).await,
        }
    }

    /// Tells those who wait for the end of an operation, once it has ended.
    pub(crate) async fn announce_if_ended(&self, operation: &gangway_domain::OperationId) -> Result<(), Failure> {
        let id = operation.clone();
        let row = self.environment.record().read(move |c| operations::by_id(c, &id)).await?;
        if let Some(row) = row.filter(|row| row.phase == operations::Phase::Finished) {
            self.announce(&row).await?;
        }
        Ok(())
    }

    /// Tells those who wait for the end of an operation, once: the run and the fold of the last result may both see it end.
    pub(crate) async fn announce(&self, row: &Operation) -> Result<(), Failure> {
        if !self.runs.first_to_announce(&row.id) {
            return Ok(());
        }
        let merchant = self.tokens.merchant_of(&row.merchant).await?;
        let id = row.id.clone();
        let counts = Counts::of(&self.environment.record().read(move |c| operation_stores::counts(c, &id)).await?);
        self.environment.tell(Change::Merchants);
        self.environment.tell(Change::Activity);
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

fn not_left(run: &Run, worker: &mut Worker, position: u32, why: &Failure) {
    tracing::info!(%why, "a request may not leave");
    worker.refused(run.control.orders(), position, why);
    if !run.control.orders().goes_on() {
        run.control.wake();
    }
}

/// No request leaves for a merchant that was signed out.
pub(crate) fn signed_out(merchant: &merchants::Merchant) -> Failure {
    Failure::new(Code::SignInAgain, format!("{} was signed out.", merchant.email)).because(Reason::SignedOut)
}
