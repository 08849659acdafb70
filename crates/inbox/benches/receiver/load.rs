//! The load: 64 connections that each send the next signed delivery when the last one was answered.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    fmt::Write as _,
    net::SocketAddr,
    time::{Duration, Instant, SystemTime},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

/// Connections at the same time.
pub(crate) const CONNECTIONS: usize = 64;
/// As long as the real ones: a UUID.
pub(crate) const ENDPOINT: &str = "0197f0a2-7b1e-7c3d-9a54-3f2b8c1d0e6f";
pub(crate) const SECRET: &str = "4f1c9a7be2d85036a1f4c0d97e3b26588d0c5e7f19ab3462c7d8e0f1a2b3c4d5";

/// One round.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// Time of the processors, of this whole process, for one delivery: hardly moved by what else the machine does.
    /// 0 where the system does not tell.
    #[allow(dead_code, reason = "the relay's benchmark does not print it")]
    pub(crate) cpu_us: f64,
}

/// A moment, on the clock and in the time this process has had.
#[derive(Clone, Copy)]
pub(crate) struct Mark(Instant, f64);

impl Mark {
    pub(crate) fn now() -> Self {
        Self(Instant::now(), cpu_us())
    }
}

/// User and system time in µs, from `/proc` in ticks of 10 ms.
fn cpu_us() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks * 10_000.0
}

impl Measured {
    pub(crate) fn of(mut each: Vec<Duration>, since: Mark) -> Self {
        let (whole, cpu) = (since.0.elapsed(), cpu_us() - since.1);
        each.sort_unstable();
        let at = |part: f64| each[((each.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
        let count = each.len() as f64;
        Self { per_second: count / whole.as_secs_f64(), p50_ms: at(0.5), p99_ms: at(0.99), cpu_us: cpu / count }
    }

    /// The round in the middle by rate; leaves the rounds sorted.
    pub(crate) fn median(rounds: &mut [Self]) -> Self {
        rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
        rounds[rounds.len() / 2]
    }
}

/// Bodies of ~1.4 kB with a result for each of 16 stores, no two alike; a list for each connection.
pub(crate) fn bodies(round: usize, deliveries: usize) -> Vec<Vec<Vec<u8>>> {
    let each = deliveries / CONNECTIONS;
    (0..CONNECTIONS).map(|connection| (0..each).map(|n| body(round, connection * each + n)).collect()).collect()
}

fn body(round: usize, n: usize) -> Vec<u8> {
    let mut text = format!(
        r#"{{"batchId":"b-{round:04}-{n:010}","integrationId":"acme-pos","operation":"PROVISIONING","results":["#
    );
    for store in 0..16 {
        let comma = if store == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}{{"storeId":"{:012}","status":"ACTIVE","code":200,"message":"done"}}"#,
            n * 16 + store
        );
    }
    text.push_str(r#"],"timestamp":"2026-01-01T00:00:00Z"}"#);
    text.into_bytes()
}

/// Requests, written out before the clock starts.
pub(crate) struct Load(Vec<Vec<Vec<u8>>>);

impl Load {
    /// Signs the bodies as of now.
    #[expect(clippy::disallowed_methods, reason = "a provider of a test has a clock of its own")]
    pub(crate) fn of(bodies: &[Vec<Vec<u8>>]) -> Self {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
        Self(bodies.iter().map(|list| list.iter().map(|body| request(now, body)).collect()).collect())
    }

    /// A list for each connection.
    #[allow(dead_code, reason = "the relay's benchmark sends them in its own time")]
    pub(crate) fn into_lists(self) -> Vec<Vec<Vec<u8>>> {
        self.0
    }

    #[allow(dead_code, reason = "the relay's benchmark does not count them")]
    pub(crate) fn deliveries(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Sends everything from a thread of its own, as another program would.
    pub(crate) fn send(self, address: SocketAddr) -> Measured {
        let sending = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut streams = Vec::new();
                for _ in 0..CONNECTIONS {
                    let stream = TcpStream::connect(address).await.unwrap();
                    stream.set_nodelay(true).unwrap();
                    streams.push(stream);
                }
                let started = Mark::now();
                let mut connections: JoinSet<_> =
                    self.0.into_iter().zip(streams).map(|(requests, stream)| one(stream, requests)).collect();
                let mut each = Vec::new();
                while let Some(done) = connections.join_next().await {
                    each.extend(done.unwrap());
                }
                Measured::of(each, started)
            })
        });
        sending.join().unwrap()
    }
}

async fn one(mut stream: TcpStream, requests: Vec<Vec<u8>>) -> Vec<Duration> {
    let mut took = Vec::with_capacity(requests.len());
    for request in requests {
        let started = Instant::now();
        exchange(&mut stream, &request).await;
        took.push(started.elapsed());
    }
    took
}

/// Sends one delivery and waits until it is acknowledged.
pub(crate) async fn exchange(stream: &mut TcpStream, request: &[u8]) {
    stream.write_all(request).await.unwrap();
    let (mut answer, mut length) = ([0; 1024], 0);
    while !answer[..length].ends_with(b"received") {
        let read = stream.read(&mut answer[length..]).await.unwrap();
        assert!(read > 0, "closed after {:?}", String::from_utf8_lossy(&answer[..length]));
        length += read;
    }
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..length]));
}

fn request(now: u128, body: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{now}.").as_bytes());
    mac.update(body);
    let sign = hex::encode(mac.finalize().into_bytes());
    let head = format!(
        "POST /hooks/{ENDPOINT} HTTP/1.1\r\nHost: hooks.example.com\r\nUser-Agent: provider/1.0\r\n\
         Accept: */*\r\nContent-Type: application/json\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n\
         Rappi-Signature: t={now},sign={sign}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
