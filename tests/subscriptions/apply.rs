//! A file against the provider.

use crate::support::{OTHER, SHOP, desired, hasty, here, lines, secret, theirs};
use gangway_core::{
    Code, SubscriptionsFile,
    view::{
        ApplyReport, ApplyWord,
        SubscriptionOutcome::{self, Done},
    },
};
use gangway_tests::{Desk, http};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};
use std::fmt::Write;

/// Lines are event type, address, and the letter of a secret or nothing.
fn file(lines: &[(String, String, String)]) -> SubscriptionsFile {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for (event, url, letter) in lines {
        writeln!(text, "[[subscription]]\nevent = {event:?}\nurl = {url:?}").unwrap();
        if let Some(letter) = letter.chars().next() {
            std::fs::write(folder.path().join(letter.to_string()), theirs(letter)).unwrap();
            writeln!(text, "secret_file = {:?}", letter.to_string()).unwrap();
        }
    }
    let path = folder.path().join("subscriptions.toml");
    std::fs::write(&path, text).unwrap();
    SubscriptionsFile::read(&path).unwrap()
}

fn line(event: &str, url: &str, letter: &str) -> (String, String, String) {
    (event.to_owned(), url.to_owned(), letter.to_owned())
}

/// A call as the provider would make it.
async fn signed(url: &str, secret: &str, body: &str) -> u16 {
    let sign = gangway_providers::ratepay::sign(&secret.into(), body);
    http::send(http::client().post(url).header("x-signature", sign).body(body.to_owned())).await.status
}

fn words(report: &ApplyReport) -> Vec<String> {
    report.steps.iter().map(|step| format!("{:?} {} {}", step.step, step.event, step.url)).collect()
}

#[tokio::test]
async fn the_list_is_made_to_match() {
    let desk = Desk::open().await;
    let truth = desk.provider.ratepay();
    let kept = desk.console.subscriptions.create_subscription(&desired("A", SHOP)).await.unwrap();
    desk.console.subscriptions.create_subscription(&desired("B", SHOP)).await.unwrap();
    truth.plant("C", OTHER, &theirs('x')).await;
    truth.plant("D", OTHER, &theirs('x')).await;
    let before = secret(&desk, &kept.id).await;
    let file = file(&[line("A", SHOP, ""), line("C", OTHER, "y"), line("E", OTHER, ""), line("D", OTHER, "x")]);

    let plan = desk.console.subscriptions.plan_subscriptions(&file).await.unwrap();
    let expected = [
        format!("Keep A {SHOP}"),
        format!("Keep D {OTHER}"),
        format!("Create E {OTHER}"),
        format!("Update C {OTHER}"),
        format!("Delete B {SHOP}"),
    ];
    assert_eq!((words(&plan), plan.changes), (expected.to_vec(), 3));
    assert!(plan.steps.iter().all(|step| step.outcome.is_none()));
    assert_eq!(truth.pairs().await.len(), 4, "a plan changes nothing");

    let report = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
    assert_eq!(words(&report), expected);
    assert!(report.steps.iter().all(|step| step.failure.is_none()), "{report:?}");
    let mut now = lines(&desk).await;
    now.sort();
    let in_sync = |event: &str, url: &str| format!("{event} {url} InSync []");
    assert_eq!(now, [in_sync("A", SHOP), in_sync("C", OTHER), in_sync("D", OTHER), in_sync("E", OTHER)]);
    assert_eq!(secret(&desk, &kept.id).await, before, "no secret is changed that the file does not name");
    let again = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
    assert_eq!((again.changes, again.steps.len()), (0, 4));
}

