//! The runs of this process, and how each is told to rest or to end.

use crate::{Failure, provisioning::engine::Orders};
use gangway_domain::OperationId;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Notify;

/// The runs of this process.
#[derive(Default)]
pub(crate) struct Runs {
    controls: Mutex<HashMap<OperationId, Arc<Control>>>,
    announced: Mutex<HashSet<OperationId>>,
}

/// The orders of a run, and waking whoever waits out a pause when there is a new one.
#[derive(Default)]
pub(crate) struct Control {
    orders: Arc<Orders>,
    told: Notify,
}

impl Runs {
    pub(crate) fn stopping(&self, operation: &OperationId) -> bool {
        self.get(operation).is_some_and(|control| control.orders.stopped())
    }

    pub(crate) fn resting(&self, operation: &OperationId) -> bool {
        self.get(operation).is_some_and(|control| control.orders.rested())
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
    /// What was said so far, for the engine.
    pub(crate) fn orders(&self) -> &Arc<Orders> {
        &self.orders
    }

    pub(crate) fn halt(&self, failure: Failure) {
        self.orders.halt(failure);
        self.wake();
    }

    pub(crate) fn stop(&self) {
        self.orders.stop();
        self.wake();
    }

    /// Rests after the requests that are under way.
    pub(crate) fn rest(&self) {
        self.orders.rest();
        self.wake();
    }

    /// Ends the wait before the first request.
    pub(crate) fn begin(&self) {
        self.orders.begin();
        self.wake();
    }

    /// Whoever waits looks at the orders.
    pub(crate) fn wake(&self) {
        self.told.notify_waiters();
    }

    /// Waits a pause out; `false` when the run was told to end, at once if that happens meanwhile.
    pub(crate) async fn pause(&self, pause: Duration) -> bool {
        let told = self.told.notified();
        tokio::pin!(told);
        // Listening begins before looking, so that nothing said in between is missed.
        told.as_mut().enable();
        if self.orders.goes_on() {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = told => {}
            }
        }
        self.orders.goes_on()
    }
}
