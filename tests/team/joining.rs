//! Coming in: once, again after a lost answer, and not by what is no invitation.

use crate::house::{House, as_whom, complete, in_state};
use gangway_core::{Code, Reason, view::TeamState};
use gangway_relay::Team as _;
use gangway_tests::{Altered, Desk};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

#[tokio::test]
async fn a_lost_answer_strands_nobody() {
    let (house, desk) = (House::open().await, Desk::open().await);
    let cut = Arc::new(AtomicBool::new(true));
    let cuts = Arc::clone(&cut);
    let between = Altered::open(&house.url, move |path, _, body| {
        if path == "/v1/join" && cuts.load(Ordering::SeqCst) {
            body.clear();
        }
    })
    .await;
    let link = house.invitation.replace(&house.url, &between.url);
    let lost = desk.console.team.join(&link, &as_whom("Ana")).await.unwrap_err();
    assert_eq!(lost.code, Code::RelayRefused);
    assert_eq!(desk.console.team.status().await.unwrap().state, TeamState::None);
    cut.store(false, Ordering::SeqCst);
    // The program ended meanwhile; the keyring is as it was.
    let desk = desk.restart().await;
    let joined = desk.console.team.join(&link, &as_whom("Ana")).await.unwrap().membership.unwrap();
    assert_eq!((joined.team.as_str(), joined.person.as_str()), ("Acme POS", "Ana"));
    assert_eq!(house.store.directory().await.unwrap().devices.len(), 1, "it is the same device");
    // Once more changes nothing, and nobody else comes in by it.
    assert_eq!(desk.console.team.join(&link, &as_whom("Ana")).await.unwrap().membership.unwrap(), joined);
    let other = Desk::open().await;
    let refused = other.console.team.join(&house.invitation, &as_whom("Mallory")).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::InvitationInvalid));
    assert_eq!(house.store.directory().await.unwrap().devices.len(), 1);
}

#[tokio::test]
async fn in_one_team_at_a_time() {
    let (one, other, desk) = (House::open().await, House::open().await, Desk::open().await);
    desk.console.team.join(&one.invitation, &as_whom("Ana")).await.unwrap();
    let refused = desk.console.team.join(&other.invitation, &as_whom("Ana")).await.unwrap_err();
    assert_eq!((refused.reason, refused.what.as_deref()), (Some(Reason::TeamJoined), Some("Acme POS")));
    let refused = desk.console.team.join("https://relay.example/", &as_whom("Ana")).await.unwrap_err();
    assert_eq!(refused.reason, Some(Reason::InvitationMalformed));
}

#[tokio::test]
async fn a_new_console_may_begin_with_the_last_days() {
    let (house, desk) = (House::open().await, Desk::open().await);
    house.results(0, 7, &["1".into()]).await;
    let joining = gangway_core::team::Joining { days: Some(1), ..as_whom("Ana") };
    let status = desk.console.team.join(&house.invitation, &joining).await.unwrap();
    // All of them came in 1970.
    assert_eq!(status.begins_after, 7);
    house.results(7, 3, &["1".into()]).await;
    let status = complete(&desk.console, 10).await;
    assert_eq!((status.begins_after, status.received_to), (7, 10));
}

#[tokio::test]
async fn it_goes_by_polls_where_no_web_socket_passes() {
    let (house, desk) = (House::open().await, Desk::open().await);
    // What is in between drops the headers that ask for another protocol, as old proxies do.
    let between = Altered::open(&house.url, |_, _, _| {}).await;
    let link = house.invitation.replace(&house.url, &between.url);
    desk.console.team.join(&link, &as_whom("Ana")).await.unwrap();
    house.results(0, 5, &["1".into()]).await;
    let status = complete(&desk.console, 5).await;
    assert_eq!(status.feed, Some(gangway_core::view::TeamFeed::Polls));
    in_state(&desk.console, TeamState::Live).await;
}
