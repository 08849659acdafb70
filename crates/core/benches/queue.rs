//! How long the queue and Home take over 2,000 merchants with 100,000 stores, 2,000 applicants and a run of each merchant.
//!
//! `cargo bench -p gangway-core --bench queue`; `MERCHANTS` changes how many. Not criterion, as `run`: what counts is that a person
//! does not wait.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints, and ends at the first surprise")]

use gangway_record::Connection;
use gangway_tests::Desk;
use std::time::Instant;

const STORES: usize = 50;
const ROUNDS: usize = 9;

fn fill(c: &Connection, merchants: usize, integration: &str) {
    c.execute_batch(&format!(
        "BEGIN;
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {merchants})
         INSERT INTO merchants (id, email, name, authorized_at, token_expires_at, refreshed_at)
             SELECT 'm' || i, 'owner' || i || '@example.com', 'Merchant ' || i, 1, CASE i % 3 WHEN 0 THEN 1 ELSE 9e15 END, 5 FROM n;
         INSERT INTO operations (id, merchant, kind, integration, flags, phase, started_at, ended_at)
             SELECT 'o-' || id, id, 'provision', '{integration}', '{{}}', 'finished', 1700000000000, 1700000100000 FROM merchants;
         WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {STORES} - 1)
         INSERT INTO stores (merchant, id, row, name, brand, integration, operation, state, revision)
             SELECT m.id, m.id || '-' || i, i, 'A store with a usual name ' || i, 'A brand',
                 CASE i % 2 WHEN 0 THEN '{integration}' END, 'o-' || m.id, CASE i WHEN 7 THEN 'failed' ELSE 'confirmed' END, 1
             FROM merchants m, n;
         INSERT INTO operation_stores (operation, store, place, position, name, state, source, changed_at)
             SELECT operation, id, row, row / 20, name, state, CASE row % 9 WHEN 0 THEN 'status_call' ELSE 'webhook' END, 1700000050000
             FROM stores;
         INSERT INTO applications (id, merchant, name, name_key, status, since, created_at, seen_at, resubmitted, contested, search)
             SELECT 'app_' || id, 'mid_' || id, 'Applicant ' || id, '', CASE length(id) % 2 WHEN 0 THEN 'CREATED' ELSE 'IN_REVIEW' END,
                 1700000000000, 5, 5, 0, 0, '' FROM merchants;
         INSERT INTO queue_kept (provider, account, owner, note, tags, changed_at)
             SELECT 'rappi', id, 'ana', 'calls back on Monday', '[\"vip\"]', 5 FROM merchants;
         COMMIT;"
    ))
    .unwrap();
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[tokio::main]
async fn main() {
    let merchants = std::env::var("MERCHANTS").ok().and_then(|text| text.parse().ok()).unwrap_or(2000);
    let desk = Desk::open().await;
    let integration = desk.integration().to_owned();
    let away = desk.leave().await;
    fill(&Connection::open(away.record()).unwrap(), merchants, &integration);
    let desk = away.come_back().await;
    let (mut queue, mut home) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let rows = desk.console.queue.queue().await.unwrap().rows.len();
        queue.push(begun.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(rows, merchants * 2);
        let begun = Instant::now();
        desk.console.overview.overview().await.unwrap();
        home.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    println!(
        "{merchants} merchants, {} stores: queue {:.0} ms, home {:.0} ms",
        merchants * STORES,
        median(queue),
        median(home)
    );
}
