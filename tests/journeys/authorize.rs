//! A merchant authorizes, refuses, comes late or twice.

use gangway_core::{
    Code,
    view::{AttemptState, Way},
};
use gangway_record::{Connection, Record};
use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, merchant};
use std::time::Duration;

/// Whoever authorizes is the merchant, and the stores are read at once.
#[tokio::test]
async fn by_deep_link() {
    let desk = Desk::open().await;
    let account = &desk.provider.at.merchants[0];
    let attempt =
        desk.console.authorization.authorize_start(Way::Browser, Some(account.email.to_uppercase())).await.unwrap();
    assert_eq!(attempt.redirect, "dev.gangway.console:/oauth/callback");
    let address = merchant::allow(&attempt.url, account).await;
    assert!(address.starts_with("dev.gangway.console:/oauth/callback?"), "{address}");
    let state = desk.console.authorization.finish(&address).await.unwrap();
    let AttemptState::Done { email, .. } = state else { panic!("{state:?}") };
    assert_eq!(email, account.email);
    let row = desk.with_stores().await;
    assert_eq!((row.name.as_str(), row.stores as usize), (account.name.as_str(), account.stores));
    assert!(row.token_expires_at > row.refreshed_at);
}

#[tokio::test]
async fn by_pasting_with_spaces_around() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Link, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[1]).await;
    let state = desk.console.authorization.authorize_paste(&attempt.id, &format!("  {address}\n")).await.unwrap();
    assert!(matches!(state, AttemptState::Done { .. }), "{state:?}");
}

/// As mail programs and chats hand it on.
#[tokio::test]
async fn by_pasting_what_a_mail_program_put_around_it() {
    let desk = Desk::open().await;
    for around in [("\"", "\""), ("<", ">\r\n"), ("“", "”"), ("\u{feff} '", "' ")] {
        let attempt = desk.console.authorization.authorize_start(Way::Link, None).await.unwrap();
        let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[1]).await;
        let text = format!("{}{address}{}", around.0, around.1);
        let state = desk.console.authorization.authorize_paste(&attempt.id, &text).await.unwrap();
        assert!(matches!(state, AttemptState::Done { .. }), "{around:?}: {state:?}");
    }
}

/// A paste belongs to the attempt it was pasted for.
#[tokio::test]
async fn a_paste_for_another_attempt_is_refused() {
    let desk = Desk::open().await;
    let first = desk.console.authorization.authorize_start(Way::Link, None).await.unwrap();
    let second = desk.console.authorization.authorize_start(Way::Link, None).await.unwrap();
    let address = merchant::allow(&first.url, &desk.provider.at.merchants[0]).await;
    let failure = desk.console.authorization.authorize_paste(&second.id, &address).await.unwrap_err();
    assert_eq!(failure.code, Code::AttemptUnknown);
    assert!(desk.provider.calls("oauth-token").await.is_empty());
}

#[tokio::test]
async fn denied() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::deny(&attempt.url, &desk.provider.at.merchants[0]).await;
    let state = desk.console.authorization.finish(&address).await.unwrap();
    let AttemptState::Failed { failure } = state else { panic!("{state:?}") };
    assert_eq!(failure.code, Code::Denied);
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty());
    assert!(desk.provider.calls("oauth-token").await.is_empty(), "there is no code to exchange");
}

/// An answer with a state of somebody else's never reaches the token endpoint, and ours still works afterwards.
#[tokio::test]
async fn a_wrong_state_is_dropped() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let (before, state) = address.split_once("state=").unwrap();
    let forged = format!("{before}state=A{}", &state[1..]);
    let forged = if forged == address { format!("{before}state=B{}", &state[1..]) } else { forged };
    let failure = desk.console.authorization.finish(&forged).await.unwrap_err();
    assert_eq!(failure.code, Code::AttemptUnknown);
    assert!(desk.provider.calls("oauth-token").await.is_empty());
    assert_eq!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Waiting);
    assert!(matches!(desk.console.authorization.finish(&address).await.unwrap(), AttemptState::Done { .. }));
}

#[tokio::test]
async fn a_used_state_is_dropped() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    desk.console.authorization.finish(&address).await.unwrap();
    let failure = desk.console.authorization.finish(&address).await.unwrap_err();
    assert_eq!(failure.code, Code::AttemptUnknown);
    assert_eq!(desk.provider.calls("oauth-token").await.len(), 1);
}

/// Two answers at the same moment, as a browser's double click brings them: one is exchanged.
#[tokio::test]
async fn of_two_answers_at_once_one_counts() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let (one, two) =
        tokio::join!(desk.console.authorization.finish(&address), desk.console.authorization.finish(&address));
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|done| **done).count(), 1);
    assert_eq!(desk.provider.calls("oauth-token").await.len(), 1);
}

#[tokio::test]
async fn an_attempt_that_is_over_stays_over() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    // Ten minutes pass.
    change(&desk, |c| c.execute("UPDATE attempts SET expires_at = 1", [])).await;
    assert_eq!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Expired);
    assert_eq!(desk.console.authorization.finish(&address).await.unwrap_err().code, Code::AttemptExpired);
    assert!(desk.provider.calls("oauth-token").await.is_empty());
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty());
}

/// The provider's own clock: the code is too old.
#[tokio::test]
async fn a_code_that_is_over_is_refused_by_the_provider() {
    let provider = Config { code_ttl: Duration::ZERO, ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, ..Setup::default() }).await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let state = desk.console.authorization.finish(&address).await.unwrap();
    let AttemptState::Failed { failure } = state else { panic!("{state:?}") };
    assert_eq!(failure.code, Code::ProviderRefused);
}

/// The verifier is in the keyring and the attempt in the record: a second process, or the next one, can finish it.
#[tokio::test]
async fn an_attempt_survives_a_restart() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let desk = desk.restart().await;
    assert!(matches!(desk.console.authorization.finish(&address).await.unwrap(), AttemptState::Done { .. }));
}

#[tokio::test]
async fn cancelled_means_cancelled() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    desk.console.authorization.authorize_cancel(&attempt.id).await.unwrap();
    assert_eq!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Cancelled);
    assert_eq!(desk.console.authorization.finish(&address).await.unwrap_err().code, Code::AttemptUnknown);
    let verifier = desk.vault.get(&format!("attempt-verifier-{}", attempt.id)).await.unwrap();
    assert!(verifier.is_none(), "the proof is wiped");
}

/// What goes wrong after the exchange ends the attempt as well: the code is used up, and waiting on would be for nothing.
#[tokio::test]
async fn a_merchant_that_cannot_be_kept_ends_the_attempt() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Browser, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let full = "CREATE TRIGGER full BEFORE INSERT ON merchants BEGIN SELECT RAISE(ABORT, 'no room'); END";
    let record = Record::open(&desk.folder().join("record.db")).unwrap();
    record.write(move |c| c.execute_batch(full)).await.unwrap();
    let state = desk.console.authorization.finish(&address).await.unwrap();
    assert!(matches!(state, AttemptState::Failed { .. }), "{state:?}");
    assert_eq!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), state);
}

/// Changes the record behind the console's back.
async fn change(desk: &Desk, work: impl FnOnce(&Connection) -> gangway_record::Sql<usize> + Send + 'static) {
    let record = Record::open(&desk.folder().join("record.db")).unwrap();
    assert!(record.write(work).await.unwrap() > 0);
}
