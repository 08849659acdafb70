//! Signing in and out, looking, and what is handed out of a merchant's stores and of the audit log.

use crate::refusing::Refusing;
use gangway_core::view::{
    AccountId, ActivityFilter, ExportFormat, Language, Provider, QueueEdit, Selection, SheetFormat, TableFormat, Way,
};
use gangway_tests::{Desk, Setup, merchant as browser, until};
use serde_json::json;

#[tokio::test]
async fn of_merchants() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 1).await;
    desk.provider.link(&stores, "nobody").await;
    desk.provider.link(&stores, "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let newest = desk.console.merchants.drift(&merchant.id).await.unwrap().iter().map(|row| row.id).max().unwrap();
    let columns = desk.columns(&merchant).await;
    let selection = Selection { version: columns.version, ranges: vec![(0, 2)] };
    let free = desk.free_stores(&merchant, 2).await;
    let request = desk.plan_request(&merchant, &free);
    let attempt = desk.console.authorization.authorize_start(Way::Link, None).await.unwrap();
    let address = browser::allow(&attempt.url, &desk.provider.at.merchants[0]).await;

    let (console, refusing) = (&desk.console, Refusing::of(&desk));
    refusing.refuses("drift_seen", console.merchants.see_drift(&merchant.id, newest)).await;
    let stores = console.merchants.export_stores(&merchant.id, &selection, Language::En, SheetFormat::Csv);
    refusing.refuses("stores_exported", stores).await;
    refusing.refuses("plan_exported", console.reviews.export_plan(&request, ExportFormat::Json, Language::En)).await;
    let all = ActivityFilter::default();
    refusing.refuses("activity_exported", console.reviews.export_activity(&all, TableFormat::Json, Language::En)).await;
    // That the attempt's answer was used is known before it is exchanged; it ends at the next start.
    refusing
        .refuses_but("authorized", &["attempts"], console.authorization.authorize_paste(&attempt.id, &address))
        .await;
    let account = AccountId { provider: Provider::Rappi, id: merchant.id.clone() };
    let owner = QueueEdit::Owner { owner: Some("ana".into()) };
    refusing.refuses("queue_kept", console.queue.keep(vec![account], owner)).await;
    refusing.refuses("merchant_signed_out", console.merchants.sign_out(&merchant.id)).await;
    refusing.no_more();
    console.merchants.sign_out(&merchant.id).await.unwrap();
}

/// Results that never came are in the status, and a person asks for it.
#[tokio::test]
async fn of_asking() {
    let desk = Desk::with(Setup { overdue_after_s: 600, unknown_for_s: 600, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    desk.provider.fault(json!({ "call": "provisioning", "kind": "no_webhook" })).await;
    let stores = desk.free_stores(&merchant, 2).await;
    let id = desk.start(&desk.plan_request(&merchant, &stores)).await.unwrap();
    until("it waits for results", async || desk.operation(&id).await.row.counts.accepted == 2).await;
    let done = async || {
        let truth = desk.provider.truth().await;
        stores.iter().all(|store| truth.get(store).is_some_and(|it| it.as_deref() == Some(desk.integration())))
    };
    until("the provider did it", done).await;
    // The other one stays open, so that the end of the run is not among what is refused.
    desk.provider.link(&stores[..1], "nobody").await;
    let refusing = Refusing::of(&desk);
    refusing.refuses("outcomes_asked", desk.console.merchants.ask(&merchant.id)).await;
    refusing.no_more();
    assert_eq!(desk.console.merchants.ask(&merchant.id).await.unwrap().settled, 1);
}
