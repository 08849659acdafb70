//! From a provider's message to people: whatever is repeated, late or out of order makes one message for each event and channel.

use gangway_core::view::{
    Channel, NotificationFilter, NotificationReason, NotificationRow, NotificationState, RefreshRequest,
};
use gangway_tests::{Desk, until};
use serde_json::json;
use std::collections::HashSet;

async fn about(desk: &Desk, application: &str) -> Vec<NotificationRow> {
    let filter = NotificationFilter { limit: 1000, ..NotificationFilter::default() };
    let rows = desk.console.notifications.notifications(&filter).await.unwrap().rows;
    rows.into_iter().filter(|row| row.application == application).collect()
}

#[tokio::test]
async fn one_message_for_each_event_and_channel_in_any_order() {
    let desk = Desk::open().await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let through = ["IN_PROGRESS", "PROCESSING", "NEEDS_INFORMATION", "PROCESSING", "COMPLETED"];
    for order in [json!("as_it_happened"), json!("reversed"), json!({ "shuffled": 5 }), json!({ "shuffled": 6 })] {
        let request = json!({ "through": through, "order": order, "times": 3, "new_ids": true, "pause_ms": 10 });
        let played = truth.play(request).await;
        let timeline = async || match desk.console.applications.application(&played.id).await {
            Ok(view) => view.timeline.len(),
            Err(_) => 0,
        };
        until("every message came", async || timeline().await == 18).await;
        let rows = about(&desk, &played.id).await;
        let told: HashSet<_> = rows.iter().map(|row| (row.event.clone(), row.happened_at, row.channel)).collect();
        // Created 2, in progress 1, processing twice 2, needs information 3, completed 3 (docs/wire.md 2.3).
        assert_eq!((rows.len(), told.len()), (13, 13), "{order}: {rows:#?}");
        let inside =
            rows.iter().find(|row| row.event.word() == "completed" && row.channel == Channel::Internal).unwrap();
        until("the desk is told", async || {
            let rows = about(&desk, &played.id).await;
            rows.iter().any(|row| row.id == inside.id && row.state == NotificationState::Sent)
        })
        .await;
        // Nothing leaves the desk before somebody wants it to; what is over does not go by itself.
        let leaving: Vec<_> = rows.iter().filter(|row| row.channel != Channel::Internal).collect();
        assert!(leaving.iter().all(|row| row.state == NotificationState::Held), "{order}: {leaving:#?}");
        let late = rows.iter().filter(|row| row.late);
        assert!(late.clone().all(|row| row.reason == Some(NotificationReason::Overtaken)), "{order}: {rows:#?}");
        assert_eq!(late.count() == 0, order == json!("as_it_happened"), "{order}");
    }
}

/// The message of a decision was lost: whoever is to be told is told when asking finds out, and not again by the message that comes
/// after all.
#[tokio::test]
async fn what_asking_finds_out_is_told_too() {
    let desk = Desk::open().await;
    desk.listen_to_rainforest().await;
    let truth = desk.provider.rainforest();
    let played = truth.play(json!({ "through": ["IN_PROGRESS", "PROCESSING"], "apart_s": 0 })).await;
    until("it is known", async || {
        desk.console.applications.application(&played.id).await.is_ok_and(|view| view.timeline.len() == 3)
    })
    .await;
    truth.move_silently(&played.id, "COMPLETED").await;
    desk.console.applications.refresh_applications(&RefreshRequest::Open).await.unwrap();
    let completed =
        async || about(&desk, &played.id).await.iter().filter(|row| row.event.word() == "completed").count();
    assert_eq!(completed().await, 3);
    desk.console
        .applications
        .refresh_applications(&RefreshRequest::Application { id: played.id.clone() })
        .await
        .unwrap();
    assert_eq!((completed().await, about(&desk, &played.id).await.len()), (3, 8));
}
