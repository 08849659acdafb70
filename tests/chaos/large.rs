//! Ten thousand stores, over sockets, with everything going wrong at the rate at which it does.

use gangway_core::view::{OperationState, OperationView, PlanSource};
use gangway_sandbox::{Config, FailStores};
use gangway_tests::{Desk, Setup, never_twice_unasked, until, until_some};
use serde_json::json;
use std::time::Duration;

const STORES: usize = 10_000;
/// A run that ended with something unsent is gone on with so often.
const RUNS: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_stores_end_final_or_explained() {
    let seed = std::env::var("GANGWAY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    eprintln!("ten thousand stores: GANGWAY_SEED={seed}");
    let provider =
        Config { seed, stores: STORES * 3 / 2, fail_stores: FailStores::PerMille(50), ..Setup::default().provider };
    let setup = Setup { provider, overdue_after_s: 3, unknown_for_s: 2, call_timeout_s: 2, ..Setup::default() };
    let desk = Desk::with(setup).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, STORES).await;
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    for mut fault in [
        json!({ "kind": "status", "status": 424, "per_mille": 20 }),
        json!({ "kind": "timeout", "ms": 4000, "per_mille": 10 }),
        json!({ "kind": "no_webhook", "per_mille": 10 }),
        json!({ "kind": "duplicate_webhook", "per_mille": 10 }),
    ] {
        fault["call"] = json!("provisioning");
        desk.provider.fault(fault).await;
    }

    let first = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("half has left", async || desk.operation(&first).await.row.counts.planned < STORES as u32 / 2).await;
    desk.provider.expire("merchant").await;
    let rests = async || {
        let row = desk.operation(&first).await.row;
        // Unknown outcomes in a row may have ended it before the token was missed; then the next run misses it.
        matches!(row.state, OperationState::Paused | OperationState::Halted).then_some(row.state)
    };
    let state = until_some("the run rests", rests).await;
    assert_eq!(state, OperationState::Paused, "GANGWAY_SEED={seed}");
    desk.authorize().await;
    until("it goes on by itself", async || desk.operation(&first).await.row.state != OperationState::Paused).await;

    let mut view = ended(&desk, &first).await;
    let (mut confirmed, mut failed, mut overdue) = (0, 0, 0);
    for _ in 0..RUNS {
        let counts = view.row.counts;
        assert_eq!(counts.total, counts.settled() + counts.open() + counts.planned);
        if counts.planned == 0 {
            break;
        }
        let id = view.row.id.clone();
        if matches!(view.row.state, OperationState::Halted | OperationState::Paused) {
            desk.console.provisioning.resume_operation(&id).await.unwrap();
            view = ended(&desk, &id).await;
            continue;
        }
        (confirmed, failed, overdue) = (confirmed + counts.confirmed, failed + counts.failed, overdue + counts.overdue);
        let unsent = desk.desired_from(&merchant, PlanSource::UnsentOf { operation: id });
        let id = desk.start(&unsent).await.unwrap();
        view = ended(&desk, &id).await;
    }
    let counts = view.row.counts;
    (confirmed, failed, overdue) = (confirmed + counts.confirmed, failed + counts.failed, overdue + counts.overdue);
    eprintln!("{confirmed} confirmed, {failed} failed, {overdue} overdue");
    assert_eq!((counts.planned, counts.rejected, confirmed + failed + overdue), (0, 0, STORES as u32));

    let log = desk.provider.log().await;
    never_twice_unasked(&log);
    // The rates really struck, and what is shown as done is done.
    let requests: Vec<_> = log.iter().filter(|call| call.call == "provisioning").collect();
    let of = |status: Option<u16>| requests.iter().filter(|call| call.status == status).count();
    assert!(of(Some(424)) > 0 && of(None) > 0 && failed > 100, "{} × 424, {} × no answer", of(Some(424)), of(None));
    let truth = desk.provider.truth().await;
    let done = stores.iter().filter(|store| truth[*store].as_deref() == Some(desk.integration())).count();
    assert_eq!(done as u32, confirmed);
}

/// Once nothing leaves any more, and only results are outstanding of which the provider was asked in vain.
async fn ended(desk: &Desk, id: &str) -> OperationView {
    until_some("only the overdue is open", async || {
        let view = desk.operation(id).await;
        let row = &view.row;
        let sends = matches!(row.state, OperationState::Running | OperationState::Stopping | OperationState::Pausing);
        if sends || row.repeats() || row.counts.open() != row.counts.overdue {
            // Looking is work too: ten thousand rows are counted.
            tokio::time::sleep(Duration::from_millis(100)).await;
            return None;
        }
        let asked = row.counts.overdue == 0 || desk.console.merchants.refresh(&row.merchant).await.is_ok();
        let view = desk.operation(id).await;
        (asked && !view.row.repeats() && view.row.counts.open() == view.row.counts.overdue).then_some(view)
    })
    .await
}
