//! What is meant here against what the provider has, and settling the difference.

use crate::support::{OTHER, SHOP, desired, here, lines, ratepay, row_of, secret, theirs};
use gangway_core::{
    Code,
    view::{
        DriftWord, SettleWord,
        SubscriptionOutcome::{self, Done, Failed, Nothing},
    },
};
use gangway_tests::Desk;
use serde_json::{Value, json};

/// Four rows of ours; somebody else removes one, changes one in two ways, and makes one more.
async fn drifted() -> Desk {
    let desk = Desk::open().await;
    let truth = desk.provider.ratepay();
    for event in ["A", "B", "C"] {
        desk.console.subscriptions.create_subscription(&desired(event, SHOP)).await.unwrap();
    }
    let id = async |event: &str| row_of(&desk, event).await.subscription.unwrap();
    assert_eq!(truth.call("DELETE", &id("B").await, &Value::Null).await.status, 204);
    let other = json!({ "event_type": "C", "url": OTHER, "secret": theirs('x') });
    assert_eq!(truth.call("PUT", &id("C").await, &other).await.status, 200);
    truth.plant("D", OTHER, &theirs('y')).await;
    desk
}

const ALL: [&str; 4] = ["A", "B", "C", "D"];

async fn settle(desk: &Desk, how: SettleWord, events: &[&str]) -> Vec<SubscriptionOutcome> {
    let mut ids = Vec::new();
    for event in events {
        ids.push(row_of(desk, event).await.id);
    }
    let settled = desk.console.subscriptions.settle_drift(how, &ids).await.unwrap();
    settled.into_iter().map(|it| it.outcome).collect()
}

#[tokio::test]
async fn every_kind_is_seen() {
    let desk = drifted().await;
    assert_eq!(
        lines(&desk).await,
        [
            format!("A {SHOP} InSync []"),
            format!("B {SHOP} MissingRemotely []"),
            format!("C {SHOP} Differs [Url, Secret]"),
            format!("D {OTHER} UnknownHere []"),
        ]
    );
    let drift = desk.console.subscriptions.subscription_drift().await.unwrap();
    assert_eq!(drift.iter().map(|row| row.event.as_str()).collect::<Vec<_>>(), ["B", "C", "D"]);
    assert_eq!((drift[1].remote_url.as_deref(), drift[1].remote_event.as_deref()), (Some(OTHER), None));
}

#[tokio::test]
async fn restored() {
    let desk = drifted().await;
    desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let (b, c) = (row_of(&desk, "B").await.id, row_of(&desk, "C").await.id);
    let before = [secret(&desk, &b).await, secret(&desk, &c).await];
    let ids = [b.clone(), c.clone()];
    let preview = desk.console.subscriptions.preview_settle(SettleWord::Restore, &ids).await.unwrap();
    assert_eq!(preview.iter().map(|it| it.method.as_str()).collect::<Vec<_>>(), ["POST", "PUT"]);
    assert_eq!(settle(&desk, SettleWord::Restore, &ALL).await, [Nothing, Done, Done, Failed]);
    assert_eq!(
        lines(&desk).await[..3],
        [format!("A {SHOP} InSync []"), format!("B {SHOP} InSync []"), format!("C {SHOP} InSync []")]
    );
    assert_eq!([secret(&desk, &b).await, secret(&desk, &c).await], before);
    assert_eq!(desk.provider.ratepay().pairs().await.len(), 4);
}

#[tokio::test]
async fn adopted() {
    let desk = drifted().await;
    desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let preview =
        desk.console.subscriptions.preview_settle(SettleWord::Adopt, &[row_of(&desk, "D").await.id]).await.unwrap();
    assert_eq!((preview[0].method.as_str(), preview[0].url.as_str()), ("", ""), "nothing is sent");
    let changes = desk.provider.ratepay().calls("update-subscription").await;
    assert_eq!(settle(&desk, SettleWord::Adopt, &ALL).await, [Nothing, Done, Done, Done]);
    let c = format!("C {OTHER} InSync []");
    assert_eq!(lines(&desk).await, [format!("A {SHOP} InSync []"), c, format!("D {OTHER} InSync []")]);
    assert_eq!(secret(&desk, &row_of(&desk, "C").await.id).await, theirs('x'));
    assert_eq!(secret(&desk, &row_of(&desk, "D").await.id).await, theirs('y'));
    assert_eq!(desk.provider.ratepay().calls("update-subscription").await, changes);
}

