//! What a person does with a run: start it, take it back, let it rest, go on, stop it.

use crate::{
    Code, Console, Failure, Reason, now,
    run::Run,
    view::{Change, Flags, PlanRequest},
};
use gangway_domain::{
    IntegrationId, MerchantId, OperationId,
    operation::{Kind, StoreState},
    plan::{self, BATCH_LIMIT, Facts, Plan},
};
use gangway_record::{
    Connection, Sql, audit, batches, merchants, operation_stores,
    operations::{self, Operation, Phase},
    stores,
};
use std::sync::Arc;
use uuid::Uuid;

/// The longest time a run can be held before its first request leaves.
const LONGEST_HOLD_S: u32 = 3600;
/// Where a run can be that goes on from where it is.
const RESUMABLE: [Phase; 4] = [Phase::Paused, Phase::Interrupted, Phase::Halted, Phase::Stopped];

impl Console {
    /// Starts a run. It is journalled when this returns, and goes on by itself: at once, or when the time it is held is over.
    pub async fn provision(self: &Arc<Self>, request: &PlanRequest) -> Result<OperationId, Failure> {
        if request.hold_s > LONGEST_HOLD_S {
            return Err(Failure::new(Code::BadInput, format!("A run can be held for {LONGEST_HOLD_S} s at most."))
                .because(Reason::HoldTooLong));
        }
        let plan = self.planned(request).await?;
        if plan.batches.is_empty() {
            let what = if request.kind == Kind::Provision { "provisioned" } else { "deprovisioned" };
            return Err(Failure::new(Code::BadInput, format!("None of the chosen stores can be {what}."))
                .because(Reason::NothingToSend));
        }
        let integration = IntegrationId(request.integration.clone());
        let merchant = self.merchant_of(&request.merchant.as_str().into()).await?;
        let token = self.merchant_token(&merchant).await?;
        self.ensure_webhook(&integration).await?;
        let held = request.hold_s > 0;
        let operation = Operation {
            id: OperationId(Uuid::now_v7().to_string()),
            merchant: merchant.id.clone(),
            kind: request.kind,
            integration,
            flags: serde_json::to_string(&request.flags).unwrap_or_default(),
            phase: if held { Phase::Holding } else { Phase::Running },
            halt: None,
            started_at: now(),
            ended_at: None,
            hold_until: held.then(|| now() + i64::from(request.hold_s) * 1000),
        };
        let subject = format!("{} · {}", merchant.name, plan.stores());
        let rappi = self.rappi()?;
        let act = self
            .act("operation_started", &subject, Some(&merchant.id), Some(operation.id.0.clone()))
            .changed("phase", None, Some(operation.phase.word().to_owned()))
            .changed("integration", None, Some(operation.integration.0.clone()))
            .changed("stores", None, Some(plan.stores().to_string()))
            .changed("requests", None, Some(plan.batches.len().to_string()));
        let row = operation.clone();
        if !self.record.write(move |c| insert(c, &row, &plan, &act)).await? {
            return Err(Failure::new(Code::Stale, "Another run took some of these stores meanwhile.")
                .because(Reason::StoresTaken));
        }
        let control = self.runs.start(operation.id.clone());
        let run = Run { operation: operation.clone(), flags: request.flags.into(), token, rappi, control };
        self.tell(Change::Merchants);
        self.tell(Change::Activity);
        self.tell_run(&operation);
        self.set_off(run);
        Ok(operation.id)
    }

    /// The run ends after the requests that are under way. One that rests ends at once.
    pub async fn stop_operation(&self, operation: &str) -> Result<(), Failure> {
        let row = self.operation_row(operation).await?;
        match self.runs.get(&row.id) {
            Some(_) if row.phase == Phase::Holding => return self.take_back(row).await,
            Some(control) => control.stop(),
            None => {
                let resting = row.clone();
                let stopped =
                    self.record.write(move |c| give_up(c, &resting, &[Phase::Paused], Phase::Stopped)).await?;
                if !stopped {
                    return Err(Failure::not_found("running operation"));
                }
            }
        }
        self.acted(&row, "operation_stopped").await
    }

    /// Takes a run back before anything left.
    pub async fn undo_operation(&self, operation: &str) -> Result<(), Failure> {
        let row = self.operation_row(operation).await?;
        self.take_back(row).await
    }

