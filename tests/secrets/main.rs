//! No token, secret, verifier or code ever reaches the record, a log or what the window gets.
//!
//! The whole journey runs with taps on the wire. Whatever secret went over it is looked for everywhere else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod applications;
mod journey;
mod log;
mod notifications;
mod search;
mod subscriptions;
mod wire;

use journey::Traces;
use search::{Secret, found};

#[tokio::test]
async fn nothing_leaks() {
    let log = log::listen();
    let Traces { secrets, mut places } = Box::pin(journey::walk()).await;
    places.push(("the log".to_owned(), log.take()));
    assert!(
        places.iter().any(|(name, text)| name.starts_with("record.db") && text.len() > 100_000),
        "the record was read"
    );
    assert!(
        places.iter().any(|(name, text)| name == "the log" && text.windows(5).any(|word| word == b"TRACE")),
        "the log was heard"
    );
    assert_eq!(found(&secrets, &places), Vec::<String>::new());
    planted(&secrets, &places);
}

/// The search itself is able to find: each secret, in each place, in each form.
fn planted(secrets: &[Secret], places: &[(String, Vec<u8>)]) {
    for secret in secrets {
        for (name, text) in places.iter().filter(|(name, _)| !secret.at_home.contains(&name.as_str())) {
            for form in secret.forms() {
                let mut text = text.clone();
                text.splice(text.len() / 2..text.len() / 2, form.bytes());
                let hits = found(std::slice::from_ref(secret), &[(name.clone(), text)]);
                assert_eq!(hits.len(), 1, "{} in {name} as {form}", secret.name);
            }
        }
    }
}
