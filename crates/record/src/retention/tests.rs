use super::{KEPT, Removed};
use crate::{
    Record, applications,
    audit::{self, Act},
    deliveries::{self, Appended, Effect, Filter, NewDelivery, Verdict, tests::delivery},
    in_memory,
};
use gangway_domain::{
    ActKind,
    application::{Fields, Merged, Standing, Status},
};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const DAY: i64 = 86_400_000;

fn put_application(c: &Connection, id: &str, seen_at: i64) -> crate::Sql<()> {
    let key = applications::add(c, &id.into(), &"mid_1".into(), &Status::Completed, seen_at)?;
    let mut merged = Merged::default();
    let told = serde_json::json!({ "name": "Ana Bakery", "email": "ana@example.com", "ssn_last_4": "6789" });
    merged.add(&Fields(told.as_object().unwrap().clone()), seen_at);
    let standing = Standing { status: Status::Completed, since: seen_at };
    let it = applications::Update {
        standing: &standing,
        merged: &merged,
        created_at: seen_at,
        resubmitted: false,
        contested: false,
    };
    applications::update(c, key, &it)
}

async fn filled(record: &Record) {
    for (key, day) in [(1, 1), (2, 2), (3, 300)] {
        let it = NewDelivery { at: day * DAY, ..delivery(Some(key), &format!("body {key} of Ana")) };
        record.append(it).await.unwrap();
    }
    record.append(NewDelivery { at: DAY, ..delivery(None, "rejected, of Ana") }).await.unwrap();
    record
        .write(|c| {
            deliveries::folded(c, 1, Effect::Applied, 0, None, None)?;
            put_application(c, "old", DAY)?;
            put_application(c, "new", 300 * DAY)
        })
        .await
        .unwrap();
    while record.index_filler().unwrap().index_more(10).unwrap() > 0 {}
}

fn act() -> Act {
    Act::of(ActKind::ContentRemoved, "desk", 1)
}

fn entries(record: &Record) -> Vec<Act> {
    let all = record.read_blocking(|c| audit::list(c, &audit::Filter::default(), None, 9)).unwrap().1;
    all.into_iter().map(|(_, act)| act).collect()
}

fn found(record: &Record, search: &str) -> Vec<i64> {
    let filter = Filter { search: search.into(), limit: 10, ..Filter::default() };
    record.read_blocking(|c| deliveries::list(c, &filter)).unwrap().iter().map(|it| it.id).collect()
}

/// Whether the text is anywhere in the record's files.
fn holds(record: &Record, text: &str) -> bool {
    let log = record.path().with_extension("db-wal");
    [record.path(), &log]
        .iter()
        .any(|path| std::fs::read(path).is_ok_and(|all| all.windows(text.len()).any(|it| it == text.as_bytes())))
}

#[tokio::test]
async fn what_is_too_old_goes_and_the_rest_stays() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    filled(&record).await;
    let totals = record.read_blocking(|c| deliveries::totals(c, 0)).unwrap();
    assert!(holds(&record, "body 1 of Ana"));
    let removed = record.prune(100 * DAY, 400 * DAY, act(), || true).await.unwrap();
    assert_eq!(removed, Removed { deliveries: 2, applications: 1, messages: 0 });
    let of = |id| record.read_blocking(|c| deliveries::by_id(c, id)).unwrap().unwrap();
    let (row, content) = of(1);
    let digest: [u8; 32] = Sha256::digest("body 1 of Ana").into();
    assert_eq!((row.at, row.effect, row.verdict), (DAY, Effect::Applied, Verdict::Verified));
    assert_eq!((content.body.len(), content.bytes, content.digest), (0, 13, Some(digest)));
    // Not applied yet; not old; rejected.
    assert_eq!((of(2).1.digest, of(3).1.digest), (None, None));
    assert!(of(4).1.digest.is_some());
    assert_eq!(found(&record, "of Ana"), [3, 2]);
    assert_eq!(record.read_blocking(|c| deliveries::totals(c, 0)).unwrap(), totals);
    assert_eq!(record.prune(100 * DAY, 400 * DAY, act(), || true).await.unwrap(), Removed::default());
    // It is known as the same delivery still.
    assert!(matches!(record.append(delivery(Some(1), "again")).await.unwrap(), Appended::Duplicate(_)));
    let page = |search: &str| applications::Filter { search: search.into(), limit: 9, ..Default::default() };
    let rows = record.read_blocking(|c| applications::page(c, &page("ana@"))).unwrap().0;
    assert_eq!(rows.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["new"]);
    let old = record.read_blocking(|c| applications::page(c, &page("old"))).unwrap().0.remove(0);
    assert_eq!((old.name.as_str(), old.status), ("", Status::Completed));
    assert!(!holds(&record, "body 1 of Ana") && holds(&record, "body 3 of Ana"));
}

