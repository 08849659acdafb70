//! The runs of this process, and how each is told to rest or to end.

use crate::{
    Failure,
    provisioning::engine::{Judged, Verdict},
};
use gangway_domain::OperationId;
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// The runs of this process.
#[derive(Default)]
pub(crate) struct Runs {
    controls: Mutex<HashMap<OperationId, Arc<Control>>>,
    announced: Mutex<HashSet<OperationId>>,
}

/// How a run is told to rest or to end early.
#[derive(Default)]
pub(crate) struct Control {
    stop: AtomicBool,
    rest: AtomicBool,
    /// No more waiting before the first request.
    begin: AtomicBool,
    halt: Mutex<Option<Failure>>,
    /// In a row, over all workers.
    doubts: Mutex<u32>,
    /// Wakes whoever waits out a pause.
    told: Notify,
}

impl Runs {
    pub(crate) fn stopping(&self, operation: &OperationId) -> bool {
        self.get(operation).is_some_and(|control| control.stop.load(Ordering::Relaxed))
    }

    pub(crate) fn resting(&self, operation: &OperationId) -> bool {
        self.get(operation).is_some_and(|control| control.rest.load(Ordering::Relaxed))
    }

    pub(crate) fn get(&self, operation: &OperationId) -> Option<Arc<Control>> {
        self.controls.lock().unwrap_or_else(PoisonError::into_inner).get(operation).cloned()
    }

    pub(crate) fn start(&self, operation: OperationId) -> Arc<Control> {
        let control = Arc::<Control>::default();
        self.controls.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, Arc::clone(&control));
        control
    }

    pub(crate) fn first_to_announce(&self, operation: &OperationId) -> bool {
        self.announced.lock().unwrap_or_else(PoisonError::into_inner).insert(operation.clone())
    }

    /// The run that `control` belongs to has ended. Another that went on with the same operation meanwhile stays.
    pub(crate) fn end(&self, operation: &OperationId, control: &Arc<Control>) {
        let mut controls = self.controls.lock().unwrap_or_else(PoisonError::into_inner);
        if controls.get(operation).is_some_and(|held| Arc::ptr_eq(held, control)) {
            controls.remove(operation);
        }
    }
}

impl Control {
    pub(crate) fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
            && !self.rest.load(Ordering::Relaxed)
            && self.halt.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    pub(crate) fn halt(&self, failure: Failure) {
        self.halt.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        self.told.notify_waiters();
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.told.notify_waiters();
    }

    /// Rests after the requests that are under way.
    pub(crate) fn rest(&self) {
        self.rest.store(true, Ordering::Relaxed);
        self.told.notify_waiters();
    }

    /// Ends the wait before the first request.
    pub(crate) fn begin(&self) {
        self.begin.store(true, Ordering::Relaxed);
        self.told.notify_waiters();
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

    /// Judges an answer in the light of the doubts in a row before it, and ends the run where the answer demands it.
    pub(crate) fn judged(&self, judge: impl FnOnce(u32) -> Judged) -> Judged {
        let mut doubts = self.doubts.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = judge(*doubts);
        *doubts = judged.doubts;
        drop(doubts);
        if let Verdict::Halt(failure) = &judged.verdict {
            self.halt(failure.clone());
        }
        judged
    }

    /// Waits a pause out; `false` when the run was told to end, at once if that happens meanwhile.
    pub(crate) async fn pause(&self, pause: Duration) -> bool {
        let told = self.told.notified();
        tokio::pin!(told);
        // Listening begins before looking, so that nothing said in between is missed.
        told.as_mut().enable();
        if self.goes_on() {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = told => {}
            }
        }
        self.goes_on()
    }
}
