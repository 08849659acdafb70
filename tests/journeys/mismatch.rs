//! Somebody else authorized than expected: a question, never a silent success.

use gangway_core::{
    Code,
    view::{Attempt, AttemptState, Way},
};
use gangway_tests::{Desk, merchant};

/// The second merchant authorizes where the first was expected.
async fn asked() -> (Desk, Attempt) {
    let desk = Desk::open().await;
    let [expected, came] = [0, 1].map(|at| desk.provider.at.merchants[at].clone());
    let attempt = desk.console.authorization.authorize_start(Way::Browser, Some(expected.email.clone())).await.unwrap();
    let address = merchant::allow(&attempt.url, &came).await;
    let state = desk.console.authorization.finish(&address).await.unwrap();
    assert_eq!(state, AttemptState::Question { email: came.email, expected: expected.email });
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty(), "nobody was admitted yet");
    (desk, attempt)
}

fn held(attempt: &Attempt) -> String {
    format!("attempt-token-{}", attempt.id)
}

#[tokio::test]
async fn accepted() {
    let (desk, attempt) = asked().await;
    let state = desk.console.authorization.authorize_answer(&attempt.id, true).await.unwrap();
    assert!(matches!(state, AttemptState::Done { .. }), "{state:?}");
    let row = desk.with_stores().await;
    assert_eq!(row.email, desk.provider.at.merchants[1].email);
    assert!(desk.vault.get(&held(&attempt)).await.unwrap().is_none(), "the held token moved");
}

#[tokio::test]
async fn discarded() {
    let (desk, attempt) = asked().await;
    assert!(desk.vault.get(&held(&attempt)).await.unwrap().is_some());
    let state = desk.console.authorization.authorize_answer(&attempt.id, false).await.unwrap();
    assert_eq!(state, AttemptState::Cancelled);
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty());
    assert!(desk.vault.get(&held(&attempt)).await.unwrap().is_none(), "the token is wiped");
    let failure = desk.console.authorization.authorize_answer(&attempt.id, true).await.unwrap_err();
    assert_eq!(failure.code, Code::AttemptExpired, "no second thoughts about a wiped token");
}

/// A kill takes the question's window away: the token that waited for the answer goes too.
#[tokio::test]
async fn left_behind_by_a_kill() {
    let (desk, attempt) = asked().await;
    let desk = desk.restart().await;
    assert!(desk.vault.get(&held(&attempt)).await.unwrap().is_none(), "the token is wiped");
    assert_eq!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Expired);
}
