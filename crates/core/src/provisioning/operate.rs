//! What a person does with a run: start it, take it back, let it rest, go on, stop it.

use crate::{
    Code, Failure, Reason,
    environment::audited::Acted,
    now,
    provisioning::{
        Provisioning,
        claims::Known,
        engine::{REPEATS, due, give_up, insert, reclaim, repeat, rest, waits_for_sign_in},
        plan::fingerprint,
        run::{Run, signed_out},
    },
    view::{Change, Flags, PlanRequest},
};
use gangway_domain::{
    ActKind, IntegrationId, MerchantId, OperationId, StoreId,
    operation::Kind,
    plan::{LeftOut, Plan},
};
use gangway_record::{
    Connection, Sql,
    audit::Act,
    merchants,
    operations::{self, Operation, Phase, operation_stores, store_options::StoreOptions},
};
use std::sync::Arc;
use uuid::Uuid;

/// The longest time a run can be held before its first request leaves.
const LONGEST_HOLD_S: u32 = 3600;

impl Provisioning {
    /// Starts a run. It is journalled when this returns, and goes on by itself: at once, or when the time it is held is over.
    /// `seen` is the fingerprint of the plan that a person was shown: should it be another by now, nothing runs.
    pub async fn provision(
        self: &Arc<Self>,
        request: &PlanRequest,
        seen: Option<&str>,
    ) -> Result<OperationId, Failure> {
        if request.hold_s > LONGEST_HOLD_S {
            return Err(Failure::new(Code::BadInput, format!("A run can be held for {LONGEST_HOLD_S} s at most."))
                .because(Reason::HoldTooLong));
        }
        let known = self.claims.known().await?;
        let plan = self.planned(request).await?;
        if seen.is_some_and(|seen| seen != fingerprint(&plan)) {
            let message = format!("The plan changed meanwhile: {} by now. Nothing was sent.", plan.stores());
            return Err(Failure::new(Code::Stale, message)
                .because(Reason::PlanChanged)
                .about(plan.stores().to_string()));
        }
        if plan.batches.is_empty() {
            self.refuse_held(known, &plan).await?;
            let what = if request.kind == Kind::Provision { "provisioned" } else { "deprovisioned" };
            return Err(Failure::new(Code::BadInput, format!("None of the chosen stores can be {what}."))
                .because(Reason::NothingToSend));
        }
        let integration = IntegrationId(request.integration.clone());
        let merchant = self.tokens.merchant_of(&request.merchant.as_str().into()).await?;
        let token = self.tokens.merchant_token(&merchant).await?;
        self.registration.ensure_webhook(&integration).await?;
        let held = request.hold_s > 0;
        let operation = Operation {
            id: OperationId(Uuid::now_v7().to_string()),
            merchant: merchant.id.clone(),
            kind: request.kind,
            integration,
            flags: StoreOptions::from(request.flags).text(),
            phase: if held { Phase::Holding } else { Phase::Running },
            halt: None,
            started_at: now(),
            ended_at: None,
            hold_until: held.then(|| now() + i64::from(request.hold_s) * 1000),
            repeats_left: if request.repeat { REPEATS } else { 0 },
            repeated: 0,
        };
        let subject = format!("{} · {}", merchant.name, plan.stores());
        let rappi = self.line.rappi()?;
        let act = self
            .environment
            .act(ActKind::OperationStarted, &subject, Some(&merchant.id), Some(operation.id.0.clone()))
            .changed("phase", None, Some(operation.phase.word().to_owned()))
            .changed("kind", None, Some(operation.kind.word().to_owned()))
            .changed("integration", None, Some(operation.integration.0.clone()))
            .changed("stores", None, Some(plan.stores().to_string()))
            .changed("requests", None, Some(plan.batches.len().to_string()))
            .changed("file", None, self.import_name(&request.source));
        let row = operation.clone();
        let stores: Vec<_> = plan.batches.iter().flat_map(|batch| &batch.stores).map(|it| it.id.clone()).collect();
        self.claims.claim(known, &stores).await?;
        let inserted = self.environment.record().write(move |c| insert(c, &row, &plan, &act)).await;
        if !inserted.as_ref().is_ok_and(|inserted| *inserted) {
            self.claims.look();
        }
        if !inserted? {
            return Err(Failure::new(Code::Stale, "Another run took some of these stores meanwhile.")
                .because(Reason::StoresTaken));
        }
        let control = self.runs.start(operation.id.clone());
        let run = Run { operation: operation.clone(), flags: request.flags.into(), token, rappi, control, known };
        self.environment.tell(Change::Merchants);
        self.environment.tell(Change::Activity);
        self.tell_run(&operation);
        self.set_off(run);
        Ok(operation.id)
    }

