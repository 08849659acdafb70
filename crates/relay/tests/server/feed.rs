//! The log on its way to consoles.

use crate::{
    console::Console,
    desk::{self, Heard, Stream, ask, bearer, call, until},
};
use gangway_relay::{Log, NewEntry};
use gangway_wire::{
    BUNDLE, BUNDLE_HEADER, BodyDigest, BundleHeader, Completeness, Delivery, Entry, Envelope, FRAME_TYPE, FeedMessage,
    Frame, Key, Link, Verification, frames_of,
};
use std::{fmt::Write as _, time::Duration};

/// Straight into the log, as many deliveries as a test needs.
async fn fill(store: &impl Log, team: &gangway_wire::TeamId, numbers: std::ops::Range<u32>, at: i64) {
    let entry = |number: u32| {
        let mut key = [0; 16];
        key[..4].copy_from_slice(&number.to_be_bytes());
        let body = number.to_string().into_bytes();
        let delivery = Delivery {
            endpoint: "e".into(),
            provider: "rappi".into(),
            event: "E".into(),
            received_at: 1,
            headers: Vec::new(),
            body: BodyDigest::of(&body),
            verification: Verification { form: "raw".into(), signed_with: 0 },
        };
        let envelope = Envelope::seal(Key(key), at, &Entry::Delivery(Box::new(delivery)));
        NewEntry { key: Key(key), at, envelope, body: Some(body) }
    };
    store.append(team, numbers.map(entry).collect()).await.unwrap();
}

#[tokio::test]
async fn every_console_is_sent_everything_and_can_prove_it() {
    let desk = desk::postgres().await;
    assert_eq!(desk.deliver(0, "{\"n\":0}").await, 200);
    let mut early = (Console::new(desk.admin.relay_key), Stream::open(desk.nodes[0].address, &desk.admin, 0).await);
    early.0.follow(&mut early.1, 1).await;
    // The same team at the other node, from the beginning and from later on.
    let mut late = (Console::new(desk.admin.relay_key), Stream::open(desk.nodes[1].address, &desk.admin, 0).await);
    for n in 1..=20 {
        assert_eq!(desk.deliver(n % 2, &format!("{{\"n\":{n}}}")).await, 200);
    }
    early.0.follow(&mut early.1, 21).await;
    late.0.follow(&mut late.1, 21).await;
    assert_eq!((early.0.link, &early.0.bodies), (late.0.link, &late.0.bodies));
    assert_eq!(early.0.bodies[20], "{\"n\":20}");
    let mut again = Stream::open(desk.nodes[1].address, &desk.admin, 21).await;
    let Heard::Frame(frame) = again.next().await else { panic!("no head") };
    assert!(frame.items.iter().all(|it| it.seq > 21) && frame.head.is_some(), "a head at once, and nothing again");
}

/// Consoles come and go while deliveries come: wherever one begins, it misses nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_while_the_log_grows_misses_nothing() {
    let desk = desk::sqlite().await;
    let all = 150;
    let (key, address) = (desk.admin.relay_key, desk.address());
    let mut consoles = tokio::task::JoinSet::new();
    for n in 0..all {
        let body = format!("{{\"n\":{n}}}");
        assert_eq!(desk.deliver(0, &body).await, 200);
        if n % 5 == 0 {
            let admin = desk.admin.clone();
            consoles.spawn(async move {
                let (mut console, mut stream) = (Console::new(key), Stream::open(address, &admin, 0).await);
                console.follow(&mut stream, all).await;
                console.link
            });
        }
    }
    let link = desk.nodes[0].store.head(&desk.team).await.unwrap().link;
    while let Some(console) = consoles.join_next().await {
        assert_eq!(console.unwrap(), link);
    }
}

/// The database goes away and comes back, as in a failover: nothing is lost, and the stream goes on where it was.
#[tokio::test]
async fn a_store_that_was_cut_off_is_found_again() {
    let desk = desk::postgres().await;
    let (mut console, mut stream) =
        (Console::new(desk.admin.relay_key), Stream::open(desk.nodes[1].address, &desk.admin, 0).await);
    for round in 0..5_u64 {
        let (body, other) = (format!("{{\"n\":{round}}}"), format!("{{\"m\":{round}}}"));
        let (cut, first) = tokio::join!(desk.database.as_ref().unwrap().cut_connections(), desk.deliver(0, &body));
        assert!([200, 503].contains(&first), "{first}");
        assert_eq!(cut, ());
        for body in [&body, &other] {
            until(async || desk.deliver(0, body).await == 200).await;
        }
        let again = async |after| Stream::open(desk.nodes[1].address, &desk.admin, after).await;
        console.follow_through(&mut stream, 2 * (round + 1), again).await;
    }
    assert_eq!(console.bodies.len(), 10, "each once");
}