/// A secret that the file names reaches an endpoint of ours without a gap, and is in force at once.
#[tokio::test]
async fn an_endpoint_of_ours_gets_the_secret_of_the_file() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("A")).await.unwrap();
    let old = secret(&desk, &row.id).await;
    let file = file(&[line("A", &row.url, "y")]);
    let report = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
    assert_eq!((words(&report), report.steps[0].outcome), (vec![format!("Update A {}", row.url)], Some(Done)));
    assert_eq!(secret(&desk, &row.id).await, theirs('y'));
    for (at, key) in [old, theirs('y')].iter().enumerate() {
        assert_eq!(signed(&row.url, key, &format!("{{\"n\":{at}}}")).await, 200, "{at}");
    }
    assert_eq!(desk.console.subscriptions.apply_subscriptions(&file).await.unwrap().changes, 0);
}

/// Kept by the file as somebody gave it at the provider: the receiver takes it at once.
#[tokio::test]
async fn a_secret_that_is_kept_is_in_force() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("A")).await.unwrap();
    let theirs = json!({ "event_type": "A", "url": row.url, "secret": theirs('x') });
    desk.provider.ratepay().call("PUT", row.subscription.as_ref().unwrap(), &theirs).await;
    let report = desk.console.subscriptions.apply_subscriptions(&file(&[line("A", &row.url, "")])).await.unwrap();
    assert_eq!(words(&report), [format!("Keep A {}", row.url)]);
    assert_eq!(signed(&row.url, theirs["secret"].as_str().unwrap(), "{}").await, 200);
}

/// What somebody changed at the provider is changed back, under its id, and its endpoint stays open.
#[tokio::test]
async fn what_somebody_changed_is_changed_back() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("A")).await.unwrap();
    let away = json!({ "event_type": "B", "url": OTHER, "secret": theirs('x') });
    desk.provider.ratepay().call("PUT", row.subscription.as_ref().unwrap(), &away).await;
    let report = desk.console.subscriptions.apply_subscriptions(&file(&[line("A", &row.url, "")])).await.unwrap();
    assert_eq!((words(&report), report.steps[0].outcome), (vec![format!("Update A {}", row.url)], Some(Done)));
    assert_eq!(lines(&desk).await, [format!("A {} InSync []", row.url)]);
    assert_eq!(signed(&row.url, &secret(&desk, &row.id).await, "{}").await, 200);
}

/// Moved away from an endpoint of ours by somebody, and the file wants it where it is now.
#[tokio::test]
async fn what_somebody_moved_may_stay_there() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("A")).await.unwrap();
    for letter in ["", "y"] {
        let away = json!({ "event_type": "A", "url": OTHER, "secret": theirs('x') });
        desk.provider.ratepay().call("PUT", row.subscription.as_ref().unwrap(), &away).await;
        desk.console.subscriptions.apply_subscriptions(&file(&[line("A", OTHER, letter)])).await.unwrap();
        assert_eq!(lines(&desk).await, [format!("A {OTHER} InSync []")], "{letter}");
        assert_eq!(signed(&row.url, &theirs('x'), "{}").await, 404, "its endpoint is closed");
    }
}

/// Meant here, gone there and not in the file: the file says what is meant.
#[tokio::test]
async fn what_the_file_does_not_want_is_given_up() {
    let desk = Desk::open().await;
    for event in ["A", "B"] {
        let row = desk.console.subscriptions.create_subscription(&desired(event, SHOP)).await.unwrap();
        desk.provider.ratepay().call("DELETE", row.subscription.as_ref().unwrap(), &Value::Null).await;
    }
    let file = file(&[line("A", SHOP, "")]);
    let report = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
    assert_eq!(words(&report), [format!("Create A {SHOP}"), format!("Forget B {SHOP}")]);
    assert_eq!(lines(&desk).await, [format!("A {SHOP} InSync []")]);
    assert_eq!(desk.console.subscriptions.apply_subscriptions(&file).await.unwrap().changes, 0);
}

#[tokio::test]
async fn a_bad_address_stops_the_whole_file() {
    let desk = Desk::open().await;
    let file = file(&[line("A", SHOP, ""), line("B", "https://10.0.0.1/", "")]);
    let refused = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap_err();
    assert_eq!((refused.code, refused.detail.as_deref()), (Code::BadInput, Some("B https://10.0.0.1/")));
    assert!(desk.provider.ratepay().pairs().await.is_empty());
}

