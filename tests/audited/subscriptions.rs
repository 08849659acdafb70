//! Subscriptions at Ratepay: what the provider did stays done, and shows as a drift or as of unknown outcome until it has its entry.

use crate::refusing::Refusing;
use gangway_core::{
    Failure,
    view::{DesiredSecret, DesiredSubscription, DriftWord, SettleWord, SubscriptionRow, Target},
};
use gangway_tests::{Desk, Setup, until};
use serde_json::{Value, json};

const SHOP: &str = "https://hooks.shop.com/ratepay";
const OTHER: &str = "https://other.shop.com/ratepay";

fn desired(event: &str, url: &str) -> DesiredSubscription {
    DesiredSubscription {
        event: event.to_owned(),
        target: Target::Address { url: url.to_owned() },
        secret: DesiredSecret::OfAddress,
    }
}

async fn row_of(desk: &Desk, event: &str) -> SubscriptionRow {
    let all = desk.console.subscriptions.subscriptions().await.unwrap();
    all.rows.into_iter().find(|row| row.event == event).unwrap()
}

async fn settled(desk: &Desk, how: SettleWord, id: &str) -> Result<(), Failure> {
    let done = desk.console.subscriptions.settle_drift(how, &[id.to_owned()]).await?;
    done.into_iter().find_map(|it| it.failure).map_or(Ok(()), Err)
}

#[tokio::test]
async fn of_subscriptions() {
    let desk = Desk::with(Setup { unknown_for_s: 1, ..Setup::default() }).await;
    let truth = desk.provider.ratepay();
    for event in ["A", "B", "C", "E"] {
        desk.console.subscriptions.create_subscription(&desired(event, SHOP)).await.unwrap();
    }
    let here = DesiredSubscription { target: Target::Here, ..desired("DISPUTE_CREATED", SHOP) };
    let ours = desk.console.subscriptions.create_subscription(&here).await.unwrap();
    truth.happens(json!({ "event_type": "DISPUTE_CREATED", "dispute": "d1", "due_in_days": 30 })).await;
    until("it is noted", async || !desk.console.subscriptions.disputes().await.unwrap().is_empty()).await;
    let remote = async |event: &str| row_of(&desk, event).await.subscription.unwrap();
    truth.call("DELETE", &remote("B").await, &Value::Null).await;
    let other = json!({ "event_type": "C", "url": OTHER, "secret": "x".repeat(64) });
    truth.call("PUT", &remote("C").await, &other).await;
    truth.plant("D", OTHER, &"y".repeat(64)).await;
    desk.console.subscriptions.refresh_subscriptions().await.unwrap();
    let id = async |event: &str| row_of(&desk, event).await.id;
    let ids = [id("A").await, id("B").await, id("C").await, id("D").await, id("E").await];

    let (console, refusing) = (&desk.console, Refusing::of(&desk));
    refusing.refuses("subscription_secret_shown", console.subscriptions.subscription_secret(&ids[0])).await;
    refusing.refuses("dispute_answered", console.subscriptions.set_dispute_answered("d1", true)).await;
    // When a list was read is no act.
    let lists: &[&str] = &["remote_subscriptions", "remote_subscriptions_read"];
    refusing.refuses_but("subscription_adopted", lists, settled(&desk, SettleWord::Adopt, &ids[3])).await;
    refusing.refuses_but("subscription_given_up", lists, settled(&desk, SettleWord::Adopt, &ids[1])).await;
    refusing.refuses_but("rotation_started", lists, console.subscriptions.rotate_subscription_secret(&ours.id)).await;
    refusing.refuses_but("subscription_restored", lists, settled(&desk, SettleWord::Restore, &ids[2])).await;
    assert_eq!(row_of(&desk, "C").await.drift, DriftWord::Differs, "what has no entry does not look done");
    refusing.refuses_but("subscription_removed", lists, settled(&desk, SettleWord::Remove, &ids[3])).await;
    assert_eq!(row_of(&desk, "D").await.drift, DriftWord::UnknownHere);
    refusing.refuses_but("subscription_removed", lists, settled(&desk, SettleWord::Remove, &ids[4])).await;
    refusing
        .refuses_but(
            "subscription_changed",
            lists,
            console.subscriptions.change_subscription(&ids[0], &desired("A", OTHER)),
        )
        .await;
    let made = console.subscriptions.create_subscription(&desired("F", SHOP)).await;
    assert!(made.is_err() || made.unwrap().under_way, "it has an unknown outcome");
    refusing.no_more();
    until("what is unknown is settled", async || {
        let row = row_of(&desk, "F").await;
        !row.under_way && row.drift == DriftWord::InSync
    })
    .await;
    let filter = gangway_core::view::ActivityFilter { search: "created".into(), ..Default::default() };
    let entries = console.audit.activity(&filter, None, 100).await.unwrap().rows;
    assert!(entries.iter().any(|it| it.subject == "F"), "the create that nobody waited for has its entry: {entries:?}");
}
