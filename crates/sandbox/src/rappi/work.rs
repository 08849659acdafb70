//! What happens after the 202: the work is done, the world changes, the result is reported.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use uuid::Uuid;

use crate::{
    clock,
    faults::{Fault, Stage, calls::Call},
    rappi::{
        Rappi,
        api::Spelling,
        webhook::{self, Report, Result},
        world::{Link, Merchant, OURS},
    },
};

/// What a batch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Operation {
    Provision,
    Deprovision,
}

/// The accepted stores of one batch.
pub(crate) struct Job {
    pub(crate) email: String,
    pub(crate) operation: Operation,
    /// Of the request; the two documents disagree about repetitions.
    pub(crate) spelling: Spelling,
    pub(crate) stores: Vec<String>,
}

/// How many batches there were.
#[derive(Debug, Default)]
pub(crate) struct Batches {
    begun: AtomicUsize,
    done: AtomicUsize,
}

impl Batches {
    /// Begun and done.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.begun.load(Ordering::Relaxed), self.done.load(Ordering::Relaxed))
    }
}

/// Takes a job on and gives its `batchId`. Faults of later stages are bound now: "the next N calls" are calls, not results.
pub(crate) fn begin(rappi: &Arc<Rappi>, job: Job) -> String {
    let batch_id = Uuid::new_v4().to_string();
    let call = match job.operation {
        Operation::Provision => Call::Provisioning,
        Operation::Deprovision => Call::Deprovisioning,
    };
    let work = rappi.faults.take(call, Stage::Work, &job.stores);
    let report = rappi.faults.take(call, Stage::Webhook, &job.stores);
    rappi.batches.begun.fetch_add(1, Ordering::Relaxed);
    let (id, this) = (batch_id.clone(), Arc::clone(rappi));
    rappi.tasks.spawn(async move {
        tokio::time::sleep(this.config.webhook_delay).await;
        let report_body = Report {
            batch_id: id,
            integration_id: OURS,
            operation: job.operation,
            results: perform(&this, &job, work.as_ref()),
            timestamp: clock::now_text(),
        };
        this.batches.done.fetch_add(1, Ordering::Relaxed);
        webhook::report(&this, &report_body, report.as_ref()).await;
    });
    batch_id
}

fn perform(rappi: &Rappi, job: &Job, fault: Option<&Fault>) -> Vec<Result> {
    job.stores.iter().map(|id| perform_one(rappi, job, id, fault)).collect()
}

fn perform_one(rappi: &Rappi, job: &Job, id: &str, fault: Option<&Fault>) -> Result {
    let mut world = rappi.world();
    let merchant = world.merchant_mut(&job.email);
    let (brand, link) =
        merchant.as_ref().and_then(|it| it.store(id)).map_or(("", Link::None), |it| (it.brand, it.link));
    let hit = fault.filter(|it| it.stores.is_empty() || it.stores.iter().any(|named| named == id));
    if let Some(fault) = hit {
        let message = fault.message.clone().unwrap_or_else(|| "Store already exists".into());
        return Result::failed(id, brand, fault.status.unwrap_or(409), message);
    }
    match (job.operation, link) {
        // What a switch lets fail is free afterwards, as after a failing dependency.
        (Operation::Provision, Link::None) if rappi.failing.strikes(id) => {
            Result::failed(id, brand, 424, "Partners service is unavailable".into())
        }
        (Operation::Provision, Link::None) => {
            relink(merchant, id, Link::Ours);
            Result::done(id, brand, "ACTIVE", 201)
        }
        // Dialect B: no change if it is the same integration (docs/wire.md 1.1).
        (Operation::Provision, Link::Ours) if job.spelling == Spelling::B => Result::done(id, brand, "ACTIVE", 200),
        // The sample of Rappi's guide: a store of any integration is a conflict.
        (Operation::Provision, _) => Result::failed(id, brand, 409, "Store already exists".into()),
        (Operation::Deprovision, Link::Ours) => {
            relink(merchant, id, Link::None);
            Result::done(id, brand, "INACTIVE", 204)
        }
        // Another batch was faster.
        (Operation::Deprovision, _) => Result::failed(id, brand, 409, "Store is not integrated".into()),
    }
}

fn relink(merchant: Option<&mut Merchant>, id: &str, link: Link) {
    if let Some(merchant) = merchant {
        merchant.link(id, link);
    }
}
