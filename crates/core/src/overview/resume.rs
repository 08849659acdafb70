//! The computer slept. Connections that were open are dead by now, and nobody says so before something times out: what this
//! environment speaks to is asked at once.

use crate::{
    clock::now,
    overview::Overview,
    view::{Change, LinkState},
};
use std::{
    sync::Weak,
    time::{Duration, Instant},
};

/// Between two looks at the clocks.
const TICK: Duration = Duration::from_secs(10);
/// A wall clock that went so much further than the other one stood for a sleep; less is a clock that was put right.
const JUMP_MS: i64 = 5_000;
/// Where both clocks count sleep, a look that comes so late does.
const LATE_MS: i64 = 30_000;
/// A network comes back when it comes back: so long after each look that found a line down.
const AGAIN: [Duration; 3] = [Duration::from_secs(5), Duration::from_secs(20), Duration::from_secs(60)];

/// Two clocks, in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Clocks {
    /// The time of day: it goes on while the computer sleeps, and people set it.
    wall: i64,
    /// Since some moment: on Linux and macOS it stands still meanwhile.
    awake: i64,
}

/// How long the computer slept between two looks; `None`: it did not.
fn slept(before: Clocks, after: Clocks) -> Option<Duration> {
    let (wall, awake) = (after.wall - before.wall, after.awake - before.awake);
    let late = awake - TICK.as_millis() as i64;
    let slept = if wall - awake > JUMP_MS { wall - awake } else { late };
    let noticed = wall - awake > JUMP_MS || late > LATE_MS;
    noticed.then(|| Duration::from_millis(slept.unsigned_abs()))
}

impl Overview {
    /// Looks at everything that a sleep cuts off: the team's feed, the keyring, and the line to each provider.
    pub async fn resumed(&self, slept: Duration) {
        tracing::info!(seconds = slept.as_secs(), "the computer slept: every line is asked at once");
        self.team.reconnect();
        self.environment.vault().test().await;
        for pause in AGAIN {
            let up = self
                .check_connection()
                .await
                .is_ok_and(|all| all.links.iter().all(|link| link.state != LinkState::Failing));
            self.environment.tell(Change::Connection);
            if up {
                return;
            }
            tokio::time::sleep(pause).await;
        }
    }
}

/// Runs for the life of a profile.
pub(crate) async fn keep_watch(overview: Weak<Overview>) {
    let began = Instant::now();
    let look = || Clocks { wall: now(), awake: began.elapsed().as_millis() as i64 };
    let mut before = look();
    loop {
        tokio::time::sleep(TICK).await;
        let after = look();
        if let Some(slept) = slept(before, after) {
            let Some(overview) = overview.upgrade() else { return };
            overview.resumed(slept).await;
        }
        before = look();
    }
}

#[cfg(test)]
mod tests {
    use super::{Clocks, slept};
    use std::time::Duration;

    #[test]
    fn a_sleep_is_noticed_and_a_busy_machine_is_none() {
        let check = |wall: i64, awake: i64, expected: Option<u64>| {
            let (before, after) = (Clocks { wall: 1_000, awake: 7 }, Clocks { wall: 1_000 + wall, awake: 7 + awake });
            assert_eq!(slept(before, after), expected.map(Duration::from_secs), "{wall} {awake}");
        };
        check(10_000, 10_000, None);
        check(14_000, 13_000, None);
        check(35_000, 35_000, None);
        check(3_610_000, 10_000, Some(3_600));
        // Where the other clock counts sleep too.
        check(3_610_000, 3_610_000, Some(3_600));
        // Somebody set the clock: forward looks like a sleep, back does not.
        check(-3_590_000, 10_000, None);
    }
}
