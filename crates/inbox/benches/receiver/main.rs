//! Deliveries per second and p99 of the receiver at 64 connections, against the same router without the record and
//! against plain SQLite group inserts of the same bytes. `docs/performance.md` says how to read it.
//!
//! `cargo bench -p gangway-inbox`; `ROUNDS` and `DELIVERIES` (a round) change how long it takes. Not criterion: what is
//! measured is a load over many connections, not a function.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and ends at the first surprise")]

mod load;
mod plain;

use gangway_inbox::{DeliveryLog, Endpoints, Inbox, Judged, Known, bind, router, serve};
use gangway_record::Record;
use load::{Load, Measured};
use std::{convert::Infallible, net::SocketAddr};
use tokio::{runtime::Runtime, sync::mpsc, task::JoinHandle};

/// Answers after the verification: what the receiver would reach if keeping cost nothing.
#[derive(Clone)]
struct Nowhere;

impl DeliveryLog for Nowhere {
    type Error = Infallible;

    async fn append(&self, _judged: Judged) -> Result<(), Infallible> {
        Ok(())
    }
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

async fn listen<L: DeliveryLog>(log: L) -> (SocketAddr, JoinHandle<()>) {
    let endpoints = Endpoints::default();
    let known =
        Known { provider: gangway_domain::Provider::Rappi, event: "E".into(), secrets: vec![load::SECRET.into()] };
    endpoints.open(load::ENDPOINT.into(), known);
    let (arrived, mut arrivals) = mpsc::unbounded_channel();
    let listener = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let drained = async { while arrivals.recv().await.is_some() {} };
        tokio::join!(serve(listener, router(Inbox::new(log, endpoints, arrived, false))), drained);
    });
    (address, serving)
}

fn over_http<L: DeliveryLog>(runtime: &Runtime, log: L, load: Load) -> Measured {
    let (address, serving) = runtime.block_on(listen(log));
    let measured = load.send(address);
    serving.abort();
    measured
}

fn with_record(runtime: &Runtime, load: Load) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let sent = load.deliveries();
    let measured = over_http(runtime, record.clone(), load);
    let kept: i64 = record
        .read_blocking(|c| {
            c.query_row("SELECT count(*) FROM deliveries WHERE effect = 'received'", [], |row| row.get(0))
        })
        .unwrap();
    assert_eq!(kept as usize, sent, "every delivery was answered 200, so every one is kept");
    measured
}

/// The same as [`Record`], called without a receiver in front: what the record alone can take from 64 callers.
fn record_alone(runtime: &Runtime, bodies: &[Vec<Vec<u8>>]) -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let record = Record::open(&folder.path().join("record.db")).unwrap();
    let bodies = bodies.to_vec();
    runtime.block_on(plain::through_the_record(record, bodies))
}

fn main() {
    let (rounds, deliveries) = (number("ROUNDS", 5), number("DELIVERIES", 32_000));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut rows: [Vec<Measured>; 4] = Default::default();
    let (mut of_router, mut of_plain) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let bodies = load::bodies(round, deliveries);
        let (plain, alone) = (plain::group_inserts(&bodies), record_alone(&runtime, &bodies));
        // The machine has moods longer than a round, so the router is measured on both sides of the receiver.
        let before = over_http(&runtime, Nowhere, Load::of(&bodies));
        let full = with_record(&runtime, Load::of(&bodies));
        let after = over_http(&runtime, Nowhere, Load::of(&bodies));
        // The first round warms up.
        if round > 0 {
            of_router.push(2.0 * full.per_second / (before.per_second + after.per_second));
            of_plain.push(full.per_second / plain.per_second);
            rows[0].extend([before, after]);
            rows.iter_mut().skip(1).zip([plain, alone, full]).for_each(|(row, measured)| row.push(measured));
        }
    }
    let names = ["(a) router, nothing kept", "(b) SQLite, groups of 64", "    record, no router", "receiver"];
    let base = Measured::median(&mut rows[0]).per_second;
    println!("{deliveries} deliveries of ~1.4 kB, {} connections, median of {rounds} rounds", load::CONNECTIONS);
    println!(
        "{:<28}{:>12}{:>18}{:>10}{:>10}{:>9}{:>9}",
        "", "per second", "(min … max)", "p50 ms", "p99 ms", "CPU µs", "of (a)"
    );
    for (name, row) in names.iter().zip(&mut rows) {
        let median = Measured::median(row);
        let cpu = row.iter().map(|one| one.cpu_us).sum::<f64>() / row.len() as f64;
        let (least, most) = (row[0].per_second, row[row.len() - 1].per_second);
        println!(
            "{name:<28}{:>12.0}{:>18}{:>10.2}{:>10.2}{:>9.0}{:>8.0}%",
            median.per_second,
            format!("({least:.0} … {most:.0})"),
            median.p50_ms,
            median.p99_ms,
            cpu,
            100.0 * median.per_second / base,
        );
    }
    let (least, router, most) = spread(&mut of_router);
    println!("receiver / (a), round by round: median {router:.2} ({least:.2} … {most:.2}), aim ≥ 0.50");
    println!("receiver / (b), round by round: median {:.2}", spread(&mut of_plain).1);
}

/// Least, median and most.
fn spread(of: &mut [f64]) -> (f64, f64, f64) {
    of.sort_by(f64::total_cmp);
    (of[0], of[of.len() / 2], of[of.len() - 1])
}
