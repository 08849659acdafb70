//! Where results go.

use std::sync::{Mutex, PoisonError};

use super::Target;

/// An address and the secret to sign with. Without a secret nothing is signed (Rappi's guide, step 1).
#[derive(Clone)]
pub(crate) struct Registration {
    pub(crate) target: Target,
    pub(crate) secret: Option<String>,
}

/// The webhook of the one client for the one event.
#[derive(Default)]
pub(crate) struct Registrations(Mutex<Option<Registration>>);

impl Registrations {
    /// Sets it, and gives the one before.
    pub(crate) fn put(&self, registration: Registration) -> Option<Registration> {
        self.slot().replace(registration)
    }

    pub(crate) fn get(&self) -> Option<Registration> {
        self.slot().clone()
    }

    pub(crate) fn remove(&self) -> Option<Registration> {
        self.slot().take()
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<Registration>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
