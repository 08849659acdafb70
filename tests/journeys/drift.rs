//! What changed without us is found by a refresh, listed and counted; and so are results that never came.

use gangway_core::view::DriftRow;
use gangway_domain::compare::Differs;
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until};
use serde_json::json;

fn seen(rows: &[DriftRow]) -> Vec<(String, Differs)> {
    rows.iter().map(|row| (row.store.clone(), row.change)).collect()
}

#[tokio::test]
async fn a_store_that_changed_hands_without_us_is_listed_until_it_is_seen() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 3).await;
    desk.run(&desk.plan_request(&merchant, &stores[..2])).await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!(desk.console.merchants.drift(&merchant.id).await.unwrap(), [], "what we did is no drift");

    // The merchant released one of ours and linked another one elsewhere.
    desk.provider.link(&stores[..1], "nobody").await;
    desk.provider.link(&stores[2..], "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let found = desk.console.merchants.drift(&merchant.id).await.unwrap();
    let mut kinds = seen(&found);
    kinds.sort_by_key(|(store, _)| stores.iter().position(|known| known == store));
    assert_eq!(kinds, [(stores[0].clone(), Differs::Released), (stores[2].clone(), Differs::Integrated)]);
    assert_eq!(desk.console.merchants.merchants().await.unwrap()[0].drift, 2);

    let newest = found.iter().map(|row| row.id).max().unwrap();
    desk.console.merchants.see_drift(&merchant.id, newest).await.unwrap();
    assert_eq!(desk.console.merchants.merchants().await.unwrap()[0].drift, 0);
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!(desk.console.merchants.drift(&merchant.id).await.unwrap().len(), 2, "nothing is found twice");
}

#[tokio::test]
async fn results_that_never_came_are_counted() {
    let provider = Config { ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, overdue_after_s: 1, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 4).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    let view = desk.run(&desk.plan_request(&merchant, &stores)).await;
    assert_eq!(view.row.counts.confirmed, 4);
    let missed = async || desk.console.merchants.merchants().await.unwrap()[0].missed_webhooks;
    until("they count as missed", async || missed().await == 4).await;
    let more = desk.free_stores(&merchant, 2).await;
    desk.run(&desk.plan_request(&merchant, &more)).await;
    // One that left later and is missed says that the time of those before it has passed too.
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    let last = desk.free_stores(&merchant, 1).await;
    desk.run(&desk.plan_request(&merchant, &last)).await;
    until("the last one counts as missed", async || missed().await > 4).await;
    assert_eq!(missed().await, 5, "what came is not missed");
    assert_eq!(desk.console.merchants.drift(&merchant.id).await.unwrap(), [], "a run of ours explains it");
}
