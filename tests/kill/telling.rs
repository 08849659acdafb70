//! `kill -9` while people are told: no message is lost, and whoever gets one twice can tell by its id.

use crate::{Moments, number};
use gangway_domain::telling::{Channel, Event, Matrix};
use gangway_record::{
    Record,
    outbox::{Message, State},
    outbox_list,
};
use gangway_tests::{
    Away, Desk, Setup,
    mail::{MailHost, PASSWORD},
    platform::Platform,
};
use serde_json::json;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const KILLS: u64 = 100;
/// Changes of a run: enough to be busy until the last kill.
const CHANGES: u32 = 1_000;
/// The latest moment, in milliseconds.
const LATEST: u64 = 300;
/// How long the last life may take.
const LIMIT: Duration = Duration::from_secs(120);

struct Scene {
    away: Away,
    mail: MailHost,
    platform: Platform,
    says: String,
}

async fn scene() -> Scene {
    // Time between a letter that was kept and its answer, so that kills meet it.
    let mail = MailHost::with(&json!({ "delay_ms": 4 }));
    let platform = Platform::start(&[]).await;
    let telling = format!(
        "[telling]\nplatform_name = \"PlatformPay\"\nretry_after_s = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n{}[telling.platform]\nurl = \"{}\"\n",
        mail.profile("none"),
        platform.url(),
    );
    let away = Desk::with(Setup { telling, ..Setup::default() }).await.leave().await;
    let secrets = json!({
        "telling-email-password": PASSWORD, "telling-platform-secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "rappi-client-secret": "x",
    });
    let says = json!({ "home": away.home(), "secrets": secrets, "changes": CHANGES }).to_string();
    Scene { away, mail, platform, says }
}

fn start(scene: &Scene) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gangway-telling-desk"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(scene.says.as_bytes()).unwrap();
    child
}

async fn killed(scene: &Scene, moments: &mut Moments, kills: u64) -> u64 {
    for done in 0..kills {
        let mut child = start(scene);
        tokio::time::sleep(Duration::from_millis(moments.next(LATEST))).await;
        if child.try_wait().unwrap().is_some() {
            return done;
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    kills
}

async fn to_the_end(scene: &Scene) {
    let (mut child, begun) = (start(scene), Instant::now());
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < LIMIT, "it does not come to its end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_twice_unawares_and_nobody_is_forgotten() {
    let (seed, kills) = (number("GANGWAY_SEED", 7), number("GANGWAY_KILLS", KILLS).min(KILLS));
    let scene = scene().await;
    let killed = killed(&scene, &mut Moments(seed), kills).await;
    assert_eq!(killed, kills, "it came to its end before it could be killed so often");
    to_the_end(&scene).await;

    let messages = messages(&scene.away).await;
    let expected: usize = (0..CHANGES).map(|number| told_of(&Event::KNOWN[number as usize % 7])).sum();
    assert_eq!(messages.len(), expected, "a message for each event and channel");
    let mut came: BTreeMap<String, u32> = BTreeMap::new();
    for letter in scene.mail.received() {
        let id = letter.header("Message-ID").unwrap();
        *came.entry(id.trim_start_matches('<').split('@').next().unwrap().to_owned()).or_default() += 1;
    }
    for call in scene.platform.calls() {
        *came.entry(call.header("webhook-id").to_owned()).or_default() += 1;
    }
    let mut twice = 0;
    for message in &messages {
        assert_eq!(message.state, State::Sent, "{message:?}");
        let times = came.remove(&message.id).unwrap_or(0);
        if message.channel == Channel::Internal {
            assert_eq!(times, 0);
            continue;
        }
        assert!(times >= 1, "said to be sent, and never came: {message:?}");
        assert!(times <= message.doubts + 1, "came {times} times: {message:?}");
        twice += u32::from(times > 1);
    }
    assert!(came.is_empty(), "nobody made these: {came:?}");
    let doubts: u32 = messages.iter().map(|message| message.doubts).sum();
    eprintln!("{killed} kills, {} messages, {doubts} in doubt, {twice} came twice under one id", messages.len());
    assert!(kills < KILLS || doubts > 0, "no kill met a message on its way");
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
