//! What is subscribed. Nothing about it is checked but that it is there: neither the address nor the event type (Ratepay's guide).

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

/// One subscription.
#[derive(Clone, Serialize)]
pub(super) struct Subscription {
    /// 20 of `[A-Za-z0-9_-]`.
    pub(super) id: String,
    pub(super) url: String,
    pub(super) event_type: String,
    /// In clear, on every list (Ratepay's guide).
    pub(super) secret: String,
    /// Who made it, and alone sees it.
    #[serde(skip)]
    pub(super) owner: String,
}

/// In the order in which they were made.
#[derive(Default)]
pub(super) struct Subscriptions(Mutex<Vec<Subscription>>);

impl Subscriptions {
    pub(super) fn of(&self, owner: &str) -> Vec<Subscription> {
        self.list().iter().filter(|it| it.owner == owner).cloned().collect()
    }

    pub(super) fn all(&self) -> Vec<Subscription> {
        self.list().clone()
    }

    /// Everybody's for this event type.
    pub(super) fn to(&self, event_type: &str) -> Vec<Subscription> {
        self.list().iter().filter(|it| it.event_type == event_type).cloned().collect()
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.list().iter().any(|it| it.id == id)
    }

    pub(super) fn add(&self, subscription: Subscription) {
        self.list().push(subscription);
    }

    /// `false` where its owner has none with this id.
    pub(super) fn replace(&self, subscription: Subscription) -> bool {
        let mut list = self.list();
        let found = list.iter_mut().find(|it| it.id == subscription.id && it.owner == subscription.owner);
        found.map(|it| *it = subscription).is_some()
    }

    /// `false` where its owner has none with this id.
    pub(super) fn remove(&self, id: &str, owner: &str) -> bool {
        let mut list = self.list();
        let before = list.len();
        list.retain(|it| it.id != id || it.owner != owner);
        list.len() < before
    }

    fn list(&self) -> MutexGuard<'_, Vec<Subscription>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
