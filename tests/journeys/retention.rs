//! Old content goes by itself, and everything is still found, counted and proved.

use gangway_core::view::{ActKind, ActivityFilter, DeliveryFilter, DeliveryPage};
use gangway_record::Connection;
use gangway_tests::{Desk, until};

const DAY: i64 = 86_400_000;

async fn deliveries(desk: &Desk, search: &str) -> DeliveryPage {
    let filter = DeliveryFilter { verdict: None, search: search.into(), before: None, limit: 100 };
    desk.console.deliveries.deliveries(filter).await.unwrap()
}

#[tokio::test]
async fn old_content_goes_by_itself() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 25).await;
    let operation = desk.run(&desk.plan_request(&merchant, &stores)).await;
    let before = deliveries(&desk, &stores[0]).await;
    assert_eq!(before.total, 2);
    // An id may be a part of another one: two deliveries may have it.
    let old = before.rows.last().unwrap().id;
    let away = desk.leave().await;
    // It was looked at in the first life already; an index that is gone is made anew, and everything is due.
    std::fs::remove_file(away.record().with_extension("index.db")).unwrap();
    let aged = "UPDATE deliveries SET at = at - ?1 WHERE id = ?2";
    Connection::open(away.record()).unwrap().execute(aged, [181 * DAY, old]).unwrap();
    let desk = away.come_back().await;
    until("the old body is gone", async || desk.console.deliveries.delivery(old).await.unwrap().digest.is_some()).await;
    let view = desk.console.deliveries.delivery(old).await.unwrap();
    assert!(view.body.is_empty() && view.headers.is_empty() && view.bytes > 100, "{view:?}");
    assert_eq!(view.operation.as_deref(), Some(operation.row.id.as_str()));
    assert!(deliveries(&desk, &stores[0]).await.rows.iter().all(|row| row.id != old));
    assert_eq!((deliveries(&desk, "").await.rows.len(), deliveries(&desk, "").await.total), (2, 2));
    let filter = ActivityFilter { acts: vec![ActKind::ContentRemoved], ..ActivityFilter::default() };
    until("it is in the audit log", async || desk.console.audit.activity(&filter, None, 9).await.unwrap().total == 1)
        .await;
    assert_eq!(desk.console.audit.verify_activity().await.unwrap().breaks, []);
    assert_eq!(desk.console.retention.record_stats().await.unwrap().deliveries, 2);
}
