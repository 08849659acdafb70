//! The loopback redirect: open for one attempt, with a page that says what became of it and nothing of the request.

use gangway_core::{
    Code, Reason,
    view::{AttemptState, Way},
};
use gangway_tests::{Desk, http, merchant, until};
use std::time::Duration;
use tokio::net::TcpStream;

#[tokio::test]
async fn the_browser_comes_back_by_itself() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    assert!(attempt.redirect.starts_with("http://127.0.0.1:"), "{}", attempt.redirect);
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let page = merchant::follow(&address).await;
    assert_eq!(page.status, 200);
    let (_, code) = address.split_once("code=").unwrap();
    let code = code.split('&').next().unwrap();
    assert!(!page.body.contains(code), "the page holds nothing of the request");
    until("the merchant is done", async || {
        matches!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Done { .. })
    })
    .await;
    until("the listener is closed", async || TcpStream::connect(port(&attempt.redirect)).await.is_err()).await;
}

/// A person who cancels and starts again at once does not meet the listener of the attempt before.
#[tokio::test]
async fn cancelled_and_started_again() {
    let desk = Desk::open().await;
    let first = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    desk.console.authorization.authorize_cancel(&first.id).await.unwrap();
    let second = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&second.url, &desk.provider.at.merchants[0]).await;
    merchant::follow(&address).await;
    until("the merchant is done", async || {
        matches!(desk.console.authorization.authorize_status(&second.id).await.unwrap(), AttemptState::Done { .. })
    })
    .await;
}

/// Another page on the machine knocks with rubbish: it is turned away, and the merchant still gets in.
#[tokio::test]
async fn somebody_elses_knock_changes_nothing() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    assert_eq!(http::get(&attempt.redirect.replace("/oauth/callback", "/favicon.ico")).await.status, 404);
    let _ = http::get(&format!("{}?code=x&state=y", attempt.redirect)).await;
    assert_eq!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Waiting);
    assert!(desk.provider.calls("oauth-token").await.is_empty());
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    merchant::follow(&address).await;
    until("the merchant is done", async || {
        matches!(desk.console.authorization.authorize_status(&attempt.id).await.unwrap(), AttemptState::Done { .. })
    })
    .await;
}

#[tokio::test]
async fn cancelling_closes_the_listener() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    assert!(TcpStream::connect(port(&attempt.redirect)).await.is_ok());
    desk.console.authorization.authorize_cancel(&attempt.id).await.unwrap();
    until("the listener is closed", async || TcpStream::connect(port(&attempt.redirect)).await.is_err()).await;
}

/// A loopback attempt can be finished by the loopback address only.
#[tokio::test]
async fn the_deep_link_does_not_finish_it() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let (_, query) = address.split_once('?').unwrap();
    assert!(desk.console.authorization.finish(&format!("dev.gangway.console:/oauth/callback?{query}")).await.is_err());
    assert!(desk.provider.calls("oauth-token").await.is_empty());
}

/// A refusal counts whatever its words are, and the browser says what happened, in the merchant's language.
#[tokio::test]
async fn a_refusal_ends_the_attempt_whatever_it_says() {
    for (words, language, said) in [
        ("", "es-CO,es;q=0.9", "no permitió el acceso"),
        (&"x".repeat(2100), "pt-BR", "não permitiu o acesso"),
        ("no%0d%0a%00way", "de-DE", "den Zugriff nicht erlaubt"),
        ("%zz", "fr", "did not allow access"),
    ] {
        let desk = Desk::open().await;
        let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
        let denied = merchant::deny(&attempt.url, &desk.provider.at.merchants[0]).await;
        let (_, state) = denied.split_once("state=").unwrap();
        let state = state.split('&').next().unwrap();
        let address = format!("{}?error=access_denied&error_description={words}&state={state}", attempt.redirect);
        let page = http::send(http::client().get(&address).header("accept-language", language)).await;
        assert!(page.status == 200 && page.body.contains(said), "{words}: {page:?}");
        let ended = desk.console.authorization.authorize_status(&attempt.id).await.unwrap();
        assert!(matches!(&ended, AttemptState::Failed { failure } if failure.code == Code::Denied), "{ended:?}");
    }
}

/// What the page says is what happened.
#[tokio::test]
async fn the_page_says_what_happened() {
    let desk = Desk::open().await;
    let account = &desk.provider.at.merchants[0];
    let attempt =
        desk.console.authorization.authorize_start(Way::Loopback, Some("else@example.com".to_owned())).await.unwrap();
    let page = merchant::follow(&merchant::allow(&attempt.url, account).await).await;
    assert!(page.body.contains("Another account signed in"), "{page:?}");
    desk.console.authorization.authorize_cancel(&attempt.id).await.unwrap();

    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    let page = http::get(&format!("{}?code=x&state=y", attempt.redirect)).await;
    assert!(page.status == 400 && page.body.contains("belongs to no open sign-in"), "{page:?}");
    let address = merchant::allow(&attempt.url, account).await;
    // A browser that asks twice at once: one is exchanged, and neither is told that it failed.
    let (one, two) = tokio::join!(merchant::follow(&address), merchant::follow(&address));
    let done = [&one, &two].iter().filter(|page| page.body.contains("You are signed in")).count();
    let used = [&one, &two].iter().filter(|page| page.body.contains("opened before")).count();
    assert_eq!((done, used), (1, 1), "{one:?} {two:?}");
}

/// Whoever connects and says nothing keeps nobody waiting.
#[tokio::test]
async fn idle_connections_delay_nobody() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let mut idle = Vec::new();
    for _ in 0..20 {
        idle.push(TcpStream::connect(port(&attempt.redirect)).await.unwrap());
    }
    // Far below the time that one such connection may take, and far above what an answer takes.
    let page = tokio::time::timeout(Duration::from_secs(4), merchant::follow(&address)).await.expect("no delay");
    assert_eq!(page.status, 200);
    drop(idle);
}

/// RFC 9207: a code of somebody else's login host never reaches ours.
#[tokio::test]
async fn who_answers_must_be_who_was_asked() {
    let desk = Desk::open().await;
    let account = &desk.provider.at.merchants[0];
    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&attempt.url, account).await;
    let page = merchant::follow(&format!("{address}&iss=https%3A%2F%2Flogin.evil.example%2F")).await;
    assert!(page.body.contains("did not work"), "{page:?}");
    let ended = desk.console.authorization.authorize_status(&attempt.id).await.unwrap();
    let AttemptState::Failed { failure } = ended else { panic!("{ended:?}") };
    assert_eq!(failure.reason, Some(Reason::IssuerOther));
    assert_eq!(failure.what.as_deref(), Some("https://login.evil.example/"));
    assert!(desk.provider.calls("oauth-token").await.is_empty());

    let attempt = desk.console.authorization.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&attempt.url, account).await;
    let issuer: String = url::form_urlencoded::byte_serialize(desk.provider.at.login.as_bytes()).collect();
    let page = merchant::follow(&format!("{address}&iss={issuer}%2F")).await;
    assert!(page.body.contains("You are signed in"), "{page:?}");
}

fn port(redirect: &str) -> String {
    redirect.trim_start_matches("http://").trim_end_matches("/oauth/callback").to_owned()
}
