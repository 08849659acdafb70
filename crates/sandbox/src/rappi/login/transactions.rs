//! Sign-ins under way. The id in the hidden field cannot be guessed, so no other site can post the form.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::request::AuthorizationRequest;
use crate::random;

/// How long a page may stay open.
const LIFE: Duration = Duration::from_secs(30 * 60);

/// One person on the way through the pages.
#[derive(Debug, Clone)]
pub(super) struct Transaction {
    pub(super) request: AuthorizationRequest,
    /// Set once the password was right.
    pub(super) email: Option<String>,
    begun: Instant,
}

/// All of them, by id.
#[derive(Debug, Default)]
pub(super) struct Transactions(Mutex<HashMap<String, Transaction>>);

impl Transactions {
    pub(super) fn begin(&self, request: AuthorizationRequest) -> Result<String, getrandom::Error> {
        self.insert(Transaction { request, email: None, begun: Instant::now() })
    }

    /// The sign-in goes on under a new id: whoever saw the login page only cannot consent.
    pub(super) fn signed_in(&self, id: &str, email: &str) -> Result<Option<String>, getrandom::Error> {
        let Some(mut transaction) = self.take(id) else { return Ok(None) };
        transaction.email = Some(email.to_owned());
        self.insert(transaction).map(Some)
    }

    pub(super) fn get(&self, id: &str) -> Option<Transaction> {
        self.map().get(id).cloned()
    }

    /// Ends it: a decision is made once.
    pub(super) fn take(&self, id: &str) -> Option<Transaction> {
        self.map().remove(id)
    }

    fn insert(&self, transaction: Transaction) -> Result<String, getrandom::Error> {
        let id = random::token(24)?;
        let mut map = self.map();
        map.retain(|_, it| it.begun.elapsed() < LIFE);
        map.insert(id.clone(), transaction);
        Ok(id)
    }

    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, Transaction>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
