//! 200 deliveries a second, each sent when its time has come, whether or not those before it were answered. What one took is
//! counted from the time at which it was to be sent, so that a pause of the receiver is not hidden.

use crate::load::{CONNECTIONS, Load, bodies};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, task::JoinSet};

/// Between two of them.
const EVERY: Duration = Duration::from_millis(5);

#[derive(Clone, Copy)]
pub(crate) struct Steady {
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Steady {
    /// The round in the middle by p99.
    pub(crate) fn median(rounds: &mut [Self]) -> Self {
        rounds.sort_by(|one, other| one.p99_ms.total_cmp(&other.p99_ms));
        rounds[rounds.len() / 2]
    }
}

pub(crate) fn at_200_a_second(address: SocketAddr, seconds: usize) -> Steady {
    // A list of requests for each connection; no two alike, and none of the rounds before.
    let lists = Load::of(&bodies(9_000, (seconds * 200).next_multiple_of(CONNECTIONS))).into_lists();
    let sending = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(send(address, lists))
    });
    let mut each = sending.join().unwrap();
    each.sort_unstable();
    let at = |part: f64| each[((each.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    Steady { p50_ms: at(0.5), p99_ms: at(0.99) }
}

async fn send(address: SocketAddr, lists: Vec<Vec<Vec<u8>>>) -> Vec<Duration> {
    let mut connections = JoinSet::new();
    let mut streams = Vec::new();
    for _ in &lists {
        streams.push(TcpStream::connect(address).await.unwrap());
    }
    let begin = Instant::now();
    for (connection, (mut stream, list)) in streams.into_iter().zip(lists).enumerate() {
        connections.spawn(async move {
            stream.set_nodelay(true).unwrap();
            let mut took = Vec::with_capacity(list.len());
            for (n, request) in list.into_iter().enumerate() {
                let at = begin + EVERY * (n * CONNECTIONS + connection) as u32;
                tokio::time::sleep_until(at.into()).await;
                crate::load::exchange(&mut stream, &request).await;
                took.push(at.elapsed());
            }
            took
        });
    }
    let mut each = Vec::new();
    while let Some(done) = connections.join_next().await {
        each.extend(done.unwrap());
    }
    each
}
