//! Home: what needs a person, and the figures.

use gangway_core::view::{AttentionKind, Figures};
use gangway_sandbox::Config;
use gangway_tests::http::{client, send};
use gangway_tests::{Desk, Setup, until};
use serde_json::json;

async fn kinds(desk: &Desk) -> Vec<AttentionKind> {
    desk.console.overview.overview().await.unwrap().items.into_iter().map(|item| item.kind).collect()
}

#[tokio::test]
async fn nothing_needs_anybody_at_first() {
    let desk = Desk::open().await;
    let overview = desk.console.overview.overview().await.unwrap();
    assert_eq!(overview.items, []);
    let none = Figures { integrated: 0, failed: 0, waiting: 0, overdue: 0, unknown: 0, missed: 0 };
    assert_eq!(overview.figures, none);
}

#[tokio::test]
async fn each_need_comes_and_goes() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.run(&desk.plan_request(&merchant, &stores[..3])).await;
    let figures = desk.console.overview.overview().await.unwrap().figures;
    assert_eq!((figures.integrated, figures.failed, figures.waiting), (3, 0, 0));
    assert_eq!(kinds(&desk).await, []);

    desk.provider.link(&stores[3..], "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let items = desk.console.overview.overview().await.unwrap().items;
    assert_eq!(
        (items[0].kind, items[0].count, items[0].subject.as_str()),
        (AttentionKind::Drift, 2, merchant.name.as_str())
    );
    let newest = desk.console.merchants.drift(&merchant.id).await.unwrap()[0].id;
    desk.console.merchants.see_drift(&merchant.id, newest).await.unwrap();
    assert_eq!(kinds(&desk).await, []);

    let hook = desk.console.registration.webhooks().await.unwrap()[0].url.clone();
    for _ in 0..2 {
        assert_eq!(send(client().post(&hook).body("{}")).await.status, 401);
    }
    let items = desk.console.overview.overview().await.unwrap().items;
    assert_eq!((items.len(), items[0].kind, items[0].count), (1, AttentionKind::DeliveryRejected, 2));
    assert_eq!(items[0].detail.as_deref(), Some("header_missing"));
}

#[tokio::test]
async fn results_that_are_late_need_somebody_until_the_provider_is_asked() {
    let provider = Config { ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, overdue_after_s: 1, unknown_for_s: 600, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 4).await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    // Nobody can be asked for now.
    for _ in 0..40 {
        desk.provider.fault(json!({ "call": "integration-status", "kind": "status", "status": 503 })).await;
    }
    desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("they are overdue", async || kinds(&desk).await == [AttentionKind::Overdue]).await;
    let overview = desk.console.overview.overview().await.unwrap();
    assert_eq!((overview.figures.waiting, overview.figures.overdue, overview.items[0].count), (4, 4, 4));
    desk.provider.no_faults().await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!(kinds(&desk).await, []);
}

#[tokio::test]
async fn the_numbers_of_the_side_bar_are_those_of_the_lists() {
    let desk = Desk::open().await;
    let none = desk.console.overview.counts().await.unwrap();
    assert_eq!((none.needs, none.merchants, none.applications), (0, 0, 0));
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 3).await;
    desk.run(&desk.plan_request(&merchant, &stores[..1])).await;
    desk.provider.link(&stores[1..], "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let hook = desk.console.registration.webhooks().await.unwrap()[0].url.clone();
    assert_eq!(send(client().post(&hook).body("{}")).await.status, 401);
    for step in ["before", "after"] {
        let counts = desk.console.overview.counts().await.unwrap();
        let subscriptions = desk.console.subscriptions.subscriptions().await.unwrap().rows.len();
        assert_eq!(counts.needs as usize, kinds(&desk).await.len(), "{step} the provider's list was read");
        assert_eq!(counts.subscriptions as usize, subscriptions, "{step} the provider's list was read");
        assert_eq!(counts.merchants as usize, desk.console.merchants.merchants().await.unwrap().len());
        assert_eq!(counts.applications, desk.console.applications.application_board().await.unwrap().total);
        assert!(counts.needs >= 2 && counts.merchants == 1 && subscriptions > 0);
        desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    }
}
