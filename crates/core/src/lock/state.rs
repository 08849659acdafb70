//! Locked or not, and when a PIN may be tried again. Pure: the time is given, in milliseconds of a clock that counts sleep.

/// Wrong PINs that cost nothing.
const FREE: u32 = 3;
/// The longest pause after a wrong one.
const LONGEST_MS: i64 = 5 * 60_000;

/// What is known of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LockState {
    locked: bool,
    /// Idle time after which it locks; `None`: never by itself.
    after_ms: Option<i64>,
    used_at: i64,
    wrong: u32,
    try_at: i64,
}

impl LockState {
    pub(super) fn new(locked: bool, after_ms: Option<i64>, now: i64) -> Self {
        Self { locked, after_ms, used_at: now, wrong: 0, try_at: now }
    }

    pub(super) const fn is_locked(&self) -> bool {
        self.locked
    }

    pub(super) fn lock(&mut self) {
        self.locked = true;
    }

    /// A person did something in the window. Nobody who is locked out keeps it open.
    pub(super) fn used(&mut self, now: i64) {
        if !self.locked {
            self.used_at = now;
        }
    }

    pub(super) fn lock_after(&mut self, after_ms: Option<i64>, now: i64) {
        self.after_ms = after_ms;
        self.used(now);
    }

    /// Locks where nobody did anything for long enough. Whether it did now.
    pub(super) fn look(&mut self, now: i64) -> bool {
        let idle = self.after_ms.is_some_and(|after| now - self.used_at >= after);
        let locks = idle && !self.locked;
        self.locked |= idle;
        locks
    }

    /// Milliseconds until a PIN counts; 0: now.
    pub(super) fn wait(&self, now: i64) -> i64 {
        (self.try_at - now).max(0)
    }

    /// A wrong PIN: after a few, each doubles the pause.
    pub(super) fn wrong(&mut self, now: i64) {
        self.wrong += 1;
        if self.wrong > FREE {
            let doubled = 1_000_i64 << (self.wrong - FREE - 1).min(16);
            self.try_at = now + doubled.min(LONGEST_MS);
        }
    }

    /// The right one.
    pub(super) fn right(&mut self, now: i64) {
        *self = Self::new(false, self.after_ms, now);
    }
}

#[cfg(test)]
mod tests {
    use super::LockState;

    #[test]
    fn it_locks_after_idle_time_and_only_the_pin_opens_it() {
        let mut state = LockState::new(false, Some(600), 0);
        assert!(!state.look(599));
        state.used(599);
        assert!(!state.look(1_198));
        assert!(state.look(1_199), "it locks");
        assert!(!state.look(1_200), "and does so once");
        state.used(1_300);
        assert!(state.is_locked(), "use does not open it");
        state.right(1_400);
        assert!(!state.is_locked() && !state.look(1_500));
    }

    #[test]
    fn without_a_limit_it_stays_open() {
        let mut state = LockState::new(false, None, 0);
        assert!(!state.look(i64::MAX / 2));
        state.lock_after(Some(10), 100);
        assert!(!state.look(109) && state.look(110));
    }

    #[test]
    fn wrong_pins_cost_more_and_more() {
        let mut state = LockState::new(true, None, 0);
        for _ in 0..3 {
            state.wrong(0);
        }
        assert_eq!(state.wait(0), 0, "a slip of the finger is none");
        let mut waits = Vec::new();
        for _ in 0..11 {
            state.wrong(0);
            waits.push(state.wait(0));
        }
        assert_eq!(waits[..4], [1_000, 2_000, 4_000, 8_000]);
        assert_eq!(waits[10], 300_000, "no longer than this");
        assert_eq!(state.wait(300_000), 0);
        state.right(300_000);
        state.wrong(300_000);
        assert_eq!(state.wait(300_000), 0, "it begins anew");
    }
}
