//! Killed between the answer to a provider's message and its fold, and right after the fold: the messages to people are there if
//! and only if the fold is, and in the end all of them are.

use super::{
    falls::Falls,
    scene::{Scene, copied, ended, start, to_the_end},
    told_of,
};
use crate::Moments;
use base64::{Engine, engine::general_purpose::STANDARD};
use gangway_domain::notifications::Event;
use gangway_record::{Connection, Record, Sql, notifications::outbox_list};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::sync::mpsc;

/// Messages of the provider that come at once.
const BURST: u64 = 12;
/// Lives for each kill: where a kill falls is looked up afterwards, and only one that fell there counts.
const LIVES: u64 = 5;

/// What kills fell where.
#[derive(Debug, Default)]
pub(crate) struct Fell {
    /// Answered 2xx, and not folded.
    pub(crate) unfolded: u64,
    /// Folded, with its messages waiting.
    pub(crate) folded: u64,
    /// Messages of the provider that were answered 2xx.
    pub(crate) answered: usize,
}

/// One message of the provider, as it is signed and sent.
struct Post {
    application: String,
    event: Event,
    body: String,
    headers: [(&'static str, String); 3],
}

fn post(number: u64, secret: &str) -> Post {
    let application = format!("app_{number}");
    let event = event_of(&application);
    let status = event.word().to_uppercase();
    let at = "2026-04-21T10:00:00Z";
    let body = serde_json::json!({
        "event_type": format!("merchant_application.{}", event.word()),
        "data": {
            "merchant_application_id": application, "merchant_id": format!("mid_{number}"), "name": format!("Merchant {number}"),
            "email": format!("m{number}@shop.test"), "status": status, "created_at": at, "updated_at": at, "submitted_at": at,
            "in_review_at": at, "needs_information_at": at, "approved_at": at, "declined_at": at,
        },
    })
    .to_string();
    let (id, seconds) = (format!("msg_of_the_provider_{number}"), gangway_core::now() / 1000);
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    let headers = [("svix-id", id), ("svix-timestamp", seconds.to_string()), ("svix-signature", signature)];
    Post { application, event, body, headers }
}

/// Kills a desk that listens, until so many fell in each of the two places; then it comes to its end.
pub(crate) async fn kill(scene: &mut Scene, moments: &mut Moments, kills: &[Falls]) -> Fell {
    let (mut fell, mut answered, mut number) = (Fell::default(), BTreeMap::new(), 0);
    for falls in kills {
        let mut lives = 0;
        loop {
            lives += 1;
            assert!(lives <= LIVES, "no kill of {LIVES} fell where it was meant to: {falls:?}");
            let (id, event) = life(scene, *falls, moments, &mut number, &mut answered).await;
            if fell_there(scene, *falls, &id, &event, &answered).await {
                break;
            }
        }
        match falls {
            Falls::Unfolded => fell.unfolded += 1,
            _ => fell.folded += 1,
        }
    }
    fell.answered = answered.len();
    to_the_end(scene).await;
    let record = Record::open(&scene.away.record()).unwrap();
    let (effects, made) = (record.read(effects).await.unwrap(), messages_of(&record).await);
    for (id, event) in &answered {
        assert_eq!(
            (effects.get(id).map(String::as_str), made.get(id)),
            (Some("folded"), Some(&told_of(event))),
            "{id}"
        );
    }
    // What came in and was not answered any more counts as well; nothing else does.
    for (id, count) in &made {
        assert_eq!((effects.get(id).map(String::as_str), *count), (Some("folded"), told_of(&event_of(id))), "{id}");
    }
    fell
}

/// Which event an application of these is about.
fn event_of(application: &str) -> Event {
    let number: usize = application.trim_start_matches("app_").parse().unwrap();
    Event::KNOWN[number % 7].clone()
}

/// Starts, sends a burst of messages, and kills at its moment. Answers which message was the one that decided.
async fn life(
    scene: &mut Scene,
    falls: Falls,
    moments: &mut Moments,
    number: &mut u64,
    answered: &mut BTreeMap<String, Event>,
) -> (String, Event) {
    let mut child = start(scene);
    listening(scene).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    #[expect(
        clippy::disallowed_methods,
        reason = "a provider of a test calls as anybody may, and keeps its connections"
    )]
    let client = Arc::new(reqwest::Client::new());
    for _ in 0..BURST {
        *number += 1;
        let (post, tell, client, url) =
            (post(*number, &scene.endpoint_secret), tell.clone(), Arc::clone(&client), scene.endpoint.clone());
        tokio::spawn(async move {
            let mut request = client.post(url).body(post.body);
            for (name, value) in post.headers {
                request = request.header(name, value);
            }
            // Whoever is killed does not answer.
            if request.send().await.is_ok_and(|answer| answer.status().is_success()) {
                let _ = tell.send((post.application, post.event));
            }
        });
    }
    drop(tell);
    let mut last = None;
    for _ in 0..=moments.next(BURST) {
        last = told.recv().await;
        let (id, event) = last.clone().expect("it answers until it is killed");
        answered.insert(id, event);
    }
    let last = last.unwrap();
    if falls == Falls::Folded {
        let record = Record::open(&scene.away.record()).unwrap();
        let id = last.0.clone();
        gangway_tests::until("it is folded", async || {
            let id = id.clone();
            record.read(move |c| Ok(effects(c)?.get(&id).is_some_and(|effect| effect != "received"))).await.unwrap()
        })
        .await;
    }
    assert!(!ended(&mut child), "it ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    // What was answered in the meantime counts too.
    while let Some((id, event)) = told.recv().await {
        answered.insert(id, event);
    }
    last
}

async fn listening(scene: &Scene) {
    let address = scene.endpoint.split('/').nth(2).unwrap().to_owned();
    let begun = std::time::Instant::now();
    while tokio::net::TcpStream::connect(&address).await.is_err() {
        assert!(begun.elapsed() < super::LIMIT, "it does not listen");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// What the killed desk left: whatever was answered is there; what is folded has all its messages, what is not has none.
/// Answers whether the kill fell where it was meant to.
async fn fell_there(scene: &Scene, falls: Falls, id: &str, event: &Event, answered: &BTreeMap<String, Event>) -> bool {
    let (_folder, record) = copied(&scene.away);
    let effects = record.read(effects).await.unwrap();
    let lost: BTreeSet<_> = answered.keys().filter(|id| !effects.contains_key(*id)).collect();
    assert!(lost.is_empty(), "answered 2xx, and not in the record: {lost:?}");
    let made = messages_of(&record).await;
    for (id, effect) in &effects {
        let whole = if effect == "received" { 0 } else { told_of(&event_of(id)) };
        assert_eq!(made.get(id).copied().unwrap_or(0), whole, "{id} is {effect}");
    }
    match falls {
        Falls::Unfolded => effects.values().any(|effect| effect == "received"),
        _ => effects[id] == "folded" && made[id] == told_of(event),
    }
}

/// What became of each application's only delivery.
fn effects(c: &Connection) -> Sql<BTreeMap<String, String>> {
    c.prepare("SELECT json_extract(CAST(body AS TEXT), '$.data.merchant_application_id'), effect FROM deliveries")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// How many messages there are of each application.
async fn messages_of(record: &Record) -> BTreeMap<String, usize> {
    let all = |c: &Connection| Ok(outbox_list::page(c, &outbox_list::Filter::default(), 0, u32::MAX)?.1);
    let mut of = BTreeMap::new();
    for message in record.read(all).await.unwrap() {
        *of.entry(message.change.application).or_default() += 1;
    }
    of
}
