//! One merchant, one timeline: accounts at three providers that are one business.

use gangway_core::{
    Code, Reason,
    view::{
        AccountId, ActKind, ApplicationStatus as Status, BusinessDraft, BusinessRow, Happened, HappeningRow, Provider,
    },
};
use gangway_tests::{Desk, until};
use serde_json::json;

fn draft(name: &str, accounts: Vec<AccountId>) -> BusinessDraft {
    BusinessDraft { id: None, name: name.into(), accounts }
}

#[tokio::test]
async fn three_accounts_are_one_business_with_one_timeline() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING"], "apart_s": 0 })).await;
    until("the application is known", async || {
        desk.console.applications.application(&played.id).await.is_ok_and(|view| view.timeline.len() == 3)
    })
    .await;
    let stores = desk.free_stores(&merchant, 2).await;
    desk.run(&desk.plan_request(&merchant, &stores)).await;

    let known = desk.console.accounts.accounts("").await.unwrap();
    let of = |provider| known.iter().find(|it| it.account.provider == provider).unwrap().account.clone();
    let accounts: Vec<AccountId> = [Provider::Rappi, Provider::Rainforest, Provider::Ratepay].map(of).into();
    assert_eq!((accounts[0].id.as_str(), accounts[1].id.as_str()), (merchant.id.as_str(), played.merchant.as_str()));
    let made: BusinessRow =
        desk.console.accounts.save_business(draft("  Café Ñandú ", accounts.clone())).await.unwrap();
    assert_eq!((made.name.as_str(), made.accounts.len()), ("Café Ñandú", 3));

    let view = desk.console.accounts.business(&made.id).await.unwrap();
    assert_eq!((view.rappi[0].id.as_str(), &view.rainforest[0].status), (merchant.id.as_str(), &Status::Processing));
    assert_eq!(view.ratepay.unwrap().disputes, 0);
    let timeline = desk.console.accounts.business_timeline(&made.id, 0, 100).await.unwrap();
    assert!(timeline.is_sorted_by(|one, other| one.at >= other.at), "{timeline:#?}");
    for wanted in [ActKind::MerchantAuthorized, ActKind::OperationStarted, ActKind::OperationEnded] {
        let done = |it: &HappeningRow| matches!(&it.what, Happened::Act { act, .. } if *act == Some(wanted));
        assert!(timeline.iter().any(|it| it.provider == Provider::Rappi && done(it)), "{wanted:?}: {timeline:#?}");
    }
    let reached =
        |it: &HappeningRow| matches!(&it.what, Happened::Status { status, .. } if *status == Status::Processing);
    assert!(timeline.iter().any(|it| it.provider == Provider::Rainforest && reached(it)));
    let page = desk.console.accounts.business_timeline(&made.id, 1, 2).await.unwrap();
    assert_eq!(page, timeline[1..3]);

    // An account belongs to one business; the refusal says to which.
    let error = desk.console.accounts.save_business(draft("Other", accounts[..1].to_vec())).await.unwrap_err();
    assert_eq!((error.reason, error.what.as_deref()), (Some(Reason::AccountTaken), Some("Café Ñandú")));
    assert_eq!(desk.console.accounts.businesses().await.unwrap().len(), 1);
    for (name, accounts) in [("", accounts.clone()), ("x", Vec::new()), (&"x".repeat(121), accounts.clone())] {
        let error = desk.console.accounts.save_business(draft(name, accounts)).await.unwrap_err();
        assert_eq!(error.code, Code::BadInput, "{name}");
    }
    let fewer = BusinessDraft { id: Some(made.id.clone()), ..draft("Ñandú", accounts[1..].to_vec()) };
    assert_eq!(desk.console.accounts.save_business(fewer).await.unwrap().accounts.len(), 2);
    assert_eq!(desk.console.accounts.business(&made.id).await.unwrap().rappi, []);
    desk.console.accounts.remove_business(&made.id).await.unwrap();
    assert_eq!(desk.console.accounts.business(&made.id).await.unwrap_err().code, Code::NotFound);
    assert_eq!(desk.console.merchants.merchants().await.unwrap().len(), 1, "the accounts stay what they are");
}
