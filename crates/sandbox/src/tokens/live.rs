//! Tokens that still count. A JWT cannot be called back, so the control endpoint forgets its id instead.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use uuid::Uuid;

/// Ids of tokens that have not been ended.
#[derive(Debug, Default)]
pub(crate) struct Live(Mutex<HashSet<String>>);

impl Live {
    /// A new id.
    pub(super) fn begin(&self) -> String {
        let id = Uuid::new_v4().to_string();
        self.set().insert(id.clone());
        id
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.set().contains(id)
    }

    /// Ends all, and says how many there were.
    pub(crate) fn end_all(&self) -> usize {
        std::mem::take(&mut *self.set()).len()
    }

    fn set(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
