//! A run with one fault in it.

use gangway_core::view::{Advice, BatchRow, MerchantRow, OperationStore, OperationView, PlanRequest, PlanSource};
use gangway_tests::{Desk, Setup};
use serde_json::Value;

/// How the run went.
pub(crate) struct Went {
    pub(crate) desk: Desk,
    pub(crate) merchant: MerchantRow,
    pub(crate) stores: Vec<String>,
    pub(crate) view: OperationView,
}

/// Short time-outs, and asked soon.
pub(crate) fn hasty() -> Setup {
    Setup { concurrency: 1, overdue_after_s: 1, unknown_for_s: 1, call_timeout_s: 2, ..Setup::default() }
}

/// Five stores, one request, one fault.
pub(crate) async fn with(fault: Value) -> Went {
    run(fault, true).await
}

/// The same, and what was not done is left to a person.
pub(crate) async fn left_to_a_person(fault: Value) -> Went {
    run(fault, false).await
}

async fn run(fault: Value, repeat: bool) -> Went {
    let desk = Desk::with(hasty()).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fault(fault).await;
    let view = desk.run(&PlanRequest { repeat, ..desk.plan_request(&merchant, &stores) }).await;
    Went { desk, merchant, stores, view }
}

impl Went {
    pub(crate) fn batch(&self) -> &BatchRow {
        &self.view.batches[0]
    }

    pub(crate) async fn rows(&self) -> Vec<OperationStore> {
        self.desk.console.provisioning.operation_stores(&self.view.row.id, None, 0, 100).await.unwrap().rows
    }

    /// Every store was confirmed, and the provider received each once.
    pub(crate) async fn all_confirmed_and_received_once(&self) {
        assert_eq!(self.view.row.counts.confirmed, 5, "{:?}", self.view);
        self.truly_ours().await;
        let received = self.desk.provider.received().await;
        assert!(self.stores.iter().all(|store| received[store] == 1), "{received:?}");
    }

    /// Nothing was done, and the run sent the stores again by itself, in a request of their own.
    pub(crate) async fn repeated_by_itself(&self) {
        assert_eq!(self.view.row.counts.confirmed, 5, "{:?}", self.view);
        assert_eq!((self.view.row.repeated, self.view.row.repeats_left), (1, 1), "{:?}", self.view);
        self.truly_ours().await;
        let received = self.desk.provider.received().await;
        assert!(self.stores.iter().all(|store| received[store] == 1), "{received:?}");
    }

    /// Nothing was done; the stores are planned again with a cause, and going on confirms them.
    pub(crate) async fn undone_then_sent_again(&self) {
        assert_eq!(self.view.row.counts.planned, 5, "{:?}", self.view);
        assert_eq!(self.view.causes.iter().map(|cause| cause.stores).sum::<u32>(), 5, "{:?}", self.view.causes);
        assert!(self.view.causes.iter().all(|cause| cause.advice == Advice::Retry), "{:?}", self.view.causes);
        let rest = PlanSource::UnsentOf { operation: self.view.row.id.clone() };
        let again = self.desk.run(&self.desk.desired_from(&self.merchant, rest)).await;
        assert_eq!(again.row.counts.confirmed, 5, "{again:?}");
        self.truly_ours().await;
        let received = self.desk.provider.received().await;
        assert!(self.stores.iter().all(|store| received[store] == 1), "{received:?}");
    }

    async fn truly_ours(&self) {
        let truth = self.desk.provider.truth().await;
        assert!(self.stores.iter().all(|store| truth[store].as_deref() == Some(self.desk.integration())));
    }
}
