//! Snapshots, sign-offs and businesses.

use crate::refusing::Refusing;
use gangway_core::view::{BusinessDraft, ExportFormat, Language, TreeAt};
use gangway_tests::Desk;

#[tokio::test]
async fn of_reviews() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let kept = desk.console.reviews.keep_snapshot(&merchant.id, "before").await.unwrap();
    let account = desk.console.accounts.accounts("").await.unwrap()[0].account.clone();
    let draft =
        |id: Option<String>, name: &str| BusinessDraft { id, name: name.into(), accounts: vec![account.clone()] };
    let business = desk.console.accounts.save_business(draft(None, "Café")).await.unwrap();
    let (from, to) = (TreeAt::Snapshot { id: kept.id }, TreeAt::Now);

    let (console, refusing) = (&desk.console, Refusing::of(&desk));
    refusing.refuses("snapshot_kept", console.reviews.keep_snapshot(&merchant.id, "again")).await;
    refusing.refuses("snapshot_renamed", console.reviews.rename_snapshot(kept.id, "after")).await;
    refusing.refuses("review_signed_off", console.reviews.sign_off(&merchant.id, from, to, "")).await;
    let export = console.reviews.export_comparison(&merchant.id, from, to, ExportFormat::Json, Language::En);
    refusing.refuses("review_exported", export).await;
    refusing.refuses("snapshot_removed", console.reviews.remove_snapshot(kept.id)).await;
    refusing.refuses("business_changed", console.accounts.save_business(draft(Some(business.id.clone()), "Bar"))).await;
    refusing.refuses("business_removed", console.accounts.remove_business(&business.id)).await;
    refusing.no_more();
    console.accounts.remove_business(&business.id).await.unwrap();
    let refusing = Refusing::of(&desk);
    refusing.refuses("business_made", console.accounts.save_business(draft(None, "Café"))).await;
}
