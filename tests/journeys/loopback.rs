//! The loopback redirect: open for one attempt, with a page that tells nothing.

use gangway_console_core::view::{AttemptState, Way};
use gangway_tests::{Desk, http, merchant, until};
use tokio::net::TcpStream;

#[tokio::test]
async fn the_browser_comes_back_by_itself() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorize_start(Way::Loopback, None).await.unwrap();
    assert!(attempt.redirect.starts_with("http://127.0.0.1:"), "{}", attempt.redirect);
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let page = merchant::follow(&address).await;
    assert_eq!(page.status, 200);
    let (_, code) = address.split_once("code=").unwrap();
    let code = code.split('&').next().unwrap();
    assert!(!page.body.contains(code), "the page holds nothing of the request");
    until("the merchant is done", async || {
        matches!(desk.console.authorize_status(&attempt.id).await.unwrap(), AttemptState::Done { .. })
    })
    .await;
    until("the listener is closed", async || TcpStream::connect(port(&attempt.redirect)).await.is_err()).await;
}

/// A person who cancels and starts again at once does not meet the listener of the attempt before.
#[tokio::test]
async fn cancelled_and_started_again() {
    let desk = Desk::open().await;
    let first = desk.console.authorize_start(Way::Loopback, None).await.unwrap();
    desk.console.authorize_cancel(&first.id).await.unwrap();
    let second = desk.console.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&second.url, &desk.provider.at.merchants[0]).await;
    merchant::follow(&address).await;
    until("the merchant is done", async || {
        matches!(desk.console.authorize_status(&second.id).await.unwrap(), AttemptState::Done { .. })
    })
    .await;
}

/// Another page on the machine knocks with rubbish: it is turned away, and the merchant still gets in.
#[tokio::test]
async fn somebody_elses_knock_changes_nothing() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorize_start(Way::Loopback, None).await.unwrap();
    assert_eq!(http::get(&attempt.redirect.replace("/oauth/callback", "/favicon.ico")).await.status, 404);
    let _ = http::get(&format!("{}?code=x&state=y", attempt.redirect)).await;
    assert_eq!(desk.console.authorize_status(&attempt.id).await.unwrap(), AttemptState::Waiting);
    assert!(desk.provider.calls("oauth-token").await.is_empty());
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    merchant::follow(&address).await;
    until("the merchant is done", async || {
        matches!(desk.console.authorize_status(&attempt.id).await.unwrap(), AttemptState::Done { .. })
    })
    .await;
}

#[tokio::test]
async fn cancelling_closes_the_listener() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorize_start(Way::Loopback, None).await.unwrap();
    assert!(TcpStream::connect(port(&attempt.redirect)).await.is_ok());
    desk.console.authorize_cancel(&attempt.id).await.unwrap();
    until("the listener is closed", async || TcpStream::connect(port(&attempt.redirect)).await.is_err()).await;
}

/// A loopback attempt can be finished by the loopback address only.
#[tokio::test]
async fn the_deep_link_does_not_finish_it() {
    let desk = Desk::open().await;
    let attempt = desk.console.authorize_start(Way::Loopback, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let (_, query) = address.split_once('?').unwrap();
    assert!(desk.console.finish(&format!("dev.gangway.console:/oauth/callback?{query}")).await.is_err());
    assert!(desk.provider.calls("oauth-token").await.is_empty());
}

fn port(redirect: &str) -> String {
    redirect.trim_start_matches("http://").trim_end_matches("/oauth/callback").to_owned()
}
