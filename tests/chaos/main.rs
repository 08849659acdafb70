//! Whatever goes wrong, in whatever order: the engine keeps its promises.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod large;
mod promises;

use gangway_core::view::{MerchantRow, OperationView, PlanSource};
use gangway_domain::advice::Advice;
use gangway_tests::{Desk, Setup};
use promises::{hold_while_running, kept};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

/// Stores of a case.
const STORES: usize = 60;
/// Runs of a case: the first, and going on with what was not sent or failed.
const RUNS: usize = 4;

/// One thing that goes wrong, for one or two calls.
fn fault() -> impl Strategy<Value = Value> {
    // A 429 says that nothing was done; a provider that did it all the same has lied, and no client can know.
    let status = prop::sample::select(vec![424, 429, 500, 502, 503]);
    let doubtful = prop::sample::select(vec![424, 500, 502, 503]);
    let kind = prop_oneof![
        6 => prop::sample::select(vec![
            "drop_after", "drop_before", "empty", "not_json", "html", "no_webhook", "duplicate_webhook",
            "bad_signature", "reject_store", "fail_store",
        ])
        .prop_map(|kind| json!({ "kind": kind })),
        2 => status.prop_map(|status| json!({ "kind": "status", "status": status })),
        1 => doubtful.prop_map(|status| json!({ "kind": "status_after", "status": status })),
        1 => Just(json!({ "kind": "timeout", "ms": 1500 })),
        1 => (50u64..1500).prop_map(|ms| json!({ "kind": "late_webhook", "ms": ms })),
    ];
    let call = prop_oneof![5 => Just("provisioning"), 1 => Just("integration-status"), 1 => Just("token")];
    (kind, call, 1u32..3).prop_map(|(mut fault, call, next)| {
        fault["call"] = json!(call);
        fault["next"] = json!(next);
        fault
    })
}

#[derive(Debug, Clone)]
struct Case {
    faults: Vec<Value>,
    concurrency: u32,
    /// The integrator's token ends before the run.
    expire: bool,
}

fn case() -> impl Strategy<Value = Case> {
    (prop::collection::vec(fault(), 0..7), 1u32..5, any::<bool>()).prop_map(|(mut faults, concurrency, expire)| {
        // Each unanswered question lengthens the pause before the next; more than two would outlast the limit.
        let mut questions = 0;
        faults.retain(|fault| {
            questions += u32::from(fault["call"] != "provisioning");
            fault["call"] == "provisioning" || questions <= 2
        });
        Case { faults, concurrency, expire }
    })
}

#[test]
fn the_promises_hold() {
    // Few, because each waits for real time-outs. `PROPTEST_CASES` makes more.
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(5);
    // A shrink runs whole cases again; the case itself says what went wrong.
    let config = Config { cases, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    TestRunner::new(config)
        .run(&case(), |case| {
            runtime.block_on(play(case));
            Ok(())
        })
        .unwrap();
}

async fn play(case: Case) {
    let setup = Setup {
        concurrency: case.concurrency,
        overdue_after_s: 1,
        unknown_for_s: 1,
        call_timeout_s: 1,
        ..Setup::default()
    };
    let desk = Desk::with(setup).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, STORES).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    for fault in &case.faults {
        desk.provider.fault(fault.clone()).await;
    }
    if case.expire {
        desk.provider.expire("integrator").await;
    }
    let mut view = run(&desk, desk.plan_request(&merchant, &stores)).await;
    kept(&desk, &stores, &view).await;
    for _ in 1..RUNS {
        let Some(request) = rest(&desk, &merchant, &view) else { break };
        view = run(&desk, request).await;
        kept(&desk, &stores, &view).await;
    }
}

async fn run(desk: &Desk, request: gangway_core::view::PlanRequest) -> OperationView {
    let id = desk.start(&request).await.unwrap();
    hold_while_running(desk, &id).await
}

/// What a person would do next: the unsent first, then the failed for which another try makes sense.
fn rest(desk: &Desk, merchant: &MerchantRow, view: &OperationView) -> Option<gangway_core::view::PlanRequest> {
    let operation = view.row.id.clone();
    let counts = view.row.counts;
    let source = if counts.planned > 0 {
        PlanSource::UnsentOf { operation }
    } else if view.causes.iter().any(|cause| cause.advice == Advice::Retry) {
        PlanSource::FailedOf { operation }
    } else {
        return None;
    };
    Some(desk.desired_from(merchant, source))
}
