//! `kill -9` at seeded moments: whatever the moment, the next start settles it, and nothing of unknown outcome is ever sent.
//!
//! `GANGWAY_SEED=n` plays another sequence of moments, `GANGWAY_KILLS=n` another number of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    missing_docs,
    reason = "a test may panic, and nobody outside uses its parts"
)]

mod desk;
mod notifications;

use desk::{Busy, Left};
use std::{
    process::ExitStatus,
    time::{Duration, Instant},
};

const KILLS: usize = 200;
/// Of a run, which is killed again and again until it ends.
const STORES: usize = 10_000;
/// The latest moment, in milliseconds: enough for a start and for some requests, not for the run.
const LATEST: u64 = 700;
/// How long a run may take to end, undisturbed.
const LIMIT: Duration = Duration::from_secs(300);

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// `SplitMix64`.
struct Moments(u64);

impl Moments {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment() {
    let (seed, kills) = (number("GANGWAY_SEED", 7), number("GANGWAY_KILLS", KILLS as u64) as usize);
    eprintln!("killed at any moment: GANGWAY_SEED={seed}");
    let (mut moments, mut killed, mut runs) = (Moments(seed), 0, 0);
    while killed < kills {
        let world = moments.next(1 << 32);
        let left = Left::new(world, STORES).await;
        killed += run(&left, &mut moments, kills - killed).await;
        left.kept().await;
        runs += 1;
        assert!(runs <= kills, "runs end before they can be killed");
    }
    eprintln!("{killed} kills in {runs} runs");
}

/// How often it was killed before it came to its end.
async fn run(left: &Left, moments: &mut Moments, kills: usize) -> usize {
    for killed in 0..kills {
        let mut busy = left.start();
        tokio::time::sleep(Duration::from_millis(moments.next(LATEST))).await;
        if let Some(status) = busy.ended() {
            assert!(status.success(), "{}", busy.said());
            return killed;
        }
        busy.kill();
    }
    let mut busy = left.start();
    let status = to_the_end(&mut busy).await;
    assert!(status.success(), "{}", busy.said());
    kills
}

async fn to_the_end(busy: &mut Busy) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = busy.ended() {
            return status;
        }
        if begun.elapsed() > LIMIT {
            busy.kill();
            panic!("it does not come to its end: {}", busy.said());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
