//! Home: what needs a person, and the figures.

use gangway_core::{
    Code, Reason,
    view::{Attention, AttentionKind, Figures, Hidden},
};
use gangway_sandbox::Config;
use gangway_tests::http::{client, send};
use gangway_tests::{Desk, Setup, until};
use serde_json::json;

/// The rows of one kind.
async fn of_kind(desk: &Desk, kind: AttentionKind) -> Vec<Attention> {
    desk.console.overview.overview().await.unwrap().items.into_iter().filter(|item| item.kind == kind).collect()
}

/// A moment so many milliseconds from now.
fn in_ms(ms: i64) -> i64 {
    gangway_core::now() + ms
}

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

#[tokio::test]
async fn stores_that_failed_in_a_finished_run_need_somebody_until_a_run_takes_them_or_a_person_is_done() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 4).await;
    desk.provider.fail(&stores[..2], 1).await;
    let run = desk.run(&desk.plan_request(&merchant, &stores)).await;
    let rows = of_kind(&desk, AttentionKind::StoresFailed).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = &rows[0];
    assert_eq!((row.count, row.subject.as_str()), (2, merchant.name.as_str()));
    assert_eq!(row.operation.as_deref(), Some(run.row.id.as_str()));
    assert!(row.at.is_some() && row.may_be_done);

    desk.console.overview.set_done(row.kind, row.id.clone(), row.seen).await.unwrap();
    let overview = desk.console.overview.overview().await.unwrap();
    assert_eq!(overview.items, []);
    assert_eq!(overview.hidden.iter().map(|it| it.hidden).collect::<Vec<_>>(), [Some(Hidden::Done)]);
    assert_eq!(desk.console.overview.counts().await.unwrap().needs, 0);
    desk.console.overview.bring_back(row.kind, row.id.clone()).await.unwrap();
    assert_eq!(of_kind(&desk, AttentionKind::StoresFailed).await, rows);

    desk.run(&desk.plan_request(&merchant, &stores[..2])).await;
    assert_eq!(kinds(&desk).await, []);
}

#[tokio::test]
async fn what_is_snoozed_is_out_of_sight_until_its_time() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 2).await;
    desk.run(&desk.plan_request(&merchant, &stores[..1])).await;
    desk.provider.link(&stores[1..], "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let row = of_kind(&desk, AttentionKind::Drift).await.remove(0);
    let mut changes = desk.console.changes();
    let until_then = in_ms(1500);
    desk.console.overview.snooze(row.kind, row.id.clone(), until_then).await.unwrap();
    let overview = desk.console.overview.overview().await.unwrap();
    assert_eq!((overview.items.len(), overview.hidden.len()), (0, 1));
    assert_eq!(overview.hidden[0].hidden, Some(Hidden::Snoozed { until: until_then }));
    // By itself, and whoever looks at it is told.
    let mut told = 0;
    while told < 2 {
        if changes.recv().await.unwrap() == gangway_core::view::Change::Attention {
            told += 1;
        }
    }
    assert_eq!(kinds(&desk).await, [AttentionKind::Drift]);
    assert!(gangway_core::now() >= until_then);

    for wrong in [in_ms(-1), in_ms(400 * 24 * 60 * 60 * 1000)] {
        let refused = desk.console.overview.snooze(row.kind, row.id.clone(), wrong).await.unwrap_err();
        assert_eq!((refused.code, refused.reason), (Code::BadInput, Some(Reason::SnoozeTime)));
    }
    let refused = desk.console.overview.set_done(row.kind, row.id.clone(), row.seen).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::NotDoneByHand));
}

#[tokio::test]
async fn figures_lead_to_the_merchants_that_they_count() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 5).await;
    desk.provider.fail(&stores[..2], 1).await;
    desk.run(&desk.plan_request(&merchant, &stores)).await;
    let figures = desk.console.overview.overview().await.unwrap().figures;
    let rows = desk.console.merchants.merchants().await.unwrap();
    let sum = |of: fn(&gangway_core::view::MerchantRow) -> u32| rows.iter().map(of).sum::<u32>();
    assert_eq!((figures.integrated, figures.failed), (3, 2));
    assert_eq!(sum(|row| row.integrated_lately), figures.integrated);
    assert_eq!(sum(|row| row.failed_lately), figures.failed);
    assert_eq!(sum(|row| row.waiting), figures.waiting);
    assert_eq!(sum(|row| row.unknown), figures.unknown);
    assert_eq!(sum(|row| row.missed_webhooks), figures.missed);
}

#[tokio::test]
async fn a_registration_that_is_gone_after_a_run_needs_somebody() {
    let desk = Desk::open().await;
    assert_eq!(kinds(&desk).await, [], "it is registered by itself before the first run");
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 1).await;
    desk.run(&desk.plan_request(&merchant, &stores[..1])).await;
    assert_eq!(kinds(&desk).await, []);

    let away = desk.leave().await;
    let record = gangway_record::Connection::open(away.record()).unwrap();
    record.execute_batch("UPDATE endpoints SET registered_at = NULL").unwrap();
    drop(record);
    let desk = away.come_back().await;
    assert_eq!(kinds(&desk).await, [AttentionKind::WebhookMissing]);
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    assert_eq!(kinds(&desk).await, []);
}