#[tokio::test]
async fn a_body_that_is_gone_is_not_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    filled(&record).await;
    record.write(|c| deliveries::folded(c, 1, Effect::DeadLetter, 0, None, None)).await.unwrap();
    record.write(|c| deliveries::folded(c, 3, Effect::DeadLetter, 0, None, None)).await.unwrap();
    record.prune(100 * DAY, 400 * DAY, act(), || true).await.unwrap();
    assert_eq!(record.write(|c| deliveries::retry_dead_letters(c, None)).await.unwrap(), 1);
}

#[tokio::test]
async fn it_stops_when_it_is_told_to_and_room_is_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let body = "x".repeat(3_000);
    for n in 0..900_u32 {
        let mut key = [0; 16];
        key[..4].copy_from_slice(&n.to_be_bytes());
        record.append(NewDelivery { key: Some(key), ..delivery(Some(1), &body) }).await.unwrap();
    }
    record.write(|c| c.execute("UPDATE deliveries SET effect = 'folded'", [])).await.unwrap();
    let steps = std::cell::Cell::new(0);
    let first = || {
        steps.set(steps.get() + 1);
        steps.get() <= 1
    };
    let removed = record.prune(DAY, DAY, act(), first).await.unwrap();
    assert!(removed.deliveries > 0 && removed.deliveries < 900, "{removed:?}");
    let rest = record.prune(DAY, DAY, act(), || true).await.unwrap();
    // One entry with the first piece, and one for what came after it.
    let counts = |act: &Act| act.changes.iter().filter_map(|it| it.after.as_ref()?.parse::<u32>().ok()).sum::<u32>();
    let told: Vec<u32> = entries(&record).iter().map(counts).collect();
    assert_eq!((told.len(), told[0] + told[1], told[2]), (3, rest.deliveries, removed.deliveries), "{told:?}");
    let size = record.size(DAY).unwrap();
    assert!(size.free > 2_000_000, "{size:?}");
    record.compact().unwrap();
    let compacted = record.size(DAY).unwrap();
    assert!(compacted.free == 0 && compacted.record < size.record / 2, "{compacted:?}");
    assert!(record.append(delivery(None, "b")).await.is_ok());
}

/// A full disk, or a kill, between the removal and its entry: neither is there.
#[tokio::test]
async fn nothing_is_removed_without_its_entry() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    filled(&record).await;
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no entry'); END";
    record.write(move |c| c.execute_batch(refuse)).await.unwrap();
    record.prune(100 * DAY, 400 * DAY, act(), || true).await.unwrap_err();
    let body = record.read_blocking(|c| deliveries::by_id(c, 1)).unwrap().unwrap().1.body;
    assert_eq!(body, b"body 1 of Ana");
}

/// A column that a later migration adds must be decided on.
#[test]
fn every_column_stays_or_goes() {
    let c = in_memory().unwrap();
    let all: BTreeSet<String> = c
        .prepare("SELECT name FROM pragma_table_info('deliveries')")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<crate::Sql<_>>()
        .unwrap();
    let decided = KEPT.split(',').map(|name| name.trim().to_owned());
    let gone = ["headers", "body"].map(str::to_owned);
    assert_eq!(all, decided.chain(gone).collect());
}