    async fn take_back(&self, row: Operation) -> Result<(), Failure> {
        let held = row.clone();
        if !self.record.write(move |c| give_up(c, &held, &[Phase::Holding], Phase::Undone)).await? {
            return Err(Failure::new(Code::Stale, "Its first request has left already.").because(Reason::AlreadyLeft));
        }
        if let Some(control) = self.runs.get(&row.id) {
            control.stop();
        }
        self.acted(&row, "operation_undone").await
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
        control.ok_or_else(|| Failure::not_found("running operation"))?.rest();
        self.acted(&row, "operation_paused").await
    }

    /// Goes on with what a run has not sent, wherever it was left. Stores that changed meanwhile stay behind.
    pub async fn resume_operation(self: &Arc<Self>, operation: &str) -> Result<(), Failure> {
        let mut row = self.operation_row(operation).await?;
        let merchant = self.merchant_of(&row.merchant).await?;
        let token = self.merchant_token(&merchant).await?;
        let rappi = self.rappi()?;
        self.ensure_webhook(&row.integration).await?;
        let (ours, resting) = (self.profile().integrations, row.clone());
        let left = self.record.write(move |c| reclaim(c, &resting, &ours)).await?;
        match left {
            None => return Err(Failure::new(Code::Stale, "The run does not rest.").because(Reason::NotResting)),
            Some(0) => {
                let failure = Failure::new(Code::BadInput, "Nothing of it is left that could be sent.");
                return Err(failure.because(Reason::NothingLeft));
            }
            Some(_) => {}
        }
        (row.phase, row.halt, row.ended_at, row.hold_until) = (Phase::Running, None, None, None);
        let flags: Flags = serde_json::from_str(&row.flags).unwrap_or_default();
        let control = self.runs.start(row.id.clone());
        let run = Run { operation: row.clone(), flags: flags.into(), token, rappi, control };
        self.tell(Change::Merchants);
        self.set_off(run);
        self.acted(&row, "operation_resumed").await
    }

    /// What waited for this merchant to sign in goes on by itself.
    pub(crate) async fn resume_signed_in(self: &Arc<Self>, merchant: &MerchantId) {
        let Ok(paused) = self.record.read(|c| operations::in_phase(c, Phase::Paused)).await else { return };
        for row in paused.iter().filter(|row| row.merchant == *merchant && waits_for_sign_in(row)) {
            if let Err(failure) = self.resume_operation(row.id.as_str()).await {
                tracing::warn!(%failure, "a run that waited for a sign-in does not go on");
            }
        }
    }

    /// No request leaves for a merchant that was signed out: its runs rest.
    pub(crate) async fn rest_signed_out(&self, merchant: &merchants::Merchant) -> Result<(), Failure> {
        for phase in [Phase::Running, Phase::Holding] {
            for row in self.record.read(move |c| operations::in_phase(c, phase)).await? {
                if row.merchant == merchant.id
                    && let Some(control) = self.runs.get(&row.id)
                {
                    let message = format!("{} was signed out.", merchant.email);
                    control.halt(Failure::new(Code::SignInAgain, message).because(Reason::SignedOut));
                }
            }
        }
        Ok(())
    }

    async fn operation_row(&self, operation: &str) -> Result<Operation, Failure> {
        let id = OperationId::from(operation);
        let row = self.record.read(move |c| operations::by_id(c, &id)).await?;
        row.ok_or_else(|| Failure::not_found("operation"))
    }

    async fn acted(&self, row: &Operation, act: &str) -> Result<(), Failure> {
        let after = self.operation_row(row.id.as_str()).await?.phase;
        let phase = |phase: Phase| Some(phase.word().to_owned());
        let merchant = self.merchant_of(&row.merchant).await?;
        let act = self.act(act, &merchant.name, Some(&row.merchant), Some(row.id.0.clone()));
        self.audit(act.changed("phase", phase(row.phase), phase(after))).await?;
        self.tell(Change::Merchants);
        self.tell_run(row);
        Ok(())
    }
}

fn waits_for_sign_in(row: &Operation) -> bool {
    let halt: Option<Failure> = row.halt.as_deref().and_then(|halt| serde_json::from_str(halt).ok());
    halt.is_some_and(|failure| failure.code == Code::SignInAgain)
}