#[tokio::test]
async fn removed() {
    let desk = drifted().await;
    desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let outcomes = settle(&desk, SettleWord::Remove, &ALL).await;
    assert!(outcomes.iter().all(|it| *it == SubscriptionOutcome::Done), "{outcomes:?}");
    assert!(lines(&desk).await.is_empty());
    assert!(desk.provider.ratepay().pairs().await.is_empty());
}

/// One that fails leaves the others alone, and says why.
#[tokio::test]
async fn one_that_fails_leaves_the_others_alone() {
    let desk = drifted().await;
    desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    desk.provider.ratepay().fault(json!({ "call": "update-subscription", "kind": "status", "status": 400 })).await;
    assert_eq!(settle(&desk, SettleWord::Restore, &["C", "B"]).await, [Failed, Done]);
    assert_eq!(lines(&desk).await.iter().filter(|line| line.contains("InSync")).count(), 2);
    let unknown = desk.console.subscriptions.settle_drift(SettleWord::Adopt, &["nobody".to_owned()]).await.unwrap();
    assert_eq!(unknown[0].failure.as_ref().map(|failure| failure.code), Some(Code::NotFound));
}

/// Two of the same that were adopted, and both are gone: one is restored, and the other is known to be that one.
#[tokio::test]
async fn two_of_the_same_that_are_gone() {
    let desk = Desk::open().await;
    let truth = desk.provider.ratepay();
    let planted = [truth.plant("A", OTHER, &theirs('x')).await, truth.plant("A", OTHER, &theirs('x')).await];
    desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let settled = desk.console.subscriptions.settle_drift(SettleWord::Adopt, &planted).await.unwrap();
    assert!(settled.iter().all(|it| it.outcome == Done), "{settled:?}");
    for id in &planted {
        truth.call("DELETE", id, &Value::Null).await;
    }
    let drift = desk.console.subscriptions.subscription_drift().await.unwrap();
    let ids: Vec<String> = drift.into_iter().map(|row| row.id).collect();
    let settled = desk.console.subscriptions.settle_drift(SettleWord::Restore, &ids).await.unwrap();
    assert_eq!(settled.iter().map(|it| it.outcome).collect::<Vec<_>>(), [Done, Failed]);
    assert_eq!(truth.pairs().await.len(), 1);
}

/// Everything is where it was after a restart, and nothing was read that was not kept.
#[tokio::test]
async fn a_restart_changes_nothing() {
    let desk = drifted().await;
    let before = ratepay(&desk.console.subscriptions.refresh_subscriptions().await.unwrap());
    let desk = desk.restart().await;
    assert_eq!(ratepay(&desk.console.subscriptions.subscriptions().await.unwrap()), before);
    assert!(before.iter().any(|row| row.drift == DriftWord::Differs));
}

/// The receiver is reached elsewhere than last time: what points at it is meant to follow.
#[tokio::test]
async fn an_endpoint_that_moved() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("E")).await.unwrap();
    let path = desk.folder().join("profile.toml");
    let profile = std::fs::read_to_string(&path).unwrap();
    let moved = profile.lines().filter(|line| !line.starts_with("address")).collect::<Vec<_>>().join("\n");
    std::fs::write(&path, moved).unwrap();
    let desk = desk.restart().await;
    let drift = desk.console.subscriptions.subscription_drift().await.unwrap();
    assert_eq!((drift.len(), drift[0].drift, drift[0].remote_url.as_ref()), (1, DriftWord::Differs, Some(&row.url)));
    assert_eq!(settle(&desk, SettleWord::Restore, &["E"]).await, [Done]);
    assert_eq!(desk.provider.ratepay().pairs().await[0].1, row_of(&desk, "E").await.url);
    assert!(desk.console.subscriptions.subscription_drift().await.unwrap().is_empty());
}
