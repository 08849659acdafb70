//! Reviewing a tree: keep it, compare any two, sign off; what was signed off stays.

use gangway_core::view::{ActivityFilter, ChangeCount, CompareRequest, ExportFormat, Language, MerchantRow, TreeAt};
use gangway_core::{Code, Reason};
use gangway_domain::{compare::Differs, store_file};
use gangway_tests::Desk;

fn between(merchant: &MerchantRow, from: TreeAt, to: TreeAt) -> CompareRequest {
    CompareRequest {
        merchant: merchant.id.clone(),
        from,
        to,
        change: None,
        search: String::new(),
        offset: 0,
        limit: 100,
    }
}

fn counts(of: &[(Differs, u32)]) -> Vec<ChangeCount> {
    of.iter().map(|&(change, count)| ChangeCount { change, count }).collect()
}

#[tokio::test]
async fn two_trees_are_compared_and_signed_off() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let kept = desk.console.reviews.keep_snapshot(&merchant.id, "  Before the run ").await.unwrap();
    assert_eq!((kept.name.as_str(), kept.stores, kept.signed_off), ("Before the run", merchant.stores, false));
    let before = TreeAt::Snapshot { id: kept.id };
    let same = desk.console.reviews.compare_trees(&between(&merchant, before, TreeAt::Now)).await.unwrap();
    assert_eq!((same.counts, same.total), (vec![], 0));
    assert_eq!(same.from.fingerprint, same.to.fingerprint, "the same tree has the same fingerprint");

    let stores = desk.free_stores(&merchant, 5).await;
    desk.run(&desk.plan_request(&merchant, &stores)).await;
    desk.provider.link(&stores[..2], "theirs").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let compared = desk.console.reviews.compare_trees(&between(&merchant, before, TreeAt::Now)).await.unwrap();
    assert_eq!(compared.counts, counts(&[(Differs::Integrated, 5)]));
    assert_eq!((compared.from.integrated + 3, compared.rows.len()), (compared.to.integrated, 5));
    let theirs = compared.rows.iter().filter_map(|row| row.after.clone()).find(|id| id != desk.integration()).unwrap();
    let search = CompareRequest { search: theirs.to_uppercase(), ..between(&merchant, before, TreeAt::Now) };
    assert_eq!(desk.console.reviews.compare_trees(&search).await.unwrap().total, 2);
    let second = CompareRequest { offset: 4, limit: 1, ..between(&merchant, before, TreeAt::Now) };
    let second = desk.console.reviews.compare_trees(&second).await.unwrap();
    assert_eq!((second.rows, second.total), (compared.rows[4..].to_vec(), 5));
    let other = CompareRequest { change: Some(Differs::Removed), ..between(&merchant, before, TreeAt::Now) };
    assert_eq!(desk.console.reviews.compare_trees(&other).await.unwrap().total, 0);

    let signed = desk.console.reviews.sign_off(&merchant.id, before, TreeAt::Now, "<b>As ordered.</b>").await.unwrap();
    assert_eq!((signed.from, signed.note.as_str(), &signed.counts), (kept.id, "<b>As ordered.</b>", &compared.counts));
    let reviews = desk.console.reviews.reviews(&merchant.id).await.unwrap();
    assert_eq!(reviews.snapshots.len(), 2, "the tree of now was kept");
    assert!(reviews.snapshots.iter().all(|it| it.signed_off));
    assert_eq!(reviews.sign_offs, std::slice::from_ref(&signed));

    // What was signed off can be looked at again, whatever happens to the tree.
    desk.provider.link(&stores, "nobody").await;
    desk.console.merchants.refresh(&merchant.id).await.unwrap();
    let again = between(&merchant, before, TreeAt::Snapshot { id: signed.to });
    let again = desk.console.reviews.compare_trees(&again).await.unwrap();
    assert_eq!((again.rows, again.counts), (compared.rows, compared.counts));
    let kept_for_good = desk.console.reviews.remove_snapshot(kept.id).await.unwrap_err();
    assert_eq!((kept_for_good.code, kept_for_good.reason), (Code::Stale, Some(Reason::SignedOff)));

    let export = async |format| {
        let (from, to) = (TreeAt::Snapshot { id: signed.from }, TreeAt::Snapshot { id: signed.to });
        let (name, bytes) =
            desk.console.reviews.export_comparison(&merchant.id, from, to, format, Language::Es).await.unwrap();
        (name, bytes)
    };
    let text = |(name, bytes): (String, Vec<u8>)| (name, String::from_utf8(bytes).unwrap());
    let (name, page) = text(export(ExportFormat::Html).await);
    assert!(name.starts_with("gangway-revision-") && name.contains(".html"), "{name}");
    assert!(page.contains("&lt;b&gt;As ordered.&lt;/b&gt;") && !page.contains("<b>"), "the note stays text");
    assert!(stores.iter().all(|store| page.contains(&format!("<td>{store}</td>"))));
    assert!(page.contains(&reviews.snapshots[0].fingerprint));
    let (_, csv) = text(export(ExportFormat::Csv).await);
    assert_eq!(csv.lines().count(), 1 + 5, "{csv}");
    let (name, workbook) = export(ExportFormat::Xlsx).await;
    let rows = store_file::read(&workbook).unwrap().records;
    assert!(name.contains(".xlsx") && rows.len() == 1 + 5, "{name}: {rows:?}");
    assert!(stores.contains(&store_file::plain(&rows[1].cells[0]).to_owned()), "{rows:?}");

    let acts = ActivityFilter { merchant: Some(merchant.id.clone()), ..ActivityFilter::default() };
    let acts = desk.console.audit.activity(&acts, None, 100).await.unwrap().rows;
    let signed_off = acts.iter().find(|row| row.written == "review_signed_off").unwrap();
    assert!(signed_off.changes.iter().any(|it| it.after.as_deref() == Some(reviews.snapshots[0].fingerprint.as_str())));
}

#[tokio::test]
async fn a_snapshot_is_renamed_and_removed_and_bad_input_changes_nothing() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let kept = desk.console.reviews.keep_snapshot(&merchant.id, "").await.unwrap();
    desk.console.reviews.rename_snapshot(kept.id, "Easter").await.unwrap();
    let long = desk.console.reviews.rename_snapshot(kept.id, &"x".repeat(121)).await.unwrap_err();
    assert_eq!(long.reason, Some(Reason::TextTooLong));
    assert_eq!(desk.console.reviews.reviews(&merchant.id).await.unwrap().snapshots[0].name, "Easter");
    let nowhere = between(&merchant, TreeAt::Snapshot { id: 99 }, TreeAt::Now);
    assert_eq!(desk.console.reviews.compare_trees(&nowhere).await.unwrap_err().code, Code::NotFound);
    let nowhere = desk.console.reviews.sign_off(&merchant.id, TreeAt::Snapshot { id: 99 }, TreeAt::Now, "").await;
    assert_eq!(nowhere.unwrap_err().code, Code::NotFound);
    desk.console.reviews.remove_snapshot(kept.id).await.unwrap();
    assert_eq!(desk.console.reviews.remove_snapshot(kept.id).await.unwrap_err().code, Code::NotFound);
    let reviews = desk.console.reviews.reviews(&merchant.id).await.unwrap();
    assert!(reviews.snapshots.is_empty() && reviews.sign_offs.is_empty());
}