/// `false`: nothing was written, because a run that was started after the plan was made has some of the stores.
fn insert(c: &Connection, operation: &Operation, plan: &Plan, act: &audit::Act) -> Sql<bool> {
    let busy = operations::busy_stores(c, &operation.merchant)?;
    if plan.batches.iter().flat_map(|batch| &batch.stores).any(|candidate| busy.contains(&candidate.id)) {
        return Ok(false);
    }
    operations::insert(c, operation)?;
    let revision = merchants::next_revision(c, &operation.merchant)?;
    let mut place = 0;
    for (position, batch) in plan.batches.iter().enumerate() {
        batches::insert(c, &operation.id, position as u32, batch.stores.len() as u32, batch.wave)?;
        for candidate in &batch.stores {
            operation_stores::insert(c, &operation.id, place, position as u32, &candidate.id, &candidate.name)?;
            stores::claim(c, &operation.merchant, &candidate.id, &operation.id, revision)?;
            place += 1;
        }
    }
    audit::append(c, act)?;
    Ok(true)
}

/// Ends a run that has nothing under way; what it did not send is free again. `false` when it stands elsewhere by now.
fn give_up(c: &Connection, operation: &Operation, from: &[Phase], to: Phase) -> Sql<bool> {
    let at = now();
    if !operations::step(c, &operation.id, from, to, None, Some(at))? {
        return Ok(false);
    }
    let revision = merchants::next_revision(c, &operation.merchant)?;
    stores::release(c, &operation.merchant, &operation.id, revision)?;
    Ok(true)
}

/// Makes what a resting run has not sent its own again, as far as it still can be sent, and sets it running. Answers how
/// many stores that are, or `None` when the run does not rest.
fn reclaim(c: &Connection, operation: &Operation, ours: &[IntegrationId]) -> Sql<Option<usize>> {
    let Some(resting) = operations::by_id(c, &operation.id)? else { return Ok(None) };
    if !RESUMABLE.contains(&resting.phase) {
        return Ok(None);
    }
    let (merchant, id) = (&operation.merchant, &operation.id);
    let revision = merchants::next_revision(c, merchant)?;
    // First everything is let go, so that only what other runs hold counts as taken.
    stores::release(c, merchant, id, revision)?;
    operations::set_phase(c, id, Phase::Stopped, None, None)?;
    let busy = operations::busy_stores(c, merchant)?;
    let known = batches::of(c, id)?;
    let mut again: Vec<(u32, Vec<gangway_domain::StoreId>)> = Vec::new();
    let mut claimed = 0;
    for row in operation_stores::in_state(c, id, StoreState::Planned)? {
        let Some((present, holder)) = stores::by_id(c, merchant, &row.store)? else { continue };
        let taken = busy.contains(&row.store) || holder.is_some_and(|holder| holder != *id);
        let facts = Facts {
            name: &present.store.name,
            integration: present.store.integration.as_ref().map(IntegrationId::as_str),
            latest: present.latest,
        };
        let verdict = match operation.kind {
            Kind::Provision => plan::verdict(facts, ours),
            Kind::Deprovision => plan::release_verdict(facts, &operation.integration),
        };
        if taken || verdict.is_some() {
            continue;
        }
        stores::claim(c, merchant, &row.store, id, revision)?;
        claimed += 1;
        let batch = known.iter().find(|batch| batch.position == row.position);
        if let Some(batch) = batch.filter(|batch| batch.sent_at.is_some()) {
            // Its request has left once, under an id of its own: this one gets another.
            match again.last_mut() {
                Some((wave, batch_of)) if *wave == batch.wave && batch_of.len() < BATCH_LIMIT => {
                    batch_of.push(row.store);
                }
                _ => again.push((batch.wave, vec![row.store])),
            }
        }
    }
    let next = known.last().map_or(0, |batch| batch.position + 1);
    for (position, (wave, batch)) in (next..).zip(again) {
        batches::insert(c, id, position, batch.len() as u32, wave)?;
        for store in &batch {
            operation_stores::rebatch(c, id, store, position)?;
        }
    }
    // Nothing to send: it stays as it was.
    let (phase, ended_at) = if claimed > 0 { (Phase::Running, None) } else { (resting.phase, resting.ended_at) };
    operations::set_phase(c, id, phase, resting.halt.as_deref().filter(|_| claimed == 0), ended_at)?;
    Ok(Some(claimed))
}
