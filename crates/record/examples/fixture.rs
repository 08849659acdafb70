//! Writes a small record with something in every place, as the present program keeps it: a fixture for the upgrade test.
//!
//! `cargo run -p gangway-record --example fixture` at a release writes `tests/fixtures/record-vNN.db`, NN being the version of
//! the record. A fixture that was kept is never written again.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for developers; its panic is the answer")]

#[path = "../benches/year/generate.rs"]
#[expect(dead_code, unreachable_pub, reason = "the benchmark uses the rest")]
mod generate;

use gangway_record::{Connection, Record};
use std::path::Path;

/// Enough for a row everywhere, a rejected delivery among the others.
const DELIVERIES: u32 = 40;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let record = Record::open(&path).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime
        .block_on(generate::fill(&record, generate::Size { deliveries: DELIVERIES, applications: 5, operations: 3 }))
        .unwrap();
    drop(record);
    let c = Connection::open(&path).unwrap();
    // Small pages: nearly every table is empty, and a page each.
    c.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM;").unwrap();
    let version: i64 = c.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    drop(c);
    let to = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/record-v{version}.db"));
    assert!(!to.exists(), "{} is kept already", to.display());
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    std::fs::copy(&path, &to).unwrap();
    println!("{} ({} bytes)", to.display(), std::fs::metadata(&to).unwrap().len());
}
