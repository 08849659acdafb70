//! Acknowledged deliveries of a relay with either store against the receiver of one console, in the same run: how many a
//! second with 64 connections, and how long one takes at 200 a second. `docs/performance.md` says how to read it.
//!
//! `cargo bench -p gangway-relay --bench receiver`; `ROUNDS`, `DELIVERIES` (a round) and `SECONDS` (at 200 a second) change how
//! long it takes. Not criterion: what is measured is a load over many connections, not a function.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and ends at the first surprise"
)]

#[path = "../../../inbox/benches/receiver/load.rs"]
mod load;
mod steady;
#[path = "../../tests/support/mod.rs"]
mod support;

use gangway_domain::Provider;
use gangway_inbox::{Endpoints, Inbox, Known, bind, router, serve};
use gangway_record::Record;
use gangway_relay::{Clock, Credentials, KeptEndpoint, Options, PostgresStore, Relay, SqliteStore, Store, TeamName};
use gangway_wire::EndpointSecret;
use load::{Load, Measured};
use std::{net::SocketAddr, path::Path};
use support::Database;
use tokio::{net::TcpListener, runtime::Runtime, sync::mpsc, task::JoinHandle};

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What receives: where, and the task that does it.
type Receiver = (SocketAddr, JoinHandle<()>);

async fn solo(folder: &Path) -> Receiver {
    let endpoints = Endpoints::default();
    let known = Known { provider: Provider::Rappi, event: "E".into(), secrets: vec![load::SECRET.into()] };
    endpoints.open(load::ENDPOINT.into(), known);
    let record = Record::open(&folder.join("record.db")).unwrap();
    let (arrived, mut arrivals) = mpsc::unbounded_channel();
    let listener = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let drained = async { while arrivals.recv().await.is_some() {} };
        tokio::join!(serve(listener, router(Inbox::new(record, endpoints, arrived, false))), drained);
    });
    (address, serving)
}

async fn relay<S: Store>(store: S, folder: &Path) -> Receiver {
    let credentials = Credentials::open(&folder.join("credentials")).unwrap();
    let team = TeamName { id: "team".into(), name: "Acme POS".into() };
    store.add_team(&team, 1).await.unwrap();
    let secrets = [EndpointSecret::new(load::SECRET.into())];
    let endpoint = KeptEndpoint {
        id: load::ENDPOINT.into(),
        team: team.id,
        provider: "rappi".into(),
        event: "E".into(),
        created_at: 1,
        created_by: None,
        secrets: 1,
        sealed_secrets: credentials.seal(load::ENDPOINT, &secrets).unwrap(),
    };
    store.add_endpoint(endpoint).await.unwrap();
    let relay = Relay::start(store, credentials, Options::default(), Clock::system()).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (address, tokio::spawn(relay.serve(listener, std::future::pending())))
}

/// One round of one of them, with a store of its own.
fn round(runtime: &Runtime, which: usize, load: Load, seconds: usize) -> (Measured, steady::Steady) {
    let folder = tempfile::tempdir().unwrap();
    let (address, serving) = runtime.block_on(async {
        match which {
            0 => solo(folder.path()).await,
            1 => relay(SqliteStore::open(&folder.path().join("relay.db")).unwrap(), folder.path()).await,
            _ => {
                let database = Database::new().await;
                relay(PostgresStore::open(&database.address).await.unwrap(), folder.path()).await
            }
        }
    });
    let full = load.send(address);
    let steady = steady::at_200_a_second(address, seconds);
    serving.abort();
    (full, steady)
}

fn main() {
    let (rounds, deliveries, seconds) = (number("ROUNDS", 3), number("DELIVERIES", 16_000), number("SECONDS", 10));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let names = ["receiver of one console", "relay, SQLite", "relay, PostgreSQL"];
    let (mut full, mut steady): ([Vec<Measured>; 3], [Vec<steady::Steady>; 3]) = Default::default();
    for n in 0..=rounds {
        for which in 0..names.len() {
            let (one, other) = round(&runtime, which, Load::of(&load::bodies(n, deliveries)), seconds);
            // The first round warms up.
            if n > 0 {
                full[which].push(one);
                steady[which].push(other);
            }
        }
    }
    println!("{deliveries} deliveries of ~1.4 kB, {} connections, median of {rounds} rounds", load::CONNECTIONS);
    println!(
        "{:<26}{:>12}{:>10}{:>10}{:>9}{:>22}{:>22}",
        "", "per second", "p50 ms", "p99 ms", "of solo", "p50 ms at 200/s", "p99 ms at 200/s"
    );
    let ratios = full[1..].iter().map(|row| {
        let mut ratios: Vec<f64> =
            row.iter().zip(&full[0]).map(|(one, solo)| one.per_second / solo.per_second).collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    });
    let ratios: Vec<f64> = std::iter::once(1.0).chain(ratios).collect();
    for (((name, row), steady), ratio) in names.iter().zip(&mut full).zip(&mut steady).zip(ratios) {
        let median = Measured::median(row);
        let at_200 = steady::Steady::median(steady);
        println!(
            "{name:<26}{:>12.0}{:>10.2}{:>10.2}{ratio:>9.2}{:>22.2}{:>22.2}",
            median.per_second, median.p50_ms, median.p99_ms, at_200.p50_ms, at_200.p99_ms
        );
    }
}
