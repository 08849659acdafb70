//! A record of a year: how long it takes to open it, to list, to count and to search in it.
//!
//! `cargo bench -p gangway-record --bench year`; `GANGWAY_DELIVERIES` changes its size, `GANGWAY_RECORD` names a file that is
//! made once and kept (it is brought up to date where an older program made it).
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and its panic is the answer")]

#[expect(unreachable_pub, reason = "the example uses it too")]
mod generate;

use gangway_record::{
    Connection, Record, Sql,
    applications::{self, Filter as ApplicationFilter, Sort},
    audit,
    deliveries::{self, Filter},
    operations,
};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const RUNS: usize = 11;

fn main() {
    let deliveries = std::env::var("GANGWAY_DELIVERIES").ok().and_then(|it| it.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("GANGWAY_RECORD").map(PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().join("record.db"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if !path.exists() {
        let begun = Instant::now();
        let record = Record::open(&path).unwrap();
        runtime.block_on(generate::fill(&record, generate::Size::of(deliveries))).unwrap();
        println!("filled in {:.1?}", begun.elapsed());
    }
    println!("record {} MiB", std::fs::metadata(&path).unwrap().len() >> 20);
    opening(&path);
    let record = Record::open(&path).unwrap();
    in_pieces("counting", || record.index_filler().unwrap().count_more(20_000).unwrap());
    in_pieces("indexing", || record.index_filler().unwrap().index_more(1_000).unwrap());
    println!("{:?}", record.size(generate::NOW).unwrap());
    places(&record);
}

fn opening(path: &Path) {
    let took = (0..RUNS).map(|_| {
        let begun = Instant::now();
        let record = Record::open(path).unwrap();
        let took = begun.elapsed();
        drop(record);
        took
    });
    print("open", 0, took.collect());
}

/// What the background does, one piece after the other.
fn in_pieces(name: &str, piece: impl Fn() -> u32) {
    let (begun, mut worst, mut rows) = (Instant::now(), Duration::ZERO, 0);
    loop {
        let piece_begun = Instant::now();
        let done = piece();
        worst = worst.max(piece_begun.elapsed());
        rows += done;
        if done == 0 {
            break;
        }
    }
    println!("{name:<42} {rows:>8} rows   in {:>9.2?}   longest piece {worst:>9.2?}", begun.elapsed());
}

fn places(record: &Record) {
    let time = |name: &str, work: &dyn Fn(&Connection) -> Sql<usize>| measure(record, name, work);
    let page = |search: &str| Filter { search: search.into(), limit: 100, ..Filter::default() };
    time("deliveries: first page", &|c| deliveries::list(c, &page("")).map(|it| it.len()));
    let rejected = Filter { verdict: Some(gangway_record::deliveries::Verdict::Rejected), ..page("") };
    time("deliveries: first page of the rejected", &|c| deliveries::list(c, &rejected).map(|it| it.len()));
    time("deliveries: totals", &|c| deliveries::totals(c, generate::NOW - 86_400_000).map(|it| it.0 as usize));
    let store = generate::store_id(500_000, 7).to_string();
    for text in [
        store.as_str(),
        "mid_77",
        "acme-pos",
        "Already Exists",
        "msg_1234",
        "900000007",
        "nothing has this",
        "0b5e2f6c-1111-4222",
    ] {
        time(&format!("deliveries: search {text:?}"), &|c| deliveries::list(c, &page(text)).map(|it| it.len()));
    }
    let table = |search: &str| ApplicationFilter {
        search: search.into(),
        sort: Sort::Name,
        limit: 100,
        ..ApplicationFilter::default()
    };
    time("applications: board", &|c| applications::board(c).map(|it| it.len()));
    time("applications: first page", &|c| applications::page(c, &table("")).map(|it| it.0.len()));
    time("applications: search with a hit", &|c| applications::page(c, &table("bakery 77")).map(|it| it.0.len()));
    time("applications: search without", &|c| applications::page(c, &table("nothing has this")).map(|it| it.0.len()));
    time("operations: first page", &|c| operations::list(c, None, 100).map(|it| it.len()));
    let acts = audit::Filter::default();
    time("audit log: first page", &|c| audit::list(c, &acts, None, 100).map(|it| it.1.len()));
    let acts = audit::Filter { search: "nothing has this".into(), ..audit::Filter::default() };
    time("audit log: search without", &|c| audit::list(c, &acts, None, 100).map(|it| it.1.len()));
}

fn measure(record: &Record, name: &str, work: &dyn Fn(&Connection) -> Sql<usize>) {
    let rows = record.read_blocking(work).unwrap();
    let took = (0..RUNS).map(|_| {
        let begun = Instant::now();
        record.read_blocking(work).unwrap();
        begun.elapsed()
    });
    print(name, rows, took.collect());
}

fn print(name: &str, rows: usize, mut took: Vec<Duration>) {
    let first = took[0];
    took.sort();
    println!(
        "{name:<42} {rows:>8} rows   first {first:>9.2?}   median {:>9.2?}   worst {:>9.2?}",
        took[RUNS / 2],
        took[RUNS - 1]
    );
}
