//! `kill -9` while people are told: no message is lost, and whoever gets one twice can tell by its id.
//!
//! Some kills come at any moment. The others are steered: the mail server or the platform says when it has a message, and keeps its
//! answer back; the provider says when it has its answer. Where each of these fell is looked up in the record that it left.

mod falls;
mod folding;
mod scene;

use crate::{Moments, number};
use falls::Falls;
use gangway_domain::notifications::{Channel, Event, Matrix, NotificationState};
use gangway_record::{
    Record,
    notifications::{
        outbox::{self, Message},
        outbox_list,
    },
};
use gangway_tests::{Away, Moment};
use scene::{Scene, copied, ended, start, to_the_end};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::sync::oneshot;

const KILLS: u64 = 100;
/// Changes of a run for each of its kills: enough to be busy until the last one.
const CHANGES: u64 = 10;
/// The latest moment of a kill anywhere, in milliseconds.
const LATEST: u64 = 300;
/// Messages that a steered kill lets pass at most.
const PASS: u64 = 6;
/// How long the last life may take, and how long a message is waited for.
const LIMIT: Duration = Duration::from_secs(300);

/// What kills met.
#[derive(Debug, Default)]
struct Met {
    anywhere: u64,
    /// A call or a letter that was received and not answered, by the id of its message.
    calls: Vec<String>,
    letters: Vec<String>,
    /// Answered: was it marked before the kill?
    marked: u64,
    unmarked: u64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_twice_unawares_and_nobody_is_forgotten() {
    let (seed, kills) = (number("GANGWAY_SEED", 7), number("GANGWAY_KILLS", KILLS));
    eprintln!("killed while people are told: GANGWAY_SEED={seed}");
    let mut moments = Moments(seed);
    let all = falls::kills(kills, &mut moments);
    let (folding, sending): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|falls| matches!(falls, Falls::Unfolded | Falls::Folded));

    let changes = sending.len() as u64 * CHANGES;
    let mut scene = Scene::new(changes).await;
    let mut met = Met::default();
    for falls in &sending {
        kill(&mut scene, *falls, &mut moments, &mut met).await;
    }
    to_the_end(&scene).await;
    let unknowns = nobody_was_forgotten(&scene, changes, &met).await;
    let meant = |falls| sending.iter().filter(|it| **it == falls).count();
    assert_eq!(met.calls.len(), meant(Falls::Call(Moment::BeforeAnswer)));
    assert_eq!(met.letters.len(), meant(Falls::Letter(Moment::BeforeAnswer)));
    assert!(kills < KILLS || (!met.calls.is_empty() && !met.letters.is_empty() && met.marked + met.unmarked > 0));

    let mut scene = Scene::new(0).await;
    let fell = folding::kill(&mut scene, &mut moments, &folding).await;
    assert!(kills < KILLS || (fell.unfolded > 0 && fell.folded > 0));
    assert_eq!(fell.unfolded + fell.folded, folding.len() as u64);
    eprintln!(
        "{kills} kills: {} anywhere; between send and mark {} calls and {} letters that were not answered, {} that were, and {} \
         right after the mark; {} between the answer to a delivery and its fold, {} right after the fold ({} deliveries); {unknowns}",
        met.anywhere,
        met.calls.len(),
        met.letters.len(),
        met.unmarked,
        met.marked,
        fell.unfolded,
        fell.folded,
        fell.answered,
    );
}

