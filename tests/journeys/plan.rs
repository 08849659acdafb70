//! What a run would do.

use gangway_core::{
    Code, Reason,
    view::{PlanSource, Selection},
};
use gangway_tests::Desk;

#[tokio::test]
async fn thirty_seven_of_two_hundred() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 37).await;
    let plan = desk.console.provisioning.plan(&desk.plan_request(&merchant, &stores)).await.unwrap();
    assert_eq!((plan.stores, plan.batches.as_slice(), plan.left_out_total), (37, &[20, 17][..], 0));
    assert!(!plan.webhook_ready, "nothing was registered yet");
    assert!(desk.provider.calls("provisioning").await.is_empty(), "a plan calls nobody");
}

/// The whole tree is chosen: what cannot be sent is left out and counted, with its reason.
#[tokio::test]
async fn what_stays_behind_says_why() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let columns = desk.columns(&merchant).await;
    let all = Selection { version: columns.version, ranges: vec![(0, 200)] };
    let plan = desk
        .console
        .provisioning
        .plan(&desk.desired_from(&merchant, PlanSource::Selection { selection: all }))
        .await
        .unwrap();
    let of = |code: u8| columns.state.iter().map(|state| u32::from(*state == code)).sum::<u32>();
    assert_eq!(plan.stores, of(0));
    assert_eq!(plan.left_out_total, 200 - of(0));
    for left in &plan.left_out {
        let row = columns.ids.iter().position(|id| *id == left.store).unwrap();
        let reason = serde_json::to_value(left.reason).unwrap();
        let expected = match columns.state[row] {
            1 => "already_ours",
            2 => "other_integration",
            10 => "blank_name",
            state => panic!("state {state} is left out as {reason}"),
        };
        assert_eq!(reason, expected, "{}", left.store);
    }
}

#[tokio::test]
async fn a_selection_of_yesterday_and_a_strange_integration_are_refused() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let columns = desk.columns(&merchant).await;
    let stale = Selection { version: columns.version - 1, ranges: vec![(0, 1)] };
    let stale = desk.desired_from(&merchant, PlanSource::Selection { selection: stale });
    assert_eq!(desk.console.provisioning.plan(&stale).await.unwrap_err().code, Code::Stale);
    let mut strange = desk.plan_request(&merchant, &desk.free_stores(&merchant, 1).await);
    strange.integration = desk.provider.at.integrations[1].clone();
    assert_eq!(desk.console.provisioning.plan(&strange).await.unwrap_err().code, Code::BadInput);
    assert_eq!(desk.start(&strange).await.unwrap_err().code, Code::BadInput);
    assert!(desk.provider.calls("provisioning").await.is_empty());
}

/// What runs is what was on the button when it was pressed: a plan that became another one meanwhile does not run at all.
#[tokio::test]
async fn a_plan_that_changed_after_it_was_shown_does_not_run() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 3).await;
    let request = desk.plan_request(&merchant, &stores);
    let shown = desk.console.provisioning.plan(&request).await.unwrap().fingerprint;
    assert_eq!(
        desk.console.provisioning.plan(&request).await.unwrap().fingerprint,
        shown,
        "the same plan is known again"
    );

    desk.run(&desk.plan_request(&merchant, &stores[..1])).await;
    let sent = desk.provider.calls("provisioning").await.len();
    let failure = desk.console.provisioning.provision(&request, Some(&shown)).await.unwrap_err();
    assert_eq!(
        (failure.code, failure.reason, failure.what.as_deref()),
        (Code::Stale, Some(Reason::PlanChanged), Some("2"))
    );
    assert_eq!(desk.provider.calls("provisioning").await.len(), sent, "nothing left");
    assert_eq!(
        desk.console.provisioning.operations(Some(&merchant.id)).await.unwrap().len(),
        1,
        "and nothing is journalled"
    );

    let now = desk.console.provisioning.plan(&request).await.unwrap();
    assert_eq!(now.stores, 2);
    desk.console.provisioning.provision(&request, Some(&now.fingerprint)).await.expect("the plan as it is now runs");
}