    /// Where colleagues have everything that was chosen, they are named.
    async fn refuse_held(&self, known: Known, plan: &Plan) -> Result<(), Failure> {
        let held = plan.left_out.iter().filter(|(_, why)| *why == LeftOut::HeldByColleague);
        let held: Vec<_> = held.map(|(store, _)| store.id.clone()).collect();
        if held.is_empty() {
            return Ok(());
        }
        let asked = self.claims.claim(known, &held).await;
        // What was let go meanwhile is not kept: nobody planned it.
        self.claims.look();
        asked
    }

    /// Runs of this console let these stores go: each ends after the requests that are under way.
    pub async fn let_go(&self, stores: &[String]) -> Result<(), Failure> {
        let wanted: Vec<StoreId> = stores.iter().map(|it| StoreId(it.clone())).collect();
        let runs = self.environment.record().read(move |c| operation_stores::planned_of(c, &wanted)).await?;
        for run in runs {
            self.stop_operation(run.as_str()).await?;
        }
        self.claims.look();
        Ok(())
    }

    /// The run ends after the requests that are under way. One that rests ends at once.
    pub async fn stop_operation(&self, operation: &str) -> Result<(), Failure> {
        let row = self.operation_row(operation).await?;
        let control = self.runs.get(&row.id);
        if control.is_some() && row.phase == Phase::Holding {
            return self.take_back(row).await;
        }
        // The entry first: a run is never told to end by nobody.
        let (resting, is_running) = (row.clone(), control.is_some());
        let act = self.act_on(&row, ActKind::OperationStopped).await?;
        let stopped = self
            .environment
            .commit_if(move |c| {
                let rested = give_up(c, &resting, &[Phase::Paused], Phase::Stopped, now())?;
                let act = acted(c, &resting, act)?;
                Ok(Acted::maybe(rested || is_running, (rested || is_running).then_some(act)))
            })
            .await?;
        if !stopped {
            return Err(Failure::not_found("running operation"));
        }
        if let Some(control) = control {
            control.stop();
            // Or it came to rest meanwhile: its end was written before it could be told.
            let resting = row.clone();
            self.environment
                .record()
                .write(move |c| give_up(c, &resting, &[Phase::Paused], Phase::Stopped, now()))
                .await?;
        }
        self.tell_acted(&row);
        Ok(())
    }

    /// Takes a run back before anything left.
    pub async fn undo_operation(&self, operation: &str) -> Result<(), Failure> {
        let row = self.operation_row(operation).await?;
        self.take_back(row).await
    }

    async fn take_back(&self, row: Operation) -> Result<(), Failure> {
        let held = row.clone();
        let act = self.act_on(&row, ActKind::OperationUndone).await?;
        let undone = self
            .environment
            .commit_if(move |c| {
                let undone = give_up(c, &held, &[Phase::Holding], Phase::Undone, now())?;
                let act = acted(c, &held, act)?;
                Ok(Acted::maybe(undone, undone.then_some(act)))
            })
            .await?;
        if !undone {
            return Err(Failure::new(Code::Stale, "Its first request has left already.").because(Reason::AlreadyLeft));
        }
        if let Some(control) = self.runs.get(&row.id) {
            control.stop();
        }
        self.tell_acted(&row);
        Ok(())
    }

    /// Ends the wait before the first request.
    pub async fn begin_operation(&self, operation: &str) -> Result<(), Failure> {
        let row = self.operation_row(operation).await?;
        let control = self.runs.get(&row.id).ok_or_else(|| Failure::not_found("waiting operation"))?;
        control.begin();
        Ok(())
    }

    /// The run rests after the requests that are under way, over a restart too, until it is told to go on.
    pub async fn pause_operation(&self, operation: &str) -> Result<(), Failure> {
        let row = self.operation_row(operation).await?;
        let control = self.runs.get(&row.id).filter(|_| row.phase == Phase::Running);
        let control = control.ok_or_else(|| Failure::not_found("running operation"))?;
        let act = self.act_on(&row, ActKind::OperationPaused).await?;
        let resting = row.clone();
        // The entry first: a run is never told to rest by nobody. Its phase is written when it rests.
        self.environment.commit_if(move |c| Ok(Acted::done((), acted(c, &resting, act)?))).await?;
        control.rest();
        self.tell_acted(&row);
        Ok(())
    }

