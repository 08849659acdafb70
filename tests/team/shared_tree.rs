//! One provisions, and every tree of the team moves.

use crate::house::{Colleague, House, as_whom, complete, in_state};
use gangway_core::{
    Reason,
    view::{Change, DeliveryEffect, DeliveryFilter, TeamRole, TeamState},
};
use gangway_tests::{Desk, until};

#[tokio::test]
async fn one_provisions_and_the_others_tree_moves() {
    let (house, desk) = (House::open().await, Desk::open().await);
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let invitation = desk.console.team.invite("ben@acme.example", TeamRole::Member).await.unwrap();
    let ben = Colleague::beside(&desk).await;
    ben.console.team.join(&invitation.link, &as_whom("Ben")).await.unwrap();
    let (hers, his) = (desk.authorize().await, ben.authorize(&desk).await);
    let mut changes = ben.console.changes();

    // Ana's registration moves to the relay with her first run; nobody was asked, because it was her own.
    let stores = desk.free_stores(&hers, 30).await;
    let view = desk.run(&desk.plan_request(&hers, &stores)).await;
    assert_eq!(view.row.counts.confirmed, 30);
    let registered = desk.provider.calls("webhooks").await;
    assert!(registered.iter().any(|call| call.method == "POST"));
    let head = complete(&desk.console, 1).await.complete_to;
    complete(&ben.console, head).await;
    let moved = |columns: gangway_core::view::StoreColumns| {
        let mine = columns.ids.iter().zip(&columns.integration).filter(|(id, _)| stores.contains(id));
        mine.filter(|(_, integration)| **integration >= 0).count()
    };
    let (hers, his_tree) = (desk.columns(&hers).await, ben.console.merchants.stores(&his.id).await.unwrap());
    assert_eq!((moved(hers), moved(his_tree)), (30, 30));
    let mut told = false;
    while let Ok(change) = changes.try_recv() {
        told |= change == Change::Stores { merchant: his.id.clone() };
    }
    assert!(told, "his window was told");
    let filter = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 100 };
    let rows = ben.console.deliveries.deliveries(filter).await.unwrap().rows;
    assert!(!rows.is_empty() && rows.iter().all(|row| row.effect == DeliveryEffect::Applied));
}

/// A member who is no admin sees that the registration leads to the relay, and needs nobody to send.
#[tokio::test]
async fn whoever_finds_the_registration_at_the_relay_sends() {
    let (house, desk) = (House::open().await, Desk::open().await);
    let ana = Colleague::beside(&desk).await;
    ana.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let invitation = ana.console.team.invite("ben@acme.example", TeamRole::Member).await.unwrap();
    desk.console.team.join(&invitation.link, &as_whom("Ben")).await.unwrap();
    let merchant = desk.authorize().await;
    let request = desk.plan_request(&merchant, &desk.free_stores(&merchant, 3).await);
    let refused = desk.start(&request).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::AdminOnly), "nothing is registered yet, and he cannot: {refused}");
    ana.console.registration.register_webhook(desk.integration()).await.unwrap();
    assert_eq!(desk.run(&request).await.row.counts.confirmed, 3);
    let rotated = ana.console.registration.rotate_webhook_secret(desk.integration()).await.unwrap_err();
    assert_eq!(rotated.reason, Some(Reason::TeamJoined));
}

/// The address of somebody outside of the team stays, unless a person says otherwise.
#[tokio::test]
async fn a_strangers_registration_is_not_taken_by_the_team() {
    let (house, desk) = (House::open().await, Desk::open().await);
    desk.console.registration.register_webhook(desk.integration()).await.unwrap();
    let ana = Colleague::beside(&desk).await;
    ana.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let refused = ana.console.registration.register_webhook(desk.integration()).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::WebhookElsewhere), "{refused}");
    ana.console.registration.take_over_webhook(desk.integration()).await.unwrap();
    assert_eq!(ana.console.registration.register_webhook(desk.integration()).await.unwrap().answer, Some(200));
}

#[tokio::test]
async fn a_relay_that_restarts_is_found_again() {
    let (mut house, desk) = (House::open().await, Desk::open().await);
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    house.results(0, 5, &["1".into()]).await;
    complete(&desk.console, 5).await;
    house.stop().await;
    let status = in_state(&desk.console, TeamState::NotLive).await;
    assert_eq!((status.complete_to, status.failure.is_some()), (5, true));
    house.serve().await;
    house.results(5, 5, &["1".into()]).await;
    let status = complete(&desk.console, 10).await;
    assert!(status.failure.is_none() && status.complete_at.is_some());
}

#[tokio::test]
async fn a_device_that_is_removed_hears_of_it_and_may_leave() {
    let (house, desk) = (House::open().await, Desk::open().await);
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    let invitation = desk.console.team.invite("ben@acme.example", TeamRole::Viewer).await.unwrap();
    let ben = Colleague::beside(&desk).await;
    let device = ben.console.team.join(&invitation.link, &as_whom("Ben")).await.unwrap().membership.unwrap().device_id;
    in_state(&ben.console, TeamState::Live).await;
    let members = desk.console.team.members().await.unwrap();
    assert_eq!(
        members.devices.iter().map(|it| (it.person.as_str(), it.is_this)).collect::<Vec<_>>(),
        [("Ana", true), ("Ben", false)]
    );
    assert_eq!(ben.console.team.invite("x", TeamRole::Admin).await.unwrap_err().reason, Some(Reason::AdminOnly));
    desk.console.team.remove_device(&device).await.unwrap();
    in_state(&ben.console, TeamState::Removed).await;
    ben.console.team.leave().await.unwrap();
    in_state(&ben.console, TeamState::None).await;
    assert_eq!(desk.console.team.leave().await.unwrap_err().reason, Some(Reason::LastAdmin));
    until("one device is left", async || desk.console.team.members().await.unwrap().devices.len() == 1).await;
}
