//! The sandbox profile runs its own simulated provider, which starts anew with the program.

use gangway_core::{
    Console, Home, Options,
    view::{AttemptState, Way},
};
use gangway_tests::{merchant::allow, until};
use gangway_vault::Vault;

#[tokio::test]
async fn a_new_sandbox_asks_for_a_new_sign_in_and_leaves_nothing_stuck() {
    let folder = tempfile::tempdir().unwrap();
    let (home, vault) = (Home::at(folder.path()), Vault::in_memory().await);
    let open = async || Console::open_with(&home, "sandbox", Options::default(), vault.clone()).await.unwrap();
    let console = open().await;
    let account = console.sandbox().unwrap().merchants[0].clone();
    let attempt = console.authorization.authorize_start(Way::Link, None).await.unwrap();
    let done = console.authorization.finish(&allow(&attempt.url, &account).await).await.unwrap();
    assert!(matches!(done, AttemptState::Done { .. }), "{done:?}");
    console.registration.register_webhook("pos-co-01").await.unwrap();
    until("the stores are read", async || console.merchants.merchants().await.unwrap()[0].stores == 200).await;
    console.shut_down().await;
    drop(console);

    let console = open().await;
    let merchant = console.merchants.merchants().await.unwrap().remove(0);
    assert_eq!(merchant.token_expires_at, None, "its token is of no use to the new provider");
    assert_eq!(console.registration.webhooks().await.unwrap()[0].registered_at, None);
    assert_eq!(console.left_open(), 0);
    console.close();
}
