//! `kill -9` of a store that appends, and of a whole relay that providers call: whatever was acknowledged is there, once, and
//! nothing has a gap.
//!
//! `GANGWAY_KILLS` says how many of each store (10 without it).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests: a panic is the answer")]

mod support;

use gangway_relay::{
    Clock, Credentials, Log, LogHead, NewEntry, Options, PostgresStore, Relay, SqliteStore, Store, StoreError,
    TeamName, add_endpoint,
};
use gangway_wire::{Body, EndpointSecret, Envelope, Key, Link, NewEndpoint, TeamId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use support::Database;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// Where the child finds its store.
const STORE: &str = "GANGWAY_RELAY_KILLED";
/// With these it serves; without, it appends.
const CREDENTIALS: &str = "GANGWAY_RELAY_KILLED_CREDENTIALS";
const TEAM: &str = "team";
/// Few enough that many come again, also after the kill.
const KEYS: u32 = 3_000;

fn entry(number: u32) -> NewEntry {
    let mut key = [0; 16];
    key[..4].copy_from_slice(&number.to_be_bytes());
    let body = number.is_multiple_of(2).then(|| vec![1; 2000]);
    NewEntry { key: Key(key), at: 1, envelope: Envelope::from_bytes(number.to_string().into()), body }
}

/// Appends from eight tasks until it is killed, and says of each entry where it is, once that was answered.
async fn append_for_ever(store: impl Log) {
    let seed = std::process::id();
    let tasks = (0..8_u32).map(|task| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut state = u64::from(seed) << 8 | u64::from(task);
            loop {
                // xorshift: any numbers will do.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let numbers = [state as u32 % KEYS, (state >> 32) as u32 % KEYS];
                let Ok(placed) = store.append(&TEAM.into(), numbers.map(entry).to_vec()).await else { return };
                let lines = numbers.iter().zip(placed).map(|(number, placed)| format!("@{number} {}\n", placed.seq));
                std::io::stdout().lock().write_all(lines.collect::<String>().as_bytes()).unwrap();
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

/// A relay on a socket, until it is killed.
async fn serve_for_ever(store: impl Store, credentials: &str) {
    let credentials = Credentials::open(Path::new(credentials)).unwrap();
    let relay = Relay::start(store, credentials, Options::default(), Clock::system()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let line = format!("@{}\n", listener.local_addr().unwrap());
    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
    relay.serve(listener, std::future::pending()).await;
}

/// The child: no test of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the tests that kill it"]
async fn child() {
    let Ok(store) = std::env::var(STORE) else { return };
    let credentials = std::env::var(CREDENTIALS).ok();
    match (store.strip_prefix("sqlite:"), credentials) {
        (Some(path), Some(credentials)) => serve_for_ever(sqlite(Path::new(path)).await, &credentials).await,
        (None, Some(credentials)) => serve_for_ever(PostgresStore::open(&store).await.unwrap(), &credentials).await,
        (Some(path), None) => append_for_ever(SqliteStore::open(Path::new(path)).unwrap()).await,
        (None, None) => append_for_ever(PostgresStore::open(&store).await.unwrap()).await,
    }
}

fn child_process(store: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--nocapture"]).env(STORE, store).stdout(Stdio::piped());
    command
}

/// Runs a child and kills it after so many answers. What it had answered by then.
fn killed_after(store: &str, answers: usize) -> Vec<(u32, u64)> {
    let mut child = child_process(store).spawn().unwrap();
    let mut answered = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let Ok(line) = line else { break };
        // The harness's own words may stand before the first one.
        if let Some((_, answer)) = line.split_once('@') {
            // A line that the kill cut is no answer.
            let Some((number, seq)) = answer.split_once(' ') else { continue };
            answered.push((number.parse().unwrap(), seq.parse().unwrap()));
        }
        if answered.len() == answers {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(answered.len() >= answers, "the child ended by itself");
    answered
}

async fn check(store: &impl Log, acknowledged: &HashMap<u32, u64>) {
    let (mut link, mut seq, mut seen) = (Link::ORIGIN, 0, HashMap::new());
    loop {
        let read = store.read(&TEAM.into(), seq + 1, u64::MAX).await.unwrap();
        if read.is_empty() {
            break;
        }
        for stored in read {
            (seq, link) = (seq + 1, link.next(&stored.envelope));
            assert_eq!((stored.seq, stored.link), (seq, link));
            let number: u32 = std::str::from_utf8(stored.envelope.as_bytes()).unwrap().parse().unwrap();
            assert_eq!(seen.insert(number, seq), None, "{number} is there twice");
        }
    }
    assert_eq!(store.head(&TEAM.into()).await.unwrap(), LogHead { seq, link });
    for (number, seq) in acknowledged {
        assert_eq!(seen.get(number), Some(seq), "{number} was acknowledged at #{seq}");
    }
}

async fn play<S: Log>(name: &str, open: impl AsyncFn() -> S) {
    let first = open().await;
    first.add_team(&TeamName { id: TeamId::from(TEAM), name: "Acme POS".into() }, 1).await.unwrap();
    drop(first);
    let kills = std::env::var("GANGWAY_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(10);
    let mut acknowledged = HashMap::new();
    for kill in 0..kills {
        let store = name.to_owned();
        let answers = 20 + kill % 7 * 31;
        for (number, seq) in tokio::task::spawn_blocking(move || killed_after(&store, answers)).await.unwrap() {
            let known = *acknowledged.entry(number).or_insert(seq);
            assert_eq!(known, seq, "{number} is in two places");
        }
        check(&open().await, &acknowledged).await;
    }
}

/// Opens a store that whoever had it may just be letting go.
async fn sqlite(path: &Path) -> SqliteStore {
    for _ in 0..1000 {
        match SqliteStore::open(path) {
            Err(StoreError::InUse(_)) => tokio::time::sleep(Duration::from_millis(10)).await,
            opened => return opened.unwrap(),
        }
    }
    panic!("the store does not close")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.db");
    play(&format!("sqlite:{}", path.display()), async || sqlite(&path).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_what_it_acknowledged() {
    let database = Database::new().await;
    play(&database.address, async || PostgresStore::open(&database.address).await.unwrap()).await;
}

/// Providers call a relay that is killed again and again, and repeat what was not acknowledged.
async fn received<S: Store>(name: &str, folder: &Path, open: impl AsyncFn() -> S) {
    let (keys, secrets) = (folder.join("credentials"), vec![EndpointSecret::new("secret".into())]);
    let new = NewEndpoint { provider: "ratepay".into(), event: "E".into(), secrets };
    let path = {
        let store = open().await;
        store.add_team(&TeamName { id: TeamId::from(TEAM), name: "Acme POS".into() }, 1).await.unwrap();
        let credentials = Credentials::open(&keys).unwrap();
        format!("/hooks/{}", add_endpoint(&store, &credentials, TEAM, &new, &Clock::system()).await.unwrap().id)
    };
    let kills = std::env::var("GANGWAY_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(10);
    let mut acknowledged: Vec<String> = Vec::new();
    for kill in 0..kills {
        let mut child = child_process(name).env(CREDENTIALS, &keys).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| Some(line.unwrap().split_once('@')?.1.to_owned())).expect("an address");
        let (told, mut answers) = tokio::sync::mpsc::unbounded_channel();
        for caller in 0..8 {
            let (address, path, told) = (address.clone(), path.clone(), told.clone());
            tokio::spawn(async move {
                // Every other one is a repetition of the kill before, which may have been kept and not acknowledged.
                for n in 0.. {
                    let body =
                        format!("{{\"kill\":{},\"caller\":{caller},\"n\":{}}}", kill - n % 2 * kill.min(1), n / 2);
                    if post(&address, &path, &body).await != Some(200) || told.send(body).is_err() {
                        return;
                    }
                }
            });
        }
        drop(told);
        for _ in 0..30 + kill % 5 * 17 {
            acknowledged.push(answers.recv().await.expect("it is answered"));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        while let Some(body) = answers.recv().await {
            acknowledged.push(body);
        }
        let kept = bodies(&open().await).await;
        for body in &acknowledged {
            assert_eq!(kept.get(body), Some(&1), "{body}");
        }
        assert!(kept.values().all(|count| *count == 1));
    }
}

/// How often each body is in the log.
async fn bodies(store: &impl Log) -> HashMap<String, u32> {
    let (mut all, mut seq) = (HashMap::new(), 0);
    loop {
        let read = store.read(&TEAM.into(), seq + 1, u64::MAX).await.unwrap();
        let Some(last) = read.last() else { return all };
        seq = last.seq;
        for stored in read {
            let Body::Present(body) = stored.body else { panic!("no body") };
            *all.entry(String::from_utf8(body).unwrap()).or_default() += 1;
        }
    }
}

/// The status of a signed call; `None` where it was cut off.
async fn post(address: &str, path: &str, body: &str) -> Option<u16> {
    let mut mac = Hmac::<Sha512>::new_from_slice(b"secret").unwrap();
    mac.update(body.as_bytes());
    let (signature, length) = (hex::encode(mac.finalize().into_bytes()), body.len());
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\nx-signature: {signature}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_with_sqlite_keeps_what_it_answered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.db");
    received(&format!("sqlite:{}", path.display()), folder.path(), async || sqlite(&path).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_with_postgres_keeps_what_it_answered() {
    let (folder, database) = (tempfile::tempdir().unwrap(), Database::new().await);
    let open = async || PostgresStore::open(&database.address).await.unwrap();
    received(&database.address, folder.path(), open).await;
}
