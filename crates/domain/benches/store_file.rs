//! A file of 100,000 stores: read, judged against as many known stores, and written.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark that cannot run says so and ends")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use gangway_domain::{
    IntegrationId,
    plan::Facts,
    store_file::{Columns, Known, Presumed, Style, judge, read, write},
};

const STORES: u32 = 100_000;

fn rows() -> Vec<[String; 5]> {
    let head = ["storeId", "name", "integrationId", "pingActive", "status"].map(str::to_owned);
    let row = |id: u32| {
        let name = format!("Peñalolén \"{id}\"; centro comercial, local {id}");
        [id.to_string(), name, "pos-co-01".into(), if id.is_multiple_of(3) { "sí" } else { "" }.into(), "ACTIVE".into()]
    };
    std::iter::once(head).chain((0..STORES).map(row)).collect()
}

/// The most memory this process ever held, in MB.
fn peak() -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u32>().ok()).unwrap_or_default() / 1024
}

fn benchmark(c: &mut Criterion) {
    let style = Style { delimiter: b';', marked: true };
    let bytes = write(style, rows());
    let names: Vec<(String, String)> = rows().into_iter().skip(1).map(|[id, name, ..]| (id, name)).collect();
    let facts = |name: &'static str| Facts { name, integration: None, latest: None };
    let names: &'static [(String, String)] = names.leak();
    let ours: [IntegrationId; 1] = ["pos-co-01".into()];
    let presumed = Presumed { integration: Some(ours[0].clone()), ..Presumed::default() };
    let known = || Known { stores: names.iter().map(|(id, name)| (id.as_str(), facts(name))).collect(), ours: &ours };

    let before = peak();
    let file = read(&bytes).unwrap();
    let columns = Columns::guess(&file.first().cells, file.headed);
    let judgement = judge(&file, file.headed, &columns, &presumed, &known());
    assert_eq!((judgement.rows.len(), judgement.groups.len()), (STORES as usize, 2));
    println!("{} bytes; peak memory {before} MB before reading and judging, {} MB after", bytes.len(), peak());

    c.bench_function("read 100,000 rows", |b| b.iter(|| read(&bytes).unwrap()));
    c.bench_function("judge 100,000 rows", |b| {
        b.iter_batched(known, |known| judge(&file, true, &columns, &presumed, &known), BatchSize::LargeInput);
    });
    c.bench_function("write 100,000 rows", |b| b.iter_batched(rows, |rows| write(style, rows), BatchSize::LargeInput));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = benchmark
}
criterion_main!(benches);
