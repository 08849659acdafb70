//! In a team everything tells how the team's relay stands, and not this computer's receiver.

use crate::house::{Colleague, House, as_whom, complete, in_state};
use gangway_core::view::{Check, CheckOutcome, Finding, Step, TeamState, WebhookState};
use gangway_tests::{Desk, until};

fn found(check: &Check, step: Step) -> Option<(CheckOutcome, Option<Finding>)> {
    check.steps.iter().find(|it| it.step == step).map(|it| (it.outcome, it.finding))
}

#[tokio::test]
async fn the_webhook_is_the_relays() {
    let (house, desk) = (House::open().await, Desk::open().await);
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let row = |rows: Vec<gangway_core::view::Webhook>| rows.into_iter().next().unwrap();
    let url = format!("{}/hooks/…", house.url);

    // Her own receiver is still registered: the row says that the relay is not.
    let before = row(desk.console.registration.webhooks().await.unwrap());
    assert_eq!((before.state, before.url.as_str()), (WebhookState::NotRegistered, url.as_str()));
    assert_eq!(before.team.as_deref(), Some("Acme POS"));
    let check = desk.console.overview.check().await;
    let moved = Some((CheckOutcome::Attention, Some(Finding::WebhookNotAtRelay)));
    assert_eq!(found(&check, Step::Webhook), moved, "{check:?}");

    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let after = row(desk.console.registration.webhooks().await.unwrap());
    assert_eq!((after.state, after.url.as_str()), (WebhookState::Registered, url.as_str()));
    let rows = desk.console.subscriptions.subscriptions().await.unwrap().rows;
    let rappi = rows.iter().find(|it| it.id.starts_with("rappi-")).unwrap();
    assert_eq!((rappi.drift, rappi.url.as_str()), (gangway_core::view::DriftWord::InSync, url.as_str()));

    desk.console.team.leave().await.unwrap_err();
    house.results(0, 1, &["1".into()]).await;
    complete(&desk.console, 1).await;
    let check = desk.console.overview.check().await;
    for step in [Step::Webhook, Step::Relay, Step::Feed] {
        assert_eq!(found(&check, step), Some((CheckOutcome::Ok, None)), "{step:?}: {check:?}");
    }
    let last = check.steps.last().map(|it| it.step);
    assert_eq!(last, Some(Step::PublicAddress), "Ratepay and Rainforest call this computer: {check:?}");
}

#[tokio::test]
async fn a_member_sees_what_an_admin_registered_and_a_stranger_is_named() {
    let (house, desk) = (House::open().await, Desk::open().await);
    let ben = Colleague::at_rappi_alone(&desk).await;
    ben.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let check = desk.console.overview.check().await;
    let elsewhere = Some((CheckOutcome::Attention, Some(Finding::WebhookElsewhere)));
    assert_eq!(found(&check, Step::Webhook), elsewhere, "{check:?}");
    let invitation = desk.console.team.invite("ben@acme.example", gangway_core::view::TeamRole::Member).await.unwrap();
    ben.console.team.join(&invitation.link, &as_whom("Ben")).await.unwrap();
    desk.console.registration.take_over_webhook(desk.integration()).await.unwrap();
    let his = ben.console.registration.webhooks().await.unwrap();
    assert_eq!(his[0].state, WebhookState::Registered);
    let check = ben.console.overview.check().await;
    assert_eq!(found(&check, Step::Feed), Some((CheckOutcome::Ok, None)), "{check:?}");
    for step in [Step::Receiver, Step::PublicAddress] {
        assert_eq!(found(&check, step), None, "nobody calls this computer: {check:?}");
    }
}

#[tokio::test]
async fn a_relay_that_is_away_is_what_the_check_names() {
    let (mut house, desk) = (House::open().await, Desk::open().await);
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    in_state(&desk.console, TeamState::Live).await;
    house.stop().await;
    in_state(&desk.console, TeamState::NotLive).await;
    let check = desk.console.overview.check().await;
    let (relay, feed) = (found(&check, Step::Relay), found(&check, Step::Feed));
    assert_eq!(relay, Some((CheckOutcome::Failed, Some(Finding::ConnectionRefused))), "{check:?}");
    assert_eq!(feed, Some((CheckOutcome::Failed, Some(Finding::FeedNotLive))), "{check:?}");
    assert!(!check.ok);
}

/// When each device was seen, and how far it was.
#[tokio::test]
async fn everybody_sees_how_far_the_others_are() {
    let (house, desk) = (House::open().await, Desk::open().await);
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let invitation = desk.console.team.invite("ben@acme.example", gangway_core::view::TeamRole::Member).await.unwrap();
    let ben = Colleague::beside(&desk).await;
    ben.console.team.join(&invitation.link, &as_whom("Ben")).await.unwrap();
    house.results(0, 3, &["1".into()]).await;
    let lag = async || {
        let devices = desk.console.team.members().await.unwrap().devices;
        devices.iter().map(|it| (it.seen_at.is_some(), it.has, it.behind)).collect::<Vec<_>>()
    };
    // Both tell what they do meanwhile, so the log grows by itself.
    until("both are complete", async || {
        let head = house.head().await;
        lag().await == [(true, Some(head), Some(0)); 2]
    })
    .await;
    ben.console.shut_down().await;
    let his = lag().await[1].1;
    house.results(3, 4, &["1".into()]).await;
    until("one is behind", async || {
        let (head, lag) = (house.head().await, lag().await);
        lag[0] == (true, Some(head), Some(0)) && lag[1] == (true, his, his.map(|his| head - his)) && lag[1].2 >= Some(4)
    })
    .await;
}
