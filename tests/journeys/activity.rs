//! The activity: who did what, before and after; and nobody can change it unseen.

use gangway_core::view::{
    ActivityBreak, ActivityChanged, ActivityFilter, ActivityNoted, ActivityRow, Language, TableFormat,
};
use gangway_domain::{ActKind, store_file};
use gangway_record::Connection;
use gangway_tests::{Desk, until};

/// Opens the record's file as somebody would who wants to change it.
fn by_hand(desk: &Desk, sql: &str) {
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
    c.execute_batch(
        "DROP TRIGGER IF EXISTS audit_is_append_only_update; DROP TRIGGER IF EXISTS audit_is_append_only_delete;",
    )
    .unwrap();
    c.execute_batch(sql).unwrap();
}

async fn acts(desk: &Desk, filter: &ActivityFilter) -> Vec<ActivityRow> {
    desk.console.audit.activity(filter, None, 100).await.unwrap().rows
}

async fn newest(desk: &Desk, act: &str) -> ActivityRow {
    let filter = ActivityFilter { acts: vec![ActKind::read(act).expect(act)], ..ActivityFilter::default() };
    acts(desk, &filter).await.into_iter().next().expect(act)
}

/// Until the vault knows the newest act.
async fn noted(desk: &Desk) {
    until("the newest act is noted", async || {
        let checked = desk.console.audit.verify_activity().await.unwrap();
        checked.noted == ActivityNoted::Compared && checked.after_noted == 0
    })
    .await;
}

#[tokio::test]
async fn an_act_says_who_what_before_after_and_the_answer() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 2).await;
    desk.run(&desk.plan_request(&merchant, &stores)).await;

    let authorized = newest(&desk, "merchant_authorized").await;
    let change = &authorized.changes[0];
    assert_eq!((change.what.as_str(), change.before.as_deref()), ("token_expires_at", None));
    assert!(change.after.as_deref().unwrap().ends_with('Z'), "{change:?}");
    assert_eq!(newest(&desk, "webhook_registered").await.answer.as_deref(), Some("201"));
    let started = newest(&desk, "operation_started").await;
    let stores = ActivityChanged { what: "stores".into(), before: None, after: Some("2".into()) };
    assert!(started.changes.contains(&stores), "{started:?}");
    desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    let out = newest(&desk, "merchant_signed_out").await;
    assert_eq!(
        out.changes,
        [ActivityChanged { what: "token_expires_at".into(), before: change.after.clone(), after: None }]
    );

    let filter = ActivityFilter { acts: vec![ActKind::MerchantSignedOut], ..ActivityFilter::default() };
    let (name, csv) = desk.console.reviews.export_activity(&filter, TableFormat::Csv, Language::En).await.unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(name.contains(".csv") && csv.lines().count() == 2, "{name}: {csv}");
    assert!(csv.contains(&format!("token_expires_at: {}", change.after.as_deref().unwrap())), "{csv}");
    let (name, workbook) =
        desk.console.reviews.export_activity(&filter, TableFormat::Xlsx, Language::En).await.unwrap();
    let rows = store_file::read(&workbook).unwrap().records;
    let cells: Vec<&str> = rows[1].cells.iter().map(store_file::plain).collect();
    assert!(name.contains(".xlsx") && rows.len() == 2, "{name}: {rows:?}");
    assert_eq!((cells[3], cells[7]), ("merchant_signed_out", csv.lines().nth(1).unwrap().split(',').nth(7).unwrap()));

    let about = ActivityFilter { merchant: Some(merchant.id.clone()), ..ActivityFilter::default() };
    assert!(acts(&desk, &about).await.iter().all(|row| row.merchant.as_ref() == Some(&merchant.id)));
    let kinds = desk.console.audit.activity_kinds().await.unwrap();
    assert!(kinds.acts.contains(&ActKind::MerchantSignedOut) && !kinds.actors.is_empty());
}

#[tokio::test]
async fn what_nobody_touched_is_whole_over_a_restart_too() {
    let desk = Desk::open().await;
    desk.authorize().await;
    noted(&desk).await;
    let before = desk.console.audit.verify_activity().await.unwrap();
    assert!(before.acts > 0 && before.breaks.is_empty());
    let desk = desk.restart().await;
    let after = desk.console.audit.verify_activity().await.unwrap();
    assert_eq!((after.breaks, after.noted, after.after_noted), (vec![], ActivityNoted::Compared, 0));
    assert!(after.acts >= before.acts);
}

#[tokio::test]
async fn an_edited_and_a_removed_act_are_found() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    noted(&desk).await;
    by_hand(&desk, "UPDATE audit SET actor = 'somebody else' WHERE id = 1");
    let found = desk.console.audit.verify_activity().await.unwrap().breaks;
    assert_eq!(found, [ActivityBreak::Row { id: 1, after: None }]);
    by_hand(&desk, "DELETE FROM audit WHERE id = 1");
    let found = desk.console.audit.verify_activity().await.unwrap().breaks;
    assert_eq!(found, [ActivityBreak::Row { id: 2, after: None }]);
}

#[tokio::test]
async fn an_end_that_was_cut_off_stays_said_until_somebody_accepts_it() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    noted(&desk).await;
    let last = acts(&desk, &ActivityFilter::default()).await[0].id;
    by_hand(&desk, &format!("DELETE FROM audit WHERE id = {last}"));

    // Neither a start nor acts of the same number make it unseen: the note is not replaced.
    let desk = desk.restart().await;
    desk.authorize().await;
    desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    let desk = desk.restart().await;
    let found = desk.console.audit.verify_activity().await.unwrap().breaks;
    assert_eq!(found, [ActivityBreak::Rewritten { noted: last }]);

    let after = desk.console.audit.accept_activity().await.unwrap();
    assert_eq!((after.breaks, after.noted, after.after_noted), (vec![], ActivityNoted::Compared, 0));
    let accepted = newest(&desk, "activity_end_accepted").await;
    assert_eq!(accepted.changes[0].after.as_deref(), Some("rewritten"));
    let nothing = desk.console.audit.accept_activity().await.unwrap_err();
    assert!(nothing.message.contains("noted in the vault"), "{nothing}");
}
