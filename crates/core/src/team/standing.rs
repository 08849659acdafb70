//! How the feed stands, as this program sees it now.

use crate::{
    Failure,
    view::{TeamFeed, TeamState},
};
use std::time::{Duration, Instant};

/// Without a head for this long the console is not live.
pub(super) const SILENCE: Duration = Duration::from_secs(45);
/// Between two notices that only the place has moved.
const SELDOM: Duration = Duration::from_secs(1);

/// What the connection line shows.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) state: TeamState,
    /// How entries come.
    pub(super) feed: Option<TeamFeed>,
    /// How far the relay's log goes, as far as it said so.
    pub(super) head: u64,
    /// Since when the state is this one, Unix milliseconds.
    pub(super) since: i64,
    /// Why it is not live.
    pub(super) failure: Option<Failure>,
    /// When a head came last.
    pub(super) heard: Option<Instant>,
    told: Option<Instant>,
}

impl Default for Standing {
    fn default() -> Self {
        Self { state: TeamState::None, feed: None, head: 0, since: 0, failure: None, heard: None, told: None }
    }
}

impl Standing {
    /// Another state, or the same with another reason. Answers whether anybody has to be told.
    pub(super) fn becomes(&mut self, state: TeamState, failure: Option<Failure>, now: i64) -> bool {
        if self.state == state && self.failure == failure {
            return false;
        }
        if self.state != state {
            self.since = now;
        }
        (self.state, self.failure) = (state, failure);
        self.told = Some(Instant::now());
        true
    }

    /// The place moved. Answers whether anybody has to be told, which is so once a second at most.
    pub(super) fn moved(&mut self) -> bool {
        let is_due = self.told.is_none_or(|told| told.elapsed() >= SELDOM);
        if is_due {
            self.told = Some(Instant::now());
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;
    use crate::view::TeamState;

    #[test]
    fn a_state_is_told_once_and_has_its_beginning() {
        let mut standing = Standing::default();
        assert!(standing.becomes(TeamState::CatchingUp, None, 5));
        assert!(!standing.becomes(TeamState::CatchingUp, None, 6));
        assert_eq!(standing.since, 5);
        assert!(standing.becomes(TeamState::Live, None, 7));
        assert!(!standing.moved(), "it was told a moment ago");
    }
}
