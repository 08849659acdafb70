//! From a plan to confirmed stores.

use gangway_core::view::{OperationState, PlanSource};
use gangway_domain::operation::StoreState;
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use std::time::Duration;

/// The tree shows it without another status call.
#[tokio::test]
async fn the_tree_follows_the_results() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let before = desk.columns(&merchant).await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fail(&stores[..1], 1).await;
    desk.run(&desk.plan_request(&merchant, &stores)).await;
    let delta = desk.console.merchants.store_delta(&merchant.id, before.revision).await.unwrap();
    assert_eq!(delta.rows.len(), 5);
    for row in delta.rows {
        let store = &before.ids[row.row as usize];
        let (state, note) =
            if *store == stores[0] { (3, Some("424 Partners service is unavailable")) } else { (1, None) };
        assert_eq!((row.state, row.note.as_deref()), (state, note), "{store}");
    }
    assert_eq!(desk.provider.calls("integration-status").await.len(), 1);
    let latest =
        desk.console.provisioning.store_latest(&merchant.id, &stores[0]).await.unwrap().expect("it was part of a run");
    assert_eq!((latest.store.state, latest.store.code), (StoreState::Failed, Some(424)));
    assert!(latest.store.batch_id.is_some() && latest.store.delivery.is_some() && latest.sent_at.is_some());
    assert_eq!(desk.console.provisioning.store_latest(&merchant.id, "no such store").await.unwrap(), None);
}

#[tokio::test]
async fn stop_after_this_batch() {
    let provider = Config { latency: Duration::from_millis(150), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, concurrency: 1, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 60).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("the first request is under way", async || desk.operation(&id).await.row.counts.sending == 20).await;
    desk.console.provisioning.stop_operation(&id).await.unwrap();
    let view = desk.settled(&id).await;
    assert_eq!(view.row.state, OperationState::Stopped);
    assert_eq!((view.row.counts.confirmed, view.row.counts.planned), (20, 40));
    assert_eq!(desk.provider.received().await.len(), 20);

    let rest = desk.run(&desk.desired_from(&merchant, PlanSource::UnsentOf { operation: id })).await;
    assert_eq!((rest.row.counts.confirmed, rest.row.counts.total), (40, 40));
    assert!(desk.provider.received().await.values().all(|times| *times == 1));
}

/// A store in one run is not part of another.
#[tokio::test]
async fn a_second_run_leaves_out_what_is_under_way() {
    let provider = Config { webhook_delay: Duration::from_millis(400), ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 3).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores[..2])).await.unwrap();
    until("the first two are taken", async || desk.operation(&id).await.row.counts.accepted == 2).await;
    let plan = desk.console.provisioning.plan(&desk.plan_request(&merchant, &stores)).await.unwrap();
    assert_eq!((plan.stores, plan.left_out_total), (1, 2));
    desk.settled(&id).await;
}
