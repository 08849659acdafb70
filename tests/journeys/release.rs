//! Deprovisioning: children before parents, and nothing that the provider would refuse.

use gangway_core::view::{OperationState, StoreColumns};
use gangway_domain::plan::LeftOut;
use gangway_tests::{Desk, Setup};
use serde_json::json;

/// A parent whose children can all be provisioned, with these: ids, the parent first.
fn family(columns: &StoreColumns) -> Vec<String> {
    let children = |parent: usize| {
        let below = columns.parent.iter().enumerate().filter(move |(_, above)| **above == parent as i32);
        below.map(|(row, _)| row).collect::<Vec<_>>()
    };
    let free = |row: &usize| columns.state[*row] == 0;
    let parent = (0..columns.ids.len()).find(|row| {
        let below = children(*row);
        free(row) && below.len() >= 3 && below.iter().all(free)
    });
    let parent = parent.expect("the seeded world has such a family");
    [parent].into_iter().chain(children(parent)).map(|row| columns.ids[row].clone()).collect()
}

#[tokio::test]
async fn a_family_is_released_children_first() {
    a_family_is_released(Setup::default()).await;
}

/// Here the provider itself refuses a parent whose children are integrated.
#[tokio::test]
async fn a_family_is_released_children_first_in_dialect_b() {
    a_family_is_released(Setup::dialect_b()).await;
}

async fn a_family_is_released(setup: Setup) {
    let desk = Desk::with(setup).await;
    let merchant = desk.authorize().await;
    let family = family(&desk.columns(&merchant).await);
    desk.run(&desk.plan_request(&merchant, &family)).await;
    let release = desk.release(&merchant, &family);
    let plan = desk.console.provisioning.plan(&release).await.unwrap();
    assert_eq!((plan.stores as usize, plan.waves, plan.left_out_total), (family.len(), 2, 0));
    let view = desk.run(&release).await;
    assert_eq!((view.row.state, view.row.counts.confirmed as usize), (OperationState::Finished, family.len()));
    let truth = desk.provider.truth().await;
    assert!(family.iter().all(|store| truth[store].is_none()));
    let columns = desk.columns(&merchant).await;
    assert!(columns.ids.iter().zip(&columns.state).all(|(id, state)| !family.contains(id) || *state == 0));
    let statuses: Vec<_> =
        desk.provider.calls("deprovisioning").await.into_iter().filter_map(|call| call.status).collect();
    assert_eq!(statuses, [202, 202], "no request was refused");
}

#[tokio::test]
async fn a_parent_is_not_sent_while_a_child_stays() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let family = family(&desk.columns(&merchant).await);
    desk.run(&desk.plan_request(&merchant, &family)).await;
    let plan = desk.console.provisioning.plan(&desk.release(&merchant, &family[..2])).await.unwrap();
    assert_eq!(plan.stores, 1);
    assert_eq!(plan.left_out[0].reason, LeftOut::IntegratedChildren);
    let free = desk.free_stores(&merchant, 1).await;
    let plan = desk.console.provisioning.plan(&desk.release(&merchant, &free)).await.unwrap();
    assert_eq!((plan.stores, plan.left_out[0].reason), (0, LeftOut::NotIntegrated));
}

/// A lost answer has an unknown outcome here as well, and only the provider's own word ends it.
#[tokio::test]
async fn a_lost_answer_is_settled_by_the_status_call() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = family(&desk.columns(&merchant).await)[1..4].to_vec();
    desk.run(&desk.plan_request(&merchant, &stores)).await;
    desk.provider.fault(json!({ "call": "deprovisioning", "kind": "drop_after" })).await;
    desk.provider.fault(json!({ "call": "deprovisioning", "kind": "no_webhook" })).await;
    let view = desk.run(&desk.release(&merchant, &stores)).await;
    assert_eq!(view.row.counts.confirmed, 3, "{:?}", view.row.counts);
    assert_eq!(desk.provider.calls("deprovisioning").await.len(), 1);
}
