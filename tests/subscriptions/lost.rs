//! Answers that are lost: settled by the list, never by creating twice.

use crate::support::{SHOP, desired, hasty, here, lines, ratepay, row_of, secret};
use gangway_core::{
    Code, Reason,
    view::{DriftWord, SettleWord, SubscriptionOutcome},
};
use gangway_tests::{Desk, Setup, until};
use serde_json::json;

async fn fault(desk: &Desk, call: &str, kind: &str) {
    desk.provider.ratepay().fault(json!({ "call": call, "kind": kind, "ms": 3000, "status": 500 })).await;
}

/// Done, and the answer lost in every way there is: one subscription, known by its id.
#[tokio::test]
async fn a_create_that_was_done() {
    for kind in ["drop_after", "timeout", "status_after", "empty", "not_json", "html"] {
        let desk = hasty().await;
        fault(&desk, "create-subscription", kind).await;
        let row = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
        assert_eq!((row.drift, row.under_way), (DriftWord::InSync, false), "{kind}");
        assert!(row.subscription.is_some());
        assert_eq!(desk.provider.ratepay().calls("create-subscription").await, 1, "{kind}");
        assert_eq!(desk.provider.ratepay().pairs().await.len(), 1, "{kind}");
    }
}

/// Not done, which nobody can know at once: it stays open, is not sent again, and is settled without a person.
#[tokio::test]
async fn a_create_that_was_not_done() {
    for kind in ["drop_before", "status"] {
        let desk = hasty().await;
        fault(&desk, "create-subscription", kind).await;
        let row = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
        assert!(row.under_way, "{kind}");
        let again = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap_err();
        assert_eq!(again.code, Code::BadInput, "{again}");
        until("it is settled", async || !row_of(&desk, "E").await.under_way).await;
        assert_eq!(lines(&desk).await, [format!("E {SHOP} MissingRemotely []")]);
        assert_eq!(desk.provider.ratepay().calls("create-subscription").await, 1, "{kind}");
        let ids = [row.id];
        let settled = desk.console.subscriptions.settle_drift(SettleWord::Restore, &ids).await.unwrap();
        assert_eq!(settled[0].outcome, SubscriptionOutcome::Done);
        assert_eq!(desk.provider.ratepay().pairs().await.len(), 1, "{kind}");
    }
}

/// Nobody knows whether it is there: it is neither removed, nor given a new secret, nor forgotten, before that is known.
#[tokio::test]
async fn nothing_is_done_to_what_is_in_doubt() {
    let desk = Desk::with(Setup { call_timeout_s: 2, unknown_for_s: 3600, ..Setup::default() }).await;
    fault(&desk, "create-subscription", "drop_before").await;
    let row = desk.console.subscriptions.create_subscription(&here("E")).await.unwrap();
    assert!(row.under_way);
    let refused = Some(Reason::OutcomeUnknown);
    assert_eq!(desk.console.subscriptions.remove_subscription(&row.id).await.unwrap_err().reason, refused);
    assert_eq!(desk.console.subscriptions.rotate_subscription_secret(&row.id).await.unwrap_err().reason, refused);
    for how in [SettleWord::Adopt, SettleWord::Restore, SettleWord::Remove] {
        let settled = desk.console.subscriptions.settle_drift(how, std::slice::from_ref(&row.id)).await.unwrap();
        assert_eq!(settled[0].failure.as_ref().and_then(|it| it.reason), refused, "{how:?}");
    }
    // It was done after all: what is delivered for it is believed.
    let late = json!({ "event_type": "E", "url": row.url, "secret": secret(&desk, &row.id).await });
    desk.provider.ratepay().call("POST", "", &late).await;
    assert_eq!(lines(&desk).await, [format!("E {} InSync []", row.url)]);
    assert_eq!(desk.console.subscriptions.remove_subscription(&row.id).await.unwrap(), SubscriptionOutcome::Done);
}

/// Killed while the answer is awaited: the row is on disk, and the next start settles it by the list.
#[tokio::test]
async fn a_kill_before_the_answer() {
    for (kind, made) in [("timeout", 1), ("timeout_before", 0)] {
        let desk = hasty().await;
        let truth = desk.provider.ratepay();
        desk.console.subscriptions.refresh_subscriptions().await.unwrap();
        truth.fault(json!({ "call": "create-subscription", "kind": kind, "ms": 60_000 })).await;
        let console = std::sync::Arc::clone(&desk.console);
        let creating = tokio::spawn(async move { console.subscriptions.create_subscription(&here("E")).await });
        until("the create arrived", async || truth.calls("create-subscription").await == 1).await;
        creating.abort();
        assert!(creating.await.is_err(), "it was still under way");
        let desk = desk.restart().await;
        until("it is settled", async || !row_of(&desk, "E").await.under_way).await;
        let expected = if made == 1 { DriftWord::InSync } else { DriftWord::MissingRemotely };
        assert_eq!(row_of(&desk, "E").await.drift, expected, "{kind}");
        assert_eq!((truth.pairs().await.len(), truth.calls("create-subscription").await), (made, 1));
    }
}

#[tokio::test]
async fn a_change_whose_answer_is_lost() {
    for (kind, done) in [
        ("drop_after", true),
        ("timeout", true),
        ("status_after", true),
        ("empty", true),
        ("drop_before", false),
        ("status", false),
    ] {
        let desk = hasty().await;
        let row = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
        fault(&desk, "update-subscription", kind).await;
        let outcome = desk.console.subscriptions.change_subscription(&row.id, &desired("F", SHOP)).await;
        assert_eq!(outcome.is_ok(), done, "{kind}: {outcome:?}");
        let event = if done { "F" } else { "E" };
        assert_eq!(lines(&desk).await, [format!("{event} {SHOP} InSync []")], "{kind}");
    }
}

#[tokio::test]
async fn a_removal_whose_answer_is_lost() {
    for (kind, done) in [
        ("drop_after", true),
        ("timeout", true),
        ("status_after", true),
        ("html", true),
        ("drop_before", false),
        ("status", false),
    ] {
        let desk = hasty().await;
        let row = desk.console.subscriptions.create_subscription(&desired("E", SHOP)).await.unwrap();
        fault(&desk, "delete-subscription", kind).await;
        assert_eq!(desk.console.subscriptions.remove_subscription(&row.id).await.is_ok(), done, "{kind}");
        assert_eq!(lines(&desk).await.is_empty(), done, "{kind}");
    }
}

/// Gone already is gone.
#[tokio::test]
async fn a_removal_of_what_is_gone() {
    let desk = Desk::open().await;
    let row = desk.console.subscriptions.create_subscription(&here("E")).await.unwrap();
    fault(&desk, "delete-subscription", "drop_after").await;
    desk.console.subscriptions.remove_subscription(&row.id).await.unwrap();
    assert!(ratepay(&desk.console.subscriptions.subscriptions().await.unwrap()).is_empty());
}
