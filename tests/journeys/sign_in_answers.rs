//! Token answers as other login hosts write them, and clocks that differ.

use gangway_core::{
    Code, Reason,
    view::{AttemptState, Way},
};
use gangway_sandbox::Config;
use gangway_tests::{Altered, Desk, Places, Setup, merchant};
use serde_json::Value;
use std::time::Duration;

/// In each answer that has one, the life becomes what `to` says.
fn life(to: Value) -> impl Fn(&str, &mut reqwest::header::HeaderMap, &mut Vec<u8>) + Send + Sync {
    move |_, _, body| {
        let Ok(Value::Object(mut fields)) = serde_json::from_slice(body) else { return };
        if fields.contains_key("expires_in") {
            fields.insert("expires_in".to_owned(), to.clone());
            *body = serde_json::to_vec(&fields).unwrap();
        }
    }
}

/// Of every token call of every provider.
#[tokio::test]
async fn a_life_as_a_text_or_with_a_fraction_is_read() {
    for to in [Value::from("86400"), Value::from(86400.5)] {
        let mut hosts = Vec::new();
        let desk = Desk::tapped(Setup::default(), async |at: Places| {
            let mut places = at.clone();
            for (from, place) in [
                (&at.login, &mut places.login),
                (&at.api, &mut places.api),
                (&at.ratepay_oauth, &mut places.ratepay_oauth),
            ] {
                let host = Altered::open(from, life(to.clone())).await;
                place.clone_from(&host.url);
                hosts.push(host);
            }
            places
        })
        .await;
        let row = desk.authorize().await;
        assert!(row.stores > 0);
        desk.console.subscriptions.check_ratepay().await.unwrap();
    }
}

/// A host whose clock is two hours behind ours, which is ours two hours ahead.
async fn behind(token_ttl: Duration) -> (Desk, Altered, AttemptState) {
    let provider = Config { token_ttl, ..Setup::default().provider };
    let mut host = None;
    let desk = Desk::tapped(Setup { provider, ..Setup::default() }, async |at: Places| {
        let altered = Altered::open(&at.login, |_, headers, _| {
            #[expect(clippy::disallowed_methods, reason = "a provider of a test has a clock of its own")]
            let then = jiff::Timestamp::now() - Duration::from_secs(2 * 3600);
            let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&then).unwrap();
            headers.insert("date", date.parse().unwrap());
        });
        let altered = altered.await;
        let places = Places { login: altered.url.clone(), ..at };
        host = Some(altered);
        places
    })
    .await;
    let attempt = desk.console.authorization.authorize_start(Way::Link, None).await.unwrap();
    let address = merchant::allow(&attempt.url, &desk.provider.at.merchants[0]).await;
    let state = desk.console.authorization.authorize_paste(&attempt.id, &address).await.unwrap();
    (desk, host.unwrap(), state)
}

#[tokio::test]
async fn a_sign_in_that_is_over_by_this_clock_says_that_the_clock_is_wrong() {
    let (desk, _host, state) = behind(Duration::ZERO).await;
    let AttemptState::Failed { failure } = state else { panic!("{state:?}") };
    assert_eq!((failure.code, failure.reason), (Code::ClockOff, Some(Reason::ClockAhead)));
    assert_eq!(failure.what.as_deref(), Some("120"));
    assert!(failure.message.contains("120 min ahead of"), "{failure}");
    assert!(desk.console.merchants.merchants().await.unwrap().is_empty(), "nobody is signed in for a moment");
    let skew = desk.console.overview.connection().clock_skew_ms.unwrap();
    assert!((-7_260_000..-7_140_000).contains(&skew), "the connection line says so too: {skew}");
}

#[tokio::test]
async fn a_clock_that_is_off_is_said_with_the_success() {
    let (_desk, _host, state) = behind(Config::default().token_ttl).await;
    let AttemptState::Done { clock_skew_ms: Some(skew), .. } = state else { panic!("{state:?}") };
    assert!((-7_260_000..-7_140_000).contains(&skew), "{skew}");
}
