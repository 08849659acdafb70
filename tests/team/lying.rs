//! A relay that lies: each lie is caught, named, and nothing more of it is taken in.

use crate::house::{as_whom, body, envelope, in_state};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Query, State},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use ed25519_dalek::SigningKey;
use gangway_core::{
    Reason,
    view::{TeamState, TeamStatus},
};
use gangway_record::Connection;
use gangway_tests::{Desk, free_port, until};
use gangway_wire::{
    Body, Envelope, FRAME_TYPE, FeedMessage, Frame, Head, InvitationLink, InvitationSecret, Item, Join, Joined, Link,
    RelayKey, Role, VERSION,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// It answers polls with the frames it is told to, one after the other, and then with the last one again.
struct Liar {
    url: String,
    key: SigningKey,
    frames: Mutex<Vec<Frame>>,
}

fn signing(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32])
}

fn items(numbers: &[u64]) -> Vec<Item> {
    numbers.iter().enumerate().map(|(at, n)| item(at as u64 + 1, *n)).collect()
}

/// Entry `n` of the true log, said to be at `seq`.
fn item(seq: u64, n: u64) -> Item {
    let body = body(n, "1");
    Item { seq, envelope: envelope(n, &body), body: Body::Present(body) }
}

fn link(items: &[Item]) -> Link {
    items.iter().fold(Link::ORIGIN, |link, item| link.next(&item.envelope))
}

fn head(items: &[Item], time: i64) -> Head {
    Head { team: "t".into(), seq: items.len() as u64, link: link(items), time }
}

impl Liar {
    async fn open(frames: Vec<Frame>) -> (Arc<Self>, Desk) {
        let url = format!("http://127.0.0.1:{}", free_port());
        let liar = Arc::new(Self { url, key: signing(5), frames: Mutex::new(frames) });
        let router =
            Router::new().route("/v1/join", post(join)).route("/v1/feed/poll", get(poll)).with_state(Arc::clone(&liar));
        let listener = TcpListener::bind(liar.url.trim_start_matches("http://")).await.unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let desk = Desk::open().await;
        let (relay, secret) = (liar.url.clone(), InvitationSecret::new([1; 32]));
        let link = InvitationLink { relay, invitation: "i".into(), secret }.expose();
        desk.console.team.join(&link, &as_whom("Ana")).await.unwrap();
        (liar, desk)
    }

    fn says(&self, frames: Vec<Frame>) {
        *self.frames.lock().unwrap() = frames;
    }
}

async fn join(State(liar): State<Arc<Liar>>, Json(join): Json<Join>) -> Json<Joined> {
    let head = Head { team: "t".into(), seq: 0, link: Link::ORIGIN, time: 1 }.sign(&liar.key);
    let _ = join;
    Json(Joined {
        wire: VERSION,
        team: "t".into(),
        team_name: "Acme POS".into(),
        person: "p".into(),
        device: "d".into(),
        role: Role::Admin,
        relay_key: RelayKey::from(&liar.key),
        sealed_team_key: None,
        head,
    })
}

async fn poll(State(liar): State<Arc<Liar>>, Query(asked): Query<HashMap<String, u64>>) -> Response {
    let _ = asked;
    tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    let mut frames = liar.frames.lock().unwrap();
    let frame = if frames.len() > 1 { Some(frames.remove(0)) } else { frames.first().cloned() };
    match frame {
        Some(frame) => ([(CONTENT_TYPE, FRAME_TYPE)], Bytes::from(frame.pack().unwrap())).into_response(),
        None => Json(FeedMessage::Closing).into_response(),
    }
}