/// Somebody tells of entries that are not there, as a node would whose database was put back meanwhile.
#[tokio::test]
async fn what_is_told_and_not_there_does_no_harm() {
    let desk = desk::postgres().await;
    let mut console = Console::new(desk.admin.relay_key);
    let mut stream = Stream::open(desk.address(), &desk.admin, 0).await;
    while tokio::time::timeout(Duration::from_secs(1), stream.next()).await.is_ok() {}
    let told = format!("NOTIFY gangway_log, 'team 9999 {}'", Link([7; 32]));
    crate::support::run(&desk.database.as_ref().unwrap().address, &told).await;
    assert!(
        tokio::time::timeout(Duration::from_secs(2), stream.next()).await.is_err(),
        "nobody hears of what cannot be shown"
    );
    assert_eq!(desk.deliver(1, "1").await, 200);
    console.follow(&mut stream, 1).await;
}

#[tokio::test]
async fn a_long_poll_brings_the_same() {
    let desk = desk::sqlite().await;
    let mut console = Console::new(desk.admin.relay_key);
    let poll = async |after: u64, wait: u64| {
        let request = format!("GET /v1/feed/poll?after={after}&wait={wait}");
        let answer = call(desk.address(), &request, &bearer(&desk.admin), b"").await;
        assert!(answer.head.contains(FRAME_TYPE), "{}", answer.head);
        Frame::unpack(&answer.body).unwrap()
    };
    assert_eq!(desk.deliver(0, "1").await, 200);
    console.take(&poll(0, 0).await);
    assert_eq!(console.bodies, ["1"]);
    let (frame, status) = tokio::join!(poll(1, 20), desk.deliver(0, "2"));
    assert_eq!(status, 200);
    console.take(&frame);
    assert_eq!((console.seq, console.proven), (2, 2));
    let silent = poll(2, 0).await;
    assert!(silent.items.is_empty());
    console.take(&silent);
    assert_eq!(console.proven, 2);
}

#[tokio::test]
async fn whoever_is_far_behind_takes_bundles_and_joins_the_chain() {
    let desk = desk::sqlite().await;
    let far = 3 * BUNDLE as u32 + 7;
    fill(&desk.nodes[0].store, &desk.team, 0..far, 1).await;
    let mut stream = Stream::open(desk.address(), &desk.admin, 0).await;
    let Heard::Said(FeedMessage::Behind(behind)) = stream.next().await else { panic!("it is far behind") };
    assert_eq!((behind.next_bundle, behind.complete_bundles), (0, 3));
    assert!(matches!(stream.next().await, Heard::Ended));
    let mut console = Console::new(desk.admin.relay_key);
    for number in behind.next_bundle..behind.complete_bundles {
        let answer = call(desk.address(), &format!("GET /v1/bundles/{number}"), &bearer(&desk.admin), b"").await;
        let again = call(desk.address(), &format!("GET /v1/bundles/{number}"), &bearer(&desk.admin), b"").await;
        assert_eq!(answer.body, again.body, "it never changes");
        let line = answer.head.lines().find_map(|it| it.strip_prefix(&format!("{BUNDLE_HEADER}: "))).unwrap();
        let header: BundleHeader = serde_json::from_str(line).unwrap();
        assert_eq!((header.from, header.before), (console.seq + 1, console.link));
        for packed in frames_of(&answer.body).unwrap() {
            console.take(&Frame::unpack(packed).unwrap());
        }
        assert_eq!((header.to, header.after), (console.seq, console.link));
    }
    let missing = call(desk.address(), "GET /v1/bundles/3", &bearer(&desk.admin), b"").await;
    assert_eq!(missing.status, 404, "it is not complete");
    let mut stream = Stream::open(desk.address(), &desk.admin, console.seq).await;
    console.follow(&mut stream, u64::from(far)).await;
}

/// 900 kB that no compression makes much shorter.
fn noise(state: &mut u64) -> String {
    let mut noise = String::new();
    while noise.len() < 900_000 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let _ = write!(noise, "{state:016x}");
    }
    noise
}