    /// Goes on with what a run has not sent, wherever it was left. Stores that changed meanwhile stay behind.
    pub async fn resume_operation(self: &Arc<Self>, operation: &str) -> Result<(), Failure> {
        let mut row = self.operation_row(operation).await?;
        let merchant = self.tokens.merchant_of(&row.merchant).await?;
        let token = self.tokens.merchant_token(&merchant).await?;
        let rappi = self.line.rappi()?;
        self.registration.ensure_webhook(&row.integration).await?;
        let known = self.claims.known().await?;
        // Before anything is claimed: with options that cannot be read nothing is sent, least of all with the usual ones.
        let flags = options(&row)?;
        let (ours, resting) = (self.environment.profile().integrations, row.clone());
        let act = self.act_on(&row, ActKind::OperationResumed).await?;
        let left = self
            .environment
            .commit_if(move |c| {
                let left = reclaim(c, &resting, &ours)?;
                let act = acted(c, &resting, act)?;
                Ok(Acted::maybe(left, left.filter(|left| *left > 0).map(|_| act)))
            })
            .await?;
        match left {
            None => return Err(Failure::new(Code::Stale, "The run does not rest.").because(Reason::NotResting)),
            Some(0) => {
                let failure = Failure::new(Code::BadInput, "Nothing of it is left that could be sent.");
                return Err(failure.because(Reason::NothingLeft));
            }
            Some(_) => {}
        }
        (row.phase, row.halt, row.ended_at, row.hold_until) = (Phase::Running, None, None, None);
        let control = self.runs.start(row.id.clone());
        let run = Run { operation: row.clone(), flags: flags.into(), token, rappi, control, known };
        self.set_off(run);
        self.tell_acted(&row);
        Ok(())
    }

    /// What was not done is sent again, by every run that may do that by itself.
    pub(crate) async fn repeat_what_was_not_done(self: &Arc<Self>) -> Result<(), Failure> {
        for row in self.environment.record().read(due).await? {
            let merchant = self.tokens.merchant_of(&row.merchant).await?;
            let ready = match (options(&row), self.tokens.merchant_token(&merchant).await, self.line.rappi()) {
                (Ok(flags), Ok(token), Ok(rappi)) => Ok((flags, token, rappi)),
                (Err(failure), ..) | (_, Err(failure), _) | (_, _, Err(failure)) => Err(failure),
            };
            let id = row.id.clone();
            match ready {
                Ok((flags, token, rappi)) => {
                    let ours = self.environment.profile().integrations;
                    let known = self.claims.known().await?;
                    let again = self.environment.record().write(move |c| repeat(c, &id, &ours, now())).await?;
                    let Some(operation) = again else {
                        self.announce_if_ended(&row.id).await?;
                        continue;
                    };
                    let control = self.runs.start(operation.id.clone());
                    self.tell_run(&operation);
                    self.environment.tell(Change::Activity);
                    self.set_off(Run { operation, flags: flags.into(), token, rappi, control, known });
                }
                // It goes on by itself when the merchant has signed in; anything else, a person mends.
                Err(failure) => {
                    self.environment.record().write(move |c| rest(c, &id, &failure)).await?;
                    self.tell_run(&row);
                }
            }
            self.environment.tell(Change::Merchants);
        }
        Ok(())
    }

    /// What waited for this merchant to sign in goes on by itself.
    pub(crate) async fn resume_signed_in(self: &Arc<Self>, merchant: &MerchantId) {
        let Ok(paused) = self.environment.record().read(|c| operations::in_phase(c, Phase::Paused)).await else {
            return;
        };
        for row in paused.iter().filter(|row| row.merchant == *merchant && waits_for_sign_in(row)) {
            if let Err(failure) = self.resume_operation(row.id.as_str()).await {
                tracing::warn!(%failure, "a run that waited for a sign-in does not go on");
            }
        }
    }

    /// No request leaves for a merchant that was signed out: its runs rest.
    pub(crate) async fn rest_signed_out(&self, merchant: &merchants::Merchant) -> Result<(), Failure> {
        for phase in [Phase::Running, Phase::Holding] {
            for row in self.environment.record().read(move |c| operations::in_phase(c, phase)).await? {
                if row.merchant == merchant.id
                    && let Some(control) = self.runs.get(&row.id)
                {
                    control.halt(signed_out(merchant));
                }
            }
        }
        Ok(())
    }

    async fn operation_row(&self, operation: &str) -> Result<Operation, Failure> {
        let id = OperationId::from(operation);
        let row = self.environment.record().read(move |c| operations::by_id(c, &id)).await?;
        row.ok_or_else(|| Failure::not_found("operation"))
    }

    async fn act_on(&self, row: &Operation, act: ActKind) -> Result<Act, Failure> {
        let merchant = self.tokens.merchant_of(&row.merchant).await?;
        Ok(self.environment.act(act, &merchant.name, Some(&row.merchant), Some(row.id.0.clone())))
    }

    fn tell_acted(&self, row: &Operation) {
        self.environment.tell(Change::Merchants);
        self.tell_run(row);
    }
}

/// The act with the phase before and after it, in the transaction that changed it.
fn acted(c: &Connection, before: &Operation, act: Act) -> Sql<Act> {
    let after = operations::by_id(c, &before.id)?.map(|row| row.phase.word().to_owned());
    Ok(act.changed("phase", Some(before.phase.word().to_owned()), after))
}

/// The options that a run is sent with, as they were kept.
pub(crate) fn options(row: &Operation) -> Result<Flags, Failure> {
    StoreOptions::read(&row.flags).map(Flags::from).map_err(|_| {
        let failure = Failure::new(Code::RecordDamaged, format!("The options of the run {} cannot be read.", row.id));
        failure.because(Reason::RecordUnreadable).about("operations.flags")
    })
}
