//! What a run was told: to rest, to stop, to begin at once, or to halt for a reason; and how many unknown outcomes came in a row.

use super::{Judged, Verdict};
use crate::Failure;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// What a run was told. It is looked at before every request.
#[derive(Default)]
pub(crate) struct Orders {
    stop: AtomicBool,
    rest: AtomicBool,
    /// No more waiting before the first request.
    begin: AtomicBool,
    halt: Mutex<Option<Failure>>,
    /// Unknown outcomes in a row, over all workers.
    unknown: Mutex<u32>,
}

impl Orders {
    /// Nobody told it to end or to rest.
    pub(crate) fn goes_on(&self) -> bool {
        !self.stopped() && !self.rested() && self.halt.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// The first reason stands.
    pub(crate) fn halt(&self, failure: Failure) {
        self.halt.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Rests after the requests that are under way.
    pub(crate) fn rest(&self) {
        self.rest.store(true, Ordering::Relaxed);
    }

    /// Ends the wait before the first request.
    pub(crate) fn begin(&self) {
        self.begin.store(true, Ordering::Relaxed);
    }

    pub(crate) fn begins(&self) -> bool {
        self.begin.load(Ordering::Relaxed)
    }

    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(crate) fn rested(&self) -> bool {
        self.rest.load(Ordering::Relaxed)
    }

    pub(crate) fn halted(&self) -> Option<Failure> {
        self.halt.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Judges an answer in the light of the unknown outcomes in a row before it, and ends the run where the answer demands it.
    pub(crate) fn judged(&self, judge: impl FnOnce(u32) -> Judged) -> Judged {
        let mut unknown = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = judge(*unknown);
        *unknown = judged.unknowns;
        drop(unknown);
        if let Verdict::Halt(failure) = &judged.verdict {
            self.halt(failure.clone());
        }
        judged
    }
}