/// One life of the program, ended where it is meant to.
async fn kill(scene: &mut Scene, falls: Falls, moments: &mut Moments, met: &mut Met) {
    let told = match falls {
        Falls::Call(moment) => Some((moment, scene.platform.steer(moments.next(PASS), moment))),
        Falls::Letter(moment) => Some((moment, scene.mail.steer(moments.next(PASS), moment))),
        _ => None,
    };
    let mut child = start(scene);
    let id = match told {
        None => {
            tokio::time::sleep(Duration::from_millis(moments.next(LATEST))).await;
            None
        }
        Some((moment, told)) => Some((moment, came(told).await)),
    };
    assert!(!ended(&mut child), "it came to its end before it could be killed so often");
    child.kill().unwrap();
    child.wait().unwrap();
    let Some((moment, id)) = id else {
        met.anywhere += 1;
        return;
    };
    let state = state_of(scene, &id).await;
    match (falls, moment) {
        (_, Moment::BeforeAnswer) => {
            assert_eq!(state, NotificationState::Sending, "{id} was received and not answered");
            if matches!(falls, Falls::Call(_)) { met.calls.push(id) } else { met.letters.push(id) }
        }
        (_, Moment::AfterAnswer) if state == NotificationState::Sent => met.marked += 1,
        (_, Moment::AfterAnswer) => {
            assert_eq!(state, NotificationState::Sending, "{id} was received and answered");
            met.unmarked += 1;
        }
    }
}

async fn came(told: oneshot::Receiver<String>) -> String {
    tokio::time::timeout(LIMIT, told).await.expect("a message comes").expect("whoever got it says so")
}

/// How a message stands in the record that a kill left.
async fn state_of(scene: &Scene, id: &str) -> NotificationState {
    let (_folder, record) = copied(&scene.away);
    let id = id.to_owned();
    record.read(move |c| outbox::by_id(c, &id)).await.unwrap().expect("it is in the record").state
}

/// Everything came, and what came twice says so. Answers how much had an unknown outcome, in words.
async fn nobody_was_forgotten(scene: &Scene, changes: u64, met: &Met) -> String {
    let messages = messages(&scene.away).await;
    let expected: usize = (0..changes).map(|number| told_of(&Event::KNOWN[number as usize % 7])).sum();
    assert_eq!(messages.len(), expected, "a message for each event and channel");
    let mut came: BTreeMap<String, u32> = BTreeMap::new();
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for letter in scene.mail.received() {
        let id = letter.header("Message-ID").unwrap();
        let id = id.trim_start_matches('<').split('@').next().unwrap().to_owned();
        let times = came.entry(id.clone()).or_default();
        *times += 1;
        assert!(*times == 1 || letter.header("X-Gangway-Repeated").is_some(), "letter {times} of {id} does not say so");
        let subject = letter.header("Subject").unwrap();
        assert_eq!(*said.entry(id).or_insert_with(|| subject.clone()), subject, "the same words again");
    }
    for call in scene.platform.calls() {
        let id = call.header("webhook-id").to_owned();
        *came.entry(id.clone()).or_default() += 1;
        assert_eq!(*said.entry(id).or_insert_with(|| call.body.clone()), call.body, "the same words again");
    }
    // What was received and never answered has to come again.
    let unanswered: BTreeSet<_> = met.calls.iter().chain(&met.letters).collect();
    for id in unanswered {
        assert!(came.get(id).is_some_and(|times| *times > 1), "{id} did not come again");
    }
    let mut twice = 0;
    for message in &messages {
        assert_eq!(message.state, NotificationState::Sent, "{message:?}");
        let times = came.remove(&message.id).unwrap_or(0);
        if message.channel == Channel::Internal {
            assert_eq!(times, 0);
            continue;
        }
        assert!(times >= 1, "said to be sent, and never came: {message:?}");
        assert!(times <= message.unknowns + 1, "came {times} times: {message:?}");
        twice += u32::from(times > 1);
    }
    assert!(came.is_empty(), "nobody made these: {came:?}");
    let unknowns: u32 = messages.iter().map(|message| message.unknowns).sum();
    format!("{} messages, {unknowns} of unknown outcome, {twice} came twice under one id", messages.len())
}

fn told_of(event: &Event) -> usize {
    Channel::CHOSEN.into_iter().filter(|channel| Matrix::default().tells(event, *channel)).count()
}

async fn messages(away: &Away) -> Vec<Message> {
    let record = Record::open(&away.record()).unwrap();
    let all =
        |c: &gangway_record::Connection| Ok(outbox_list::page(c, &outbox_list::Filter::default(), 0, u32::MAX)?.1);
    record.read(all).await.unwrap()
}