fn count(desk: &Desk, sql: &str) -> i64 {
    let c = Connection::open(desk.folder().join("record.db")).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Three entries that are true and proven.
fn truth(key: &SigningKey) -> Frame {
    let items = items(&[0, 1, 2]);
    Frame { head: Some(head(&items, 1_000).sign(key)), items }
}

async fn proven(desk: &Desk, to: u64) -> TeamStatus {
    until("it is proven", async || desk.console.team.status().await.unwrap().complete_to == to).await;
    desk.console.team.status().await.unwrap()
}

/// It went on after the truth with `lie`. What comes of it.
async fn after_the_truth(lie: Frame) -> (Arc<Liar>, Desk) {
    let (liar, desk) = Liar::open(vec![truth(&signing(5))]).await;
    proven(&desk, 3).await;
    liar.says(vec![lie]);
    (liar, desk)
}

async fn is_a_fork(desk: Desk, at: u64) {
    let status = in_state(&desk.console, TeamState::Fork).await;
    assert_eq!((status.fork.as_ref().map(|fork| fork.seq), status.complete_to, status.received_to), (Some(at), 3, 3));
    assert_eq!(count(&desk, "SELECT count(*) FROM deliveries"), 3, "nothing of the lie is taken in");
    let evidence = "SELECT count(*) FROM team_forks WHERE theirs LIKE '%signature%' AND proven LIKE '%signature%'";
    assert_eq!(count(&desk, evidence), 1, "both heads are kept");
    let desk = desk.restart().await;
    in_state(&desk.console, TeamState::Fork).await;
    assert_eq!(count(&desk, "SELECT count(*) FROM team_forks"), 1);
}

#[tokio::test]
async fn a_dropped_entry_is_a_fork() {
    // Of 4, 5 and 6 the fifth is dropped, and the sixth is said to be it.
    let all = items(&[0, 1, 2, 3, 4, 5]);
    let lie = vec![item(4, 3), item(5, 5)];
    let true_head = Head { seq: 5, link: link(&all[..5]), ..head(&all, 2_000) };
    let (_liar, desk) = after_the_truth(Frame { items: lie, head: Some(true_head.sign(&signing(5))) }).await;
    is_a_fork(desk, 5).await;
}

#[tokio::test]
async fn reordered_entries_are_a_fork() {
    let all = items(&[0, 1, 2, 3, 4]);
    let lie = vec![item(4, 4), item(5, 3)];
    let (_liar, desk) = after_the_truth(Frame { items: lie, head: Some(head(&all, 2_000).sign(&signing(5))) }).await;
    is_a_fork(desk, 5).await;
}

#[tokio::test]
async fn another_past_is_a_fork() {
    let other = items(&[0, 9, 2]);
    let (_liar, desk) =
        after_the_truth(Frame { items: vec![], head: Some(head(&other, 2_000).sign(&signing(5))) }).await;
    is_a_fork(desk, 3).await;
}

#[tokio::test]
async fn a_gap_is_not_taken_in_and_is_asked_for_again() {
    let all = items(&[0, 1, 2, 3, 4]);
    let good = Frame { items: all[3..].to_vec(), head: Some(head(&all, 2_000).sign(&signing(5))) };
    let gap = Frame { items: vec![item(5, 4)], head: good.head.clone() };
    let (liar, desk) = after_the_truth(gap).await;
    let status = in_state(&desk.console, TeamState::NotLive).await;
    assert_eq!((status.received_to, status.failure.is_some()), (3, true));
    liar.says(vec![good]);
    proven(&desk, 5).await;
}

#[tokio::test]
async fn another_key_is_not_believed() {
    let all = items(&[0, 1, 2, 3]);
    let forged = Frame { items: all[3..].to_vec(), head: Some(head(&all, 2_000).sign(&signing(6))) };
    let (liar, desk) = after_the_truth(forged).await;
    let status = in_state(&desk.console, TeamState::NotLive).await;
    assert_eq!(status.failure.and_then(|it| it.reason), Some(Reason::RelayForged));
    assert_eq!(count(&desk, "SELECT count(*) FROM deliveries"), 3);
    // It is no fork: whoever is in between can always do this, and goes away again.
    liar.says(vec![Frame { items: all[3..].to_vec(), head: Some(head(&all, 2_000).sign(&signing(5))) }]);
    proven(&desk, 4).await;
}

#[tokio::test]
async fn a_relay_that_was_put_back_is_recovering() {
    let before = items(&[0, 1]);
    let (liar, desk) =
        after_the_truth(Frame { items: vec![], head: Some(head(&before, 60_000).sign(&signing(5))) }).await;
    let status = in_state(&desk.console, TeamState::Recovering).await;
    assert_eq!((status.complete_to, status.received_to), (3, 3));
    // It has its tail back, and goes on.
    let all = items(&[0, 1, 2, 3]);
    liar.says(vec![Frame { items: all[3..].to_vec(), head: Some(head(&all, 70_000).sign(&signing(5))) }]);
    proven(&desk, 4).await;
    in_state(&desk.console, TeamState::Live).await;
}

#[tokio::test]
async fn another_body_is_not_taken_in() {
    let all = items(&[0, 1, 2, 3]);
    let lie = Item { body: Body::Present(b"{}".to_vec()), ..all[3].clone() };
    let signed = head(&all, 2_000).sign(&signing(5));
    let (_liar, desk) = after_the_truth(Frame { items: vec![lie], head: Some(signed) }).await;
    let status = in_state(&desk.console, TeamState::NotLive).await;
    assert_eq!((status.received_to, count(&desk, "SELECT count(*) FROM deliveries")), (3, 3));
}

/// What this program cannot read has its place in the chain, is counted, and stops nothing.
#[tokio::test]
async fn an_entry_of_a_newer_program_stops_nothing() {
    let newer = br#"{"v":9,"kind":"delivery","key":"00000000000000000000000000000000","at":1,"content":{}}"#;
    let mut all = items(&[0, 1, 2]);
    all.push(Item { seq: 4, envelope: Envelope::from_bytes(newer.to_vec()), body: Body::None });
    all.push(item(5, 4));
    let (_liar, desk) =
        after_the_truth(Frame { items: all[3..].to_vec(), head: Some(head(&all, 2_000).sign(&signing(5))) }).await;
    assert_eq!((proven(&desk, 5).await.unread, count(&desk, "SELECT count(*) FROM deliveries")), (1, 4));
}
