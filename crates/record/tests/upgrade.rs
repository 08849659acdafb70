//! Records of released versions are opened and read by this program. One fixture a version that was released: a file as that
//! version left it (`examples/fixture.rs`), never written again.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use gangway_domain::ActKind;
use gangway_record::{
    Record, applications,
    audit::{self, Act, chain},
    db::unreadable::{Kept, Unreadable},
    deliveries::{self, Effect, Filter, Verdict},
    endpoints, merchants,
    operations::{self, operation_stores, store_options::StoreOptions},
};
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
    all.sort();
    all
}

fn opened(fixture: &Path) -> (tempfile::TempDir, Record) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    std::fs::copy(fixture, &path).unwrap();
    let record = Record::open(&path).unwrap();
    (folder, record)
}

#[test]
fn there_is_a_fixture_of_the_first_release() {
    let names: Vec<_> = fixtures().iter().map(|it| it.file_name().unwrap().to_owned()).collect();
    assert!(names.iter().any(|name| name == "record-v33.db"), "{names:?}");
}

#[test]
fn everything_of_an_older_record_is_read() {
    for fixture in fixtures() {
        let (_folder, record) = opened(&fixture);
        let read = record.read_blocking(|c| {
            let all = Filter { limit: 100, ..Filter::default() };
            let rows = deliveries::list(c, &all)?;
            assert_eq!((rows.len(), deliveries::totals(c, 0)?), (40, (40, 40, 1)));
            assert!(
                rows.iter().filter(|row| row.verdict == Verdict::Verified).all(|row| row.effect == Effect::Applied)
            );
            let (_, content) = deliveries::by_id(c, rows[0].id)?.unwrap();
            assert!(
                content.body.len() > 100 && content.digest.is_none() && content.bytes as usize == content.body.len()
            );
            let (found, total) = applications::page(c, &applications::Filter { limit: 10, ..Default::default() })?;
            assert_eq!((found.len(), total), (5, 5));
            for row in &found {
                assert!(!applications::fields(c, row.key)?.fields.0.is_empty());
            }
            let runs = operations::list(c, None, 10)?;
            assert_eq!(runs.len(), 3);
            assert!(!operation_stores::counts(c, &runs[0].id)?.is_empty());
            assert_eq!(merchants::all(c)?.len(), 1);
            endpoints::all(c)?;
            assert_eq!(audit::list(c, &audit::Filter::default(), None, 10)?.0, 3);
            let checked = chain::verify(c, None)?;
            assert!(checked.breaks.is_empty(), "{:?}", checked.breaks);
            Ok(())
        });
        read.unwrap();
    }
}

/// What a new program does with every record, whoever made it.
#[tokio::test]
async fn an_older_record_is_counted_searched_and_pruned() {
    for fixture in fixtures() {
        let (_folder, record) = opened(&fixture);
        let found = |search: &str| {
            let filter = Filter { search: search.into(), limit: 100, ..Filter::default() };
            record.read_blocking(|c| deliveries::list(c, &filter)).unwrap().len()
        };
        let before = (found("acme-pos"), found("mid_1"), found("nothing has this"));
        assert_eq!(before, (35, 1, 0), "{}", fixture.display());
        while record.index_filler().unwrap().count_more(7).unwrap() > 0 {}
        while record.index_filler().unwrap().index_more(7).unwrap() > 0 {}
        assert_eq!((found("acme-pos"), found("mid_1"), found("nothing has this")), before);
        let totals = record.read_blocking(|c| deliveries::totals(c, 0)).unwrap();
        let removed = record.prune(i64::MAX, 1, Act::of(ActKind::ContentRemoved, "desk", 1), || true).await.unwrap();
        assert_eq!((removed.deliveries, removed.applications), (40, 5));
        assert_eq!(record.read_blocking(|c| deliveries::totals(c, 0)).unwrap(), totals);
        assert_eq!(found("acme-pos"), 0);
        record.compact().unwrap();
        assert_eq!(record.check(1).await.unwrap().finding, None);
    }
}

/// What the first release kept and this program does not know is named, and neither left out nor replaced.
#[test]
fn words_and_texts_of_before_are_named() {
    for fixture in fixtures() {
        let (_folder, record) = opened(&fixture);
        let all = record.read_blocking(|c| operations::list(c, None, 100)).unwrap();
        for operation in all {
            let error = StoreOptions::read(&operation.flags).unwrap_err();
            assert_eq!(Unreadable::among(&error).unwrap().column, "operations.flags");
        }
        let filter = Filter { verdict: Some(Verdict::Rejected), limit: 100, ..Filter::default() };
        let rejected = record.read_blocking(|c| deliveries::list(c, &filter)).unwrap();
        assert!(!rejected.is_empty());
        for row in rejected {
            assert_eq!(row.why, Some(Kept::Unreadable("signature_wrong".to_owned())), "{}", fixture.display());
        }
    }
}
