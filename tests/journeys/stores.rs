//! Reading a merchant's stores, and signing out.

use gangway_core::Code;
use gangway_tests::Desk;
use serde_json::json;

#[tokio::test]
async fn a_refresh_of_the_same_changes_nothing() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let before = desk.columns(&merchant).await;
    assert_eq!(before.ids.len(), 200);
    let refreshed = desk.console.merchants.refresh(&merchant.id).await.unwrap();
    assert_eq!((refreshed.stores, refreshed.changed, refreshed.settled), (200, 0, 0));
    assert_eq!(desk.columns(&merchant).await, before);
}

/// Every row's integration and parent are what the provider's own truth says.
#[tokio::test]
async fn the_tree_is_the_providers() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let columns = desk.columns(&merchant).await;
    let truth = desk.provider.truth().await;
    assert_eq!(columns.ids.len(), truth.len());
    for (row, id) in columns.ids.iter().enumerate() {
        let integration = usize::try_from(columns.integration[row]).ok().map(|at| columns.integrations[at].clone());
        assert_eq!(integration, truth[id], "{id}");
    }
}

#[tokio::test]
async fn a_failing_refresh_keeps_the_stores() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    for (fault, code) in [
        (json!({ "call": "integration-status", "kind": "status", "status": 503 }), Code::ProviderUnavailable),
        (json!({ "call": "integration-status", "kind": "not_json" }), Code::AnswerUnreadable),
        (json!({ "call": "integration-status", "kind": "drop_before" }), Code::ProviderUnavailable),
        (json!({ "call": "integration-status", "kind": "status", "status": 403 }), Code::NotAuthorized),
    ] {
        desk.provider.fault(fault.clone()).await;
        assert_eq!(desk.console.merchants.refresh(&merchant.id).await.unwrap_err().code, code, "{fault}");
        assert_eq!(desk.columns(&merchant).await.ids.len(), 200);
    }
}

#[tokio::test]
async fn signing_out_wipes_the_token_and_keeps_the_stores() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let token = format!("merchant-token-{}", merchant.id);
    assert!(desk.vault.get(&token).await.unwrap().is_some());
    let signed_out = desk.console.merchants.sign_out(&merchant.id).await.unwrap();
    assert_eq!(signed_out.wiped, ["merchant_token"]);
    assert!(desk.vault.get(&token).await.unwrap().is_none());
    assert_eq!(desk.console.merchants.refresh(&merchant.id).await.unwrap_err().code, Code::SignInAgain);
    assert_eq!(desk.columns(&merchant).await.ids.len(), 200);
}

/// The token stays in the vault until it expires, so that a restart needs no new sign-in.
#[tokio::test]
async fn the_token_survives_a_restart() {
    let desk = Desk::open().await;
    let merchant = desk.authorize().await;
    let desk = desk.restart().await;
    assert_eq!(desk.console.merchants.refresh(&merchant.id).await.unwrap().stores, 200);
    assert_eq!(desk.provider.calls("oauth-token").await.len(), 1);
}
