use super::{Appended, Effect, Filter, NewDelivery, REJECTED_KEPT, Verdict, append, list, to_fold, totals};
use crate::{Keys, Record, RecordError, in_memory};

pub(crate) fn delivery(key: Option<u8>, body: &str) -> NewDelivery {
    NewDelivery {
        endpoint: "e".into(),
        provider: "rappi".into(),
        event: "X".into(),
        at: 5,
        verdict: if key.is_some() { Verdict::Verified } else { Verdict::Rejected },
        form: None,
        signed_with: None,
        why: None,
        detail: None,
        answered: 200,
        took_us: 1,
        headers: "[]".into(),
        body: body.into(),
        key: key.map(|byte| [byte; 16]),
    }
}

#[test]
fn a_repetition_is_noted_and_never_folded_again() {
    let c = in_memory().unwrap();
    let mut keys = Keys::recall(&c).unwrap();
    let mut put = || append(&c, &mut keys, &delivery(Some(1), "b")).unwrap();
    assert!(matches!(put(), Appended::New(_)));
    assert!(matches!(put(), Appended::Duplicate(_)));
    assert_eq!(to_fold(&c, 10).unwrap().len(), 1);
    assert_eq!(list(&c, &Filter { limit: 10, ..Filter::default() }).unwrap()[0].effect, Effect::Duplicate);
}

#[test]
fn rejected_ones_are_bounded_and_searchable() {
    let c = in_memory().unwrap();
    let mut keys = Keys::recall(&c).unwrap();
    append(&c, &mut keys, &delivery(Some(1), "kept")).unwrap();
    for n in 0..REJECTED_KEPT + 50 {
        append(&c, &mut keys, &delivery(None, &format!("body {n}!"))).unwrap();
    }
    assert_eq!(totals(&c, 0).unwrap(), (REJECTED_KEPT + 1, REJECTED_KEPT + 1, REJECTED_KEPT));
    let found = list(&c, &Filter { search: "BODY 77!".into(), limit: 10, ..Filter::default() }).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(to_fold(&c, 10).unwrap().len(), 1);
}

/// A provider sends again what was answered 503. It must not be taken for a repetition then.
#[tokio::test]
async fn what_a_full_disk_refused_is_new_when_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let pages = |pages: i64| record.write(move |c| c.pragma_update(None, "max_page_count", pages));
    pages(150).await.unwrap();
    let large = || delivery(Some(1), &"b".repeat(1 << 20));
    let small = |key| delivery(Some(key), "b");
    let (one, two) = tokio::join!(record.append(large()), record.append(small(2)));
    assert!(matches!(one, Err(RecordError::Full)), "{one:?}");
    assert!(two.is_ok() || matches!(two, Err(RecordError::Full)), "{two:?}");
    assert!(matches!(record.append(small(3)).await, Ok(Appended::New(_))));
    pages(10_000).await.unwrap();
    assert!(matches!(record.append(large()).await, Ok(Appended::New(_))));
    if two.is_err() {
        assert!(matches!(record.append(small(2)).await, Ok(Appended::New(_))));
    }
    assert!(matches!(record.append(large()).await, Ok(Appended::Duplicate(_))));
}

#[tokio::test]
async fn a_closure_that_fails_between_appends_leaves_them_alone() {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let fails = record.write(|c| c.execute("INSERT INTO nowhere VALUES (1)", []));
    let (one, failed, two) =
        tokio::join!(record.append(delivery(Some(1), "b")), fails, record.append(delivery(Some(1), "b")));
    assert!(failed.is_err());
    assert!(matches!((one, two), (Ok(Appended::New(1)), Ok(Appended::Duplicate(2)))));
}
