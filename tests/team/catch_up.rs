//! Much was missed. `GANGWAY_ENTRIES=20000` catches up on more, and prints how long it took.

use crate::house::{Colleague, House, as_whom, complete};
use gangway_core::view::{Change, DeliveryFilter};
use gangway_record::Connection;
use gangway_tests::{Desk, until};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

fn entries() -> u64 {
    std::env::var("GANGWAY_ENTRIES").ok().and_then(|text| text.parse().ok()).unwrap_or(4_000)
}

fn count(path: &std::path::Path, sql: &str) -> i64 {
    let c = Connection::open(path).unwrap();
    c.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    c.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn count_told(told: &mut HashMap<String, u32>, change: &Change) {
    if matches!(change, Change::Deliveries | Change::Stores { .. } | Change::Everything) {
        *told.entry(format!("{change:?}")).or_default() += 1;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_catch_up_is_complete_and_told_once() {
    let (house, desk) = (House::open().await, Desk::open().await);
    let merchant = desk.authorize().await;
    let stores = desk.free_stores(&merchant, 50).await;
    house.results(0, entries(), &stores).await;
    let mut changes = desk.console.changes();
    let begun = Instant::now();
    desk.console.team.join(&house.invitation, &as_whom("Ana")).await.unwrap();
    complete(&desk.console, entries()).await;
    let took = begun.elapsed();
    let mut told: HashMap<String, u32> = HashMap::new();
    // It is told after it is there: both are waited for, and what came besides is counted.
    while told.len() < 2 {
        let change = tokio::time::timeout(Duration::from_secs(30), changes.recv()).await.unwrap().unwrap();
        count_told(&mut told, &change);
    }
    while let Ok(change) = changes.try_recv() {
        count_told(&mut told, &change);
    }
    assert!(told.len() == 2 && told.values().all(|times| *times == 1), "{told:?}");
    let record = desk.folder().join("record.db");
    assert_eq!(
        count(&record, "SELECT count(*) FROM deliveries WHERE effect IN ('folded', 'ignored')"),
        entries() as i64
    );
    assert_eq!(count(&record, "SELECT count(*) FROM deliveries WHERE effect NOT IN ('folded', 'ignored')"), 0);
    let all = DeliveryFilter { verdict: None, search: String::new(), before: None, limit: 1 };
    assert_eq!(u64::from(desk.console.deliveries.deliveries(all).await.unwrap().total), entries());
    let per_second = entries() as f64 / took.as_secs_f64();
    eprintln!("caught up on {} entries in {:.2} s: {per_second:.0} a second", entries(), took.as_secs_f64());
}

/// Killed and started again in the middle, several times: a prefix is there each time, and at the end everything, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_in_the_middle_of_a_catch_up_leaves_a_prefix() {
    let (house, desk) = (House::open().await, Desk::open().await);
    let mut ben = Colleague::beside(&desk).await;
    let merchant = ben.authorize(&desk).await;
    let stores = ben.console.merchants.stores(&merchant.id).await.unwrap().ids;
    house.results(0, 6_000, &stores).await;
    ben.console.team.join(&house.invitation, &as_whom("Ben")).await.unwrap();
    let (mut reached, mut stops) = (0, 0);
    while reached < 6_000 {
        until("something more is there", async || ben.console.team.status().await.unwrap().received_to > reached).await;
        let record = ben.record();
        ben = ben.restart().await;
        reached = count(&record, "SELECT seq FROM team_cursor") as u64;
        stops += 1;
        // Whatever was taken in meanwhile is a prefix without a gap, and each of it has its delivery.
        let (entries, deliveries) = (
            count(&record, "SELECT count(*) - max(seq) FROM team_entries"),
            count(
                &record,
                "SELECT (SELECT count(*) FROM deliveries) - (SELECT count(*) FROM team_entries WHERE delivery IS NOT NULL)",
            ),
        );
        assert_eq!((entries, deliveries), (0, 0), "after {reached}");
    }
    complete(&ben.console, 6_000).await;
    let record = ben.record();
    assert_eq!(count(&record, "SELECT count(*) FROM deliveries WHERE effect = 'duplicate'"), 0);
    assert_eq!(count(&record, "SELECT count(DISTINCT key) FROM deliveries"), 6_000);
    assert!(stops > 1, "it was never stopped in the middle");
}
