//! `kill -9` of a relay that appends: whatever it acknowledged is there, once, and nothing has a gap.
//!
//! `GANGWAY_KILLS` says how many of each store (10 without it).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests: a panic is the answer")]

mod support;

use gangway_relay::{Log, LogHead, NewEntry, PostgresStore, SqliteStore, StoreError, TeamName};
use gangway_wire::{Envelope, Key, Link, TeamId};
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use support::Database;

/// Where the child finds its store.
const STORE: &str = "GANGWAY_RELAY_KILLED";
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

/// The child: no test of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the tests that kill it"]
async fn child() {
    let Ok(store) = std::env::var(STORE) else { return };
    match store.strip_prefix("sqlite:") {
        Some(path) => append_for_ever(SqliteStore::open(Path::new(path)).unwrap()).await,
        None => append_for_ever(PostgresStore::open(&store).await.unwrap()).await,
    }
}

/// Runs a child and kills it after so many answers. What it had answered by then.
fn killed_after(store: &str, answers: usize) -> Vec<(u32, u64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(STORE, store)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.db");
    let open = async || {
        for _ in 0..1000 {
            match SqliteStore::open(&path) {
                Err(StoreError::InUse(_)) => tokio::time::sleep(Duration::from_millis(10)).await,
                opened => return opened.unwrap(),
            }
        }
        panic!("the store does not close")
    };
    play(&format!("sqlite:{}", path.display()), open).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_what_it_acknowledged() {
    let database = Database::new().await;
    play(&database.address, async || PostgresStore::open(&database.address).await.unwrap()).await;
}