/// A console that stops for a while, and takes things again later than the relay waits for it: what waited was let go, and bundles
/// are there for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_console_that_fell_behind_is_sent_to_the_bundles() {
    let desk = desk::sqlite_with(Duration::from_secs(60)).await;
    let mut slow = Stream::open(desk.address(), &desk.admin, 0).await;
    let (mut console, mut state) = (Console::new(desk.admin.relay_key), 1);
    let mut stream = Stream::open(desk.address(), &desk.admin, 0).await;
    // Large ones until the way to it is full, and then more than wait for anybody.
    for n in 1..=90_u64 {
        let text = if n <= 15 { noise(&mut state) } else { "small".to_owned() };
        assert_eq!(desk.deliver(0, &format!("{{\"n\":{n},\"x\":\"{text}\"}}")).await, 200);
        console.follow(&mut stream, n).await;
    }
    let mut had = 0;
    let said = loop {
        match slow.next().await {
            Heard::Frame(frame) => had = frame.items.last().map_or(had, |it| it.seq),
            other => break other,
        }
    };
    let Heard::Said(FeedMessage::Behind(behind)) = said else { panic!("{said:?}") };
    assert!(had < 90, "{had}");
    assert_eq!((behind.next_bundle, behind.complete_bundles), (0, 0), "it comes again at once");
    // It comes again with what it has.
    let mut again = Stream::open(desk.address(), &desk.admin, had).await;
    let Heard::Frame(frame) = again.next().await else { panic!("it is not far behind") };
    assert_eq!(frame.items[0].seq, had + 1);
}

/// A console that takes nothing holds nobody up, and is sent to the bundles.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_console_is_let_go_and_the_others_are_not_held_up() {
    let desk = desk::sqlite().await;
    let mut slow = Stream::open(desk.address(), &desk.admin, 0).await;
    let mut console = Console::new(desk.admin.relay_key);
    let mut stream = Stream::open(desk.address(), &desk.admin, 0).await;
    // More than all buffers between here and there have room for, and nothing that could be made shorter.
    let mut state = 1_u64;
    for n in 1..=20_u64 {
        let noise = noise(&mut state);
        assert_eq!(desk.deliver(0, &format!("{{\"n\":{n},\"x\":\"{noise}\"}}")).await, 200);
        console.follow(&mut stream, n).await;
    }
    let mut frames = 0;
    while let Heard::Frame(frame) = slow.next().await {
        frames += frame.items.len();
    }
    assert!(frames < 20, "it was sent everything");
}

#[tokio::test]
async fn a_new_console_may_begin_with_the_last_days() {
    let desk = desk::sqlite().await;
    let (day, now) = (24 * 60 * 60 * 1000, gangway_relay::Clock::system().now());
    fill(&desk.nodes[0].store, &desk.team, 0..10, now - 9 * day).await;
    fill(&desk.nodes[0].store, &desk.team, 10..15, now - day).await;
    let begin = async |query: &str| -> Completeness {
        let answer = ask(desk.address(), &format!("GET /v1/feed/beginning{query}"), &desk.admin, &()).await;
        answer.json()
    };
    let from = begin("?days=5").await;
    let stored = desk.nodes[0].store.read(&desk.team, 10, 10).await.unwrap().remove(0);
    let beginning = from.beginning.verify(&desk.admin.relay_key).unwrap();
    assert_eq!((beginning.seq, beginning.link), (10, stored.link));
    assert!(beginning.time < now - 4 * day, "it says from when on the console is complete");
    assert_eq!(from.head.verify(&desk.admin.relay_key).unwrap().seq, 15);
    assert_eq!(begin("").await.beginning.unverified().seq, 0);
    let mut console = Console::new(desk.admin.relay_key);
    (console.seq, console.link) = (beginning.seq, beginning.link);
    let mut stream = Stream::open(desk.address(), &desk.admin, beginning.seq).await;
    console.follow(&mut stream, 15).await;
    assert_eq!(console.bodies.len(), 5);
}

#[tokio::test]
async fn streams_are_told_when_the_relay_ends() {
    let mut desk = desk::sqlite().await;
    let mut stream = Stream::open(desk.address(), &desk.admin, 0).await;
    assert!(matches!(stream.next().await, Heard::Frame(_)));
    drop(desk.nodes[0].end.take());
    assert!(matches!(stream.said().await, Heard::Said(FeedMessage::Closing)));
    let node = desk.nodes.remove(0);
    node.serving.await.unwrap();
    assert!(tokio::net::TcpStream::connect(node.address).await.is_err());
}
