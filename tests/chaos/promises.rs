//! What must hold, whatever happened.

use gangway_core::view::{OperationState, OperationView, Outcome};
use gangway_tests::{Call, Desk, until_some};
use std::collections::HashSet;

/// Waits for the end of a run. Nothing is counted twice or lost on the way.
///
/// A result that never comes, of a store that was not done, stays overdue: nobody but the provider can say whether it is
/// still working on it. So it is enough that the provider was asked and could not settle it.
pub(crate) async fn hold_while_running(desk: &Desk, id: &str) -> OperationView {
    let total = desk.operation(id).await.row.counts.total;
    let view = until_some("only the overdue is open", async || {
        let row = desk.operation(id).await.row;
        let sending = matches!(row.state, OperationState::Running | OperationState::Stopping);
        if sending || row.repeats() || row.counts.open() != row.counts.overdue {
            return None;
        }
        let asked = row.counts.overdue == 0 || desk.console.merchants.refresh(&row.merchant).await.is_ok();
        let view = desk.operation(id).await;
        (asked && !view.row.repeats() && view.row.counts.open() == view.row.counts.overdue).then_some(view)
    })
    .await;
    let counts = view.row.counts;
    assert_eq!(counts.total, total);
    assert_eq!(counts.settled() + counts.open() + counts.planned, total, "{counts:?}");
    view
}

/// After a run: every store is final or explained, and true; the provider was never asked twice.
pub(crate) async fn kept(desk: &Desk, stores: &[String], view: &OperationView) {
    explained(view);
    true_to_the_provider(desk, view).await;
    let log = desk.provider.log().await;
    never_twice_in_doubt(&log);
    within_bounds(&log, stores);
}

fn explained(view: &OperationView) {
    let counts = view.row.counts;
    let of =
        |outcome| view.causes.iter().filter(|cause| cause.outcome == outcome).map(|cause| cause.stores).sum::<u32>();
    assert_eq!(of(Outcome::Overdue), counts.overdue, "{view:?}");
    assert_eq!(of(Outcome::Unsent), counts.planned, "{view:?}");
    assert_eq!(of(Outcome::Failed), counts.failed, "{view:?}");
    assert_eq!(of(Outcome::Rejected), counts.rejected, "{view:?}");
    assert!(view.row.ended_at.is_some() || counts.overdue > 0, "{view:?}");
}

/// Shown as done means done, and shown as not done means not done.
async fn true_to_the_provider(desk: &Desk, view: &OperationView) {
    let truth = desk.provider.truth().await;
    let page = desk.console.provisioning.operation_stores(&view.row.id, None, 0, 1000).await.unwrap();
    for row in page.rows {
        let state = serde_json::to_value(row.state).unwrap();
        let ours = truth[&row.store].as_deref() == Some(desk.integration());
        assert_eq!(state == "confirmed", ours, "{} is {state}: {row:?}", row.store);
    }
}

/// Between two requests with the same store the provider was asked, or said itself what became of the first.
fn never_twice_in_doubt(log: &[Call]) {
    let mut in_doubt: HashSet<&str> = HashSet::new();
    for call in log {
        match call.call.as_str() {
            "provisioning" => {
                for store in &call.stores {
                    assert!(
                        !in_doubt.contains(store.as_str()),
                        "{store} was sent again while its outcome was unknown: {call:?}"
                    );
                }
                if !matches!(call.status, Some(202 | 422)) {
                    in_doubt.extend(call.stores.iter().map(String::as_str));
                }
            }
            "integration-status" if call.status == Some(200) => in_doubt.clear(),
            _ => {}
        }
    }
}

fn within_bounds(log: &[Call], stores: &[String]) {
    let known: HashSet<&String> = stores.iter().collect();
    for call in log.iter().filter(|call| call.call == "provisioning") {
        assert!(call.stores.len() <= 20, "{call:?}");
        assert!(call.stores.iter().all(|store| known.contains(store)), "{call:?}");
        assert_eq!(call.stores.iter().collect::<HashSet<_>>().len(), call.stores.len(), "{call:?}");
        // Mixed integrations in a batch is a 400, and no fault here is one.
        assert_ne!(call.status, Some(400), "{call:?}");
    }
}