/// A step that fails is reported, the others are taken, and applying again takes what is left.
#[tokio::test]
async fn what_failed_is_left_for_the_next_time() {
    let desk = hasty().await;
    let file = file(&[line("A", SHOP, ""), line("B", SHOP, ""), line("C", SHOP, "")]);
    desk.provider.ratepay().fault(json!({ "call": "create-subscription", "kind": "status", "status": 429 })).await;
    desk.provider.ratepay().fault(json!({ "call": "create-subscription", "kind": "drop_after" })).await;
    let report = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
    let outcomes: Vec<_> = report.steps.iter().map(|step| step.outcome.unwrap()).collect();
    assert_eq!(outcomes, [SubscriptionOutcome::Failed, SubscriptionOutcome::Done, SubscriptionOutcome::Done]);
    assert_eq!(report.steps[0].failure.as_ref().unwrap().code, Code::RateLimited);
    assert_eq!(desk.console.subscriptions.apply_subscriptions(&file).await.unwrap().changes, 1);
    assert_eq!(desk.console.subscriptions.apply_subscriptions(&file).await.unwrap().changes, 0);
    assert_eq!(desk.provider.ratepay().pairs().await.len(), 3);
}

/// From any starting state, and against a real list: the second time changes nothing.
#[test]
fn twice_changes_nothing_the_second_time() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let desk = runtime.block_on(Desk::open());
    let (event, host) = ("[AB]", "https://(a|b)\\.com/");
    let states = (
        prop::collection::vec((event, host, "[xy]"), 0..5),
        // Made here; then left alone, removed by somebody, or changed by somebody.
        prop::collection::vec((event, "https://(a|b)\\.com/|here", "left|gone|changed"), 0..4),
        prop::collection::btree_map((event, host), "[xyz]?", 0..4),
    );
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() });
    runner
        .run(&states, |(planted, ours, wanted)| {
            let wanted: Vec<_> = wanted.into_iter().map(|((event, url), letter)| (event, url, letter)).collect();
            let file = file(&wanted);
            runtime.block_on(async {
                let truth = desk.provider.ratepay();
                for (event, url, letter) in &planted {
                    truth.plant(event, url, &theirs(letter.chars().next().unwrap())).await;
                }
                for (event, url, fate) in &ours {
                    // One that is there already is refused, which is a starting state too.
                    let desired = if url == "here" { here(event) } else { desired(event, url) };
                    let made = desk.console.subscriptions.create_subscription(&desired).await.ok();
                    let Some(id) = made.and_then(|row| row.subscription) else { continue };
                    let other = json!({ "event_type": "B", "url": "https://b.com/", "secret": theirs('y') });
                    match fate.as_str() {
                        "gone" => drop(truth.call("DELETE", &id, &Value::Null).await),
                        "changed" => drop(truth.call("PUT", &id, &other).await),
                        _ => {}
                    }
                }
                let first = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
                assert!(first.steps.iter().all(|step| step.failure.is_none()), "{first:?}");
                let mut expected: Vec<_> = wanted.iter().map(|(event, url, _)| (event.clone(), url.clone())).collect();
                expected.sort();
                assert_eq!(truth.pairs().await, expected);
                let calls = async || {
                    let kinds = ["create-subscription", "update-subscription", "delete-subscription"];
                    let mut sum = 0;
                    for kind in kinds {
                        sum += truth.calls(kind).await;
                    }
                    sum
                };
                let before = calls().await;
                let second = desk.console.subscriptions.apply_subscriptions(&file).await.unwrap();
                assert_eq!((second.changes, calls().await), (0, before), "{second:?}");
                assert!(second.steps.iter().all(|step| step.step == ApplyWord::Keep));
                let drift = desk.console.subscriptions.subscription_drift().await.unwrap();
                assert!(drift.is_empty(), "{drift:?}");
            });
            Ok(())
        })
        .unwrap();
}
