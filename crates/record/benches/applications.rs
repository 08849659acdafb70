//! 100,000 applications with 1,000,000 events: how long the board and the table take, and how much memory and disk.
//!
//! `cargo bench -p gangway-record --bench applications`; `GANGWAY_APPLICATIONS` changes the number.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and its panic is the answer")]

use gangway_domain::application::{Fields, Known, Mark, Merged, Point, Source, Standing, Status};
use gangway_record::{
    Connection, Record, Sql,
    applications::{self, Filter, Sort, Update, application_events},
};
use serde_json::json;
use std::time::{Duration, Instant};

const DAY: i64 = 86_400_000;
const NOW: i64 = 1_790_000_000_000;
const EVENTS: i64 = 10;
const RUNS: usize = 21;

fn main() {
    let count = std::env::var("GANGWAY_APPLICATIONS").ok().and_then(|it| it.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let record = Record::open(&path).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let begun = Instant::now();
    for from in (0..count).step_by(2_000) {
        runtime
            .block_on(record.write(move |c| (from..(from + 2_000).min(count)).try_for_each(|n| fill(c, n))))
            .unwrap();
    }
    println!("filled {count} applications, {} events in {:.1?}", count * EVENTS, begun.elapsed());
    let filled = memory();

    let page = |filter: Filter| Filter { limit: 100, ..filter };
    let needing = vec![Status::NeedsInformation, Status::InReview];
    let time = |name: &str, work: &dyn Fn(&Connection) -> Sql<usize>| measure(&record, name, work);
    time("board: counts and oldest", &|c| applications::board(c).map(|it| it.len()));
    time("board: the 20 oldest of every status", &|c| {
        Status::KNOWN.iter().try_fold(0, |sum, status| {
            let filter = Filter { statuses: vec![status.clone()], limit: 20, ..Filter::default() };
            Ok(sum + applications::page(c, &filter)?.0.len())
        })
    });
    for (name, sort) in
        [("oldest", Sort::Oldest), ("newest", Sort::Newest), ("name", Sort::Name), ("created", Sort::Created)]
    {
        let filter = page(Filter { sort, ..Filter::default() });
        time(&format!("table: first page by {name}"), &|c| applications::page(c, &filter).map(|it| it.0.len()));
    }
    let deep = page(Filter { sort: Sort::Name, offset: (count / 2) as u32, ..Filter::default() });
    time("table: page in the middle by name", &|c| applications::page(c, &deep).map(|it| it.0.len()));
    let filtered = page(Filter { statuses: needing, sort: Sort::Name, ..Filter::default() });
    time("table: two statuses by name", &|c| applications::page(c, &filtered).map(|it| it.0.len()));
    for text in ["bakery 77", "mid_99999", "nothing has this"] {
        let found = page(Filter { search: text.into(), sort: Sort::Name, ..Filter::default() });
        time(&format!("table: search {text:?}"), &|c| applications::page(c, &found).map(|it| it.0.len()));
    }
    time("messages that never came", &|c| {
        application_events::missed(c, None, NOW - 2 * DAY, NOW).map(|it| it as usize)
    });
    time("one application with its timeline", &|c| {
        let it = applications::by_id(c, &format!("app_{}", count / 2).as_str().into())?.unwrap();
        applications::fields(c, it.key)?;
        application_events::of(c, it.key).map(|it| it.len())
    });
    let disk = std::fs::metadata(&path).unwrap().len();
    println!("memory: {} MiB after filling, {} MiB at most; record {} MiB", filled / 1024, memory() / 1024, disk >> 20);
}

fn measure(record: &Record, name: &str, work: &dyn Fn(&Connection) -> Sql<usize>) {
    let mut took: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            record.read_blocking(work).unwrap();
            begun.elapsed()
        })
        .collect();
    let (first, rows) = (took[0], record.read_blocking(work).unwrap());
    took.sort();
    println!(
        "{name:<42} {rows:>5} rows   first {first:>10.2?}   median {:>10.2?}   worst {:>10.2?}",
        took[RUNS / 2],
        took[RUNS - 1]
    );
}

/// Peak resident memory in KiB, as the system has it.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn fill(c: &Connection, n: i64) -> Sql<()> {
    let status = Status::KNOWN[(n * 7919 % 7) as usize].clone();
    let key =
        applications::add(c, &format!("app_{n}").as_str().into(), &format!("mid_{n}").as_str().into(), &status, NOW)?;
    let since = NOW - (n * 104_729 % 40) * DAY;
    for step in 0..EVENTS {
        // Every twentieth was told of by the API alone.
        let source = if (n + step) % 20 == 0 { Source::Fetched } else { Source::Message(format!("msg_{n}_{step}")) };
        let point = Point { status: Status::KNOWN[(step % 5) as usize].clone(), at: since - step * DAY, exact: true };
        application_events::append(c, key, &Known { point, source }, Mark::InTurn, NOW - DAY, None)?;
    }
    let mut merged = Merged::default();
    merged.add(&told(n, &status), since);
    let standing = Standing { status, since };
    let created_at = since - EVENTS * DAY;
    let it = Update { standing: &standing, merged: &merged, created_at, resubmitted: n % 9 == 0, contested: false };
    applications::update(c, key, &it)
}

fn told(n: i64, status: &Status) -> Fields {
    let kinds = ["Bakery", "Dental Studio", "Auto Glass", "Yoga", "Plumbing", "Florist", "Café", "Veterinary Clinic"];
    let name = format!("{} {n}", kinds[(n % 8) as usize]);
    let owner = json!({ "first_name": "Grace", "last_name": "Okafor", "dob": "1980-01-02", "ssn_last_4": "6789" });
    let told = json!({
        "merchant_application_id": format!("app_{n}"), "merchant_id": format!("mid_{n}"), "name": name, "dba_name": name,
        "legal_name": format!("{name} LLC"), "email": format!("office@shop{n}.example"), "status": status.word(),
        "mcc": "5812", "average_ticket": 4500, "high_ticket": 27000, "owner_1": owner, "owner_2": owner,
        "address": { "line_1": "12 Larimer Street", "city": "Denver", "state": "CO", "postal_code": "80205" },
        "underwriting_reviews": { "bank_statements": { "status": "REQUESTED", "reason": "Statements of three months" } },
    });
    Fields(told.as_object().unwrap().clone())
}
