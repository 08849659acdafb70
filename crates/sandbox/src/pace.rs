//! Time that runs faster than ours, so that an hour of retries fits into a test or a demonstration.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// How much faster than ours the provider's time runs.
pub(crate) struct Pace(AtomicU32);

impl Pace {
    pub(crate) fn new(speed: u32) -> Self {
        Self(AtomicU32::new(speed.max(1)))
    }

    /// 0 counts as 1.
    pub(crate) fn set(&self, speed: u32) {
        self.0.store(speed.max(1), Ordering::Relaxed);
    }

    pub(crate) fn speed(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// How long the provider's `time` takes by our clock.
    pub(crate) fn ours(&self, time: Duration) -> Duration {
        time / self.speed()
    }
}
