//! A run of 10,000 stores against the simulated provider with 50 ms latency: wall time against the ideal
//! ⌈N/20⌉ × latency ÷ concurrency. `docs/performance.md` says how to read it.
//!
//! `cargo bench -p gangway-core`; `ROUNDS`, `STORES` and `CONCURRENCY` change what is run. Not criterion: a run
//! takes seconds, and what counts is a ratio to an ideal, not to the last time.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and ends at the first surprise")]

use gangway_sandbox::Config;
use gangway_tests::{Desk, Setup, until_some};
use std::time::{Duration, Instant};

const LATENCY: Duration = Duration::from_millis(50);
const BATCH: usize = 20;

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Seconds to the last answer and to the last folded result, and the median answer time in ms.
struct Round {
    answered: f64,
    folded: f64,
    answer_ms: i64,
}

async fn round(stores: usize, concurrency: usize) -> Round {
    // Some stores of every world belong to others already.
    let provider = Config { stores: stores * 3 / 2, latency: LATENCY, ..Setup::default().provider };
    let desk = Desk::with(Setup { provider, concurrency: concurrency as u32, ..Setup::default() }).await;
    let merchant = desk.authorize().await;
    let request = desk.plan_request(&merchant, &desk.free_stores(&merchant, stores).await);
    let mut ended = desk.console.provisioning.ended();
    let started = Instant::now();
    let id = desk.start(&request).await.unwrap();
    // A window reads on the changes it is told of; here nobody does, so that the engine is what is measured.
    tokio::time::timeout(Duration::from_secs(300), ended.recv()).await.unwrap().unwrap();
    let folded = started.elapsed().as_secs_f64();
    let view = until_some("the last result", async || {
        let view = desk.operation(&id).await;
        (view.row.counts.open() == 0).then_some(view)
    })
    .await;
    assert_eq!(view.row.counts.confirmed as usize, stores, "{:?}", view.row.counts);
    let last = view.batches.iter().filter_map(|batch| Some(batch.sent_at? + batch.answer_ms?)).max().unwrap();
    let mut took: Vec<i64> = view.batches.iter().filter_map(|batch| batch.answer_ms).collect();
    took.sort_unstable();
    Round { answered: (last - view.row.started_at) as f64 / 1000.0, folded, answer_ms: took[took.len() / 2] }
}

fn median(of: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let mut of: Vec<f64> = of.collect();
    of.sort_by(f64::total_cmp);
    (of[of.len() / 2], of[0], of[of.len() - 1])
}

fn main() {
    let (rounds, stores, concurrency) = (number("ROUNDS", 3), number("STORES", 10_000), number("CONCURRENCY", 4));
    let ideal = (stores.div_ceil(BATCH) as f64) * LATENCY.as_secs_f64() / concurrency as f64;
    let measured: Vec<Round> = (0..rounds)
        .map(|_| {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            let round = runtime.block_on(round(stores, concurrency));
            runtime.shutdown_timeout(Duration::from_secs(5));
            round
        })
        .collect();
    println!("{stores} stores, {concurrency} requests at a time, {} ms latency, {rounds} rounds", LATENCY.as_millis());
    println!("ideal                     {ideal:>7.2} s");
    for (name, (median, least, most)) in [
        ("to the last answer", median(measured.iter().map(|round| round.answered))),
        ("to the last folded result", median(measured.iter().map(|round| round.folded))),
    ] {
        println!("{name:<26}{median:>7.2} s  ({least:.2} … {most:.2})  × {:.3}", median / ideal);
    }
    let answer = median(measured.iter().map(|round| round.answer_ms as f64)).0;
    println!("median from journal row to answer {answer:.0} ms (aim of the whole: ≤ 1.15)");
}
