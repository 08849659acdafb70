//! What is compared with: SQLite without anything around it, and the record without a receiver in front.

use crate::load::{CONNECTIONS, ENDPOINT, Mark, Measured};
use gangway_record::{Connection, Record, deliveries::NewDelivery};
use sha2::{Digest, Sha256};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const HEADERS: &str = r#"[["host","hooks.example.com"],["user-agent","provider/1.0"],["accept","*/*"],["content-type","application/json"],["x-forwarded-for","203.0.113.7"],["x-forwarded-proto","https"],["rappi-signature","t=1700000000000,sign=0000000000000000000000000000000000000000000000000000000000000000"],["content-length","1400"]]"#;

/// One thread, one transaction of 64 rows after the other: a table of headers and body, with no index.
pub(crate) fn group_inserts(bodies: &[Vec<Vec<u8>>]) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let c = Connection::open(folder.path().join("plain.db")).unwrap();
    c.pragma_update(None, "journal_mode", "WAL").unwrap();
    c.pragma_update(None, "synchronous", "FULL").unwrap();
    c.execute_batch("CREATE TABLE plain (id INTEGER PRIMARY KEY, headers TEXT NOT NULL, body BLOB NOT NULL) STRICT")
        .unwrap();
    let all: Vec<&Vec<u8>> = bodies.iter().flatten().collect();
    let started = Mark::now();
    let mut took = Vec::with_capacity(all.len());
    for group in all.chunks(CONNECTIONS) {
        let begun = Instant::now();
        c.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut put = c.prepare_cached("INSERT INTO plain (headers, body) VALUES (?1, ?2)").unwrap();
        for body in group {
            put.execute((HEADERS, body)).unwrap();
        }
        drop(put);
        c.execute_batch("COMMIT").unwrap();
        took.extend(std::iter::repeat_n(begun.elapsed(), group.len()));
    }
    Measured::of(took, started)
}

/// 64 tasks, each of which appends its next delivery when the last one is on disk.
pub(crate) async fn through_the_record(record: Record, bodies: Vec<Vec<Vec<u8>>>) -> Measured {
    let started = Mark::now();
    let mut callers: JoinSet<Vec<Duration>> = bodies.into_iter().map(|list| one(record.clone(), list)).collect();
    let mut each = Vec::new();
    while let Some(done) = callers.join_next().await {
        each.extend(done.unwrap());
    }
    Measured::of(each, started)
}

async fn one(record: Record, bodies: Vec<Vec<u8>>) -> Vec<Duration> {
    let mut took = Vec::with_capacity(bodies.len());
    for body in bodies {
        let started = Instant::now();
        record.append(delivery(body)).await.unwrap();
        took.push(started.elapsed());
    }
    took
}

fn delivery(body: Vec<u8>) -> NewDelivery {
    NewDelivery {
        endpoint: ENDPOINT.into(),
        provider: "rappi".into(),
        event: "E".into(),
        at: 1_700_000_000_000,
        verdict: gangway_record::deliveries::Verdict::Verified,
        signed_with: Some(0),
        form: Some("raw"),
        why: None,
        detail: None,
        answered: 200,
        took_us: 20,
        headers: HEADERS.into(),
        key: Some(Sha256::digest(&body)[..16].try_into().unwrap()),
        body,
    }
}
