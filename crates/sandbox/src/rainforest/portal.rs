//! Endpoints as they are kept in the provider's portal, which is the only place to manage them (docs/wire.md 2.4).

use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;

use crate::{clock, random};

/// Octets of a secret.
const SECRET: usize = 24;

/// An address that gets every event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Endpoint {
    pub(super) id: String,
    pub(super) url: String,
    /// Current first; the one before it as long as both sign.
    #[serde(skip)]
    pub(super) secrets: Vec<String>,
    /// Nothing is sent any more: a week went by without a success.
    pub(super) disabled: bool,
    /// When it last answered with a success, or was made; Unix milliseconds.
    #[serde(skip)]
    pub(super) last_success: i64,
}

#[derive(Default)]
pub(super) struct Portal(Mutex<Vec<Endpoint>>);

impl Portal {
    pub(super) fn all(&self) -> Vec<Endpoint> {
        self.list().clone()
    }

    pub(super) fn one(&self, id: &str) -> Option<Endpoint> {
        self.list().iter().find(|it| it.id == id).cloned()
    }

    /// Answers the endpoint with its secret, which the portal shows to a person. The same address twice is one endpoint.
    pub(super) fn add(&self, url: &str) -> Result<Endpoint, getrandom::Error> {
        let endpoint = Endpoint {
            id: format!("ep_{}", random::token(15)?),
            url: url.to_owned(),
            secrets: vec![new_secret()?],
            disabled: false,
            last_success: clock::now_ms(),
        };
        let mut list = self.list();
        list.retain(|it| it.url != url);
        list.push(endpoint.clone());
        Ok(endpoint)
    }

    pub(super) fn remove(&self, id: &str) -> bool {
        let mut list = self.list();
        let before = list.len();
        list.retain(|it| it.id != id);
        list.len() < before
    }

    /// A new secret; calls are signed with both until [`Portal::forget_old`].
    pub(super) fn rotate(&self, id: &str) -> Result<Option<Endpoint>, getrandom::Error> {
        let secret = new_secret()?;
        Ok(self.change(id, |it| {
            it.secrets.insert(0, secret);
            it.secrets.truncate(2);
        }))
    }

    pub(super) fn forget_old(&self, id: &str) -> Option<Endpoint> {
        self.change(id, |it| it.secrets.truncate(1))
    }

    pub(super) fn enable(&self, id: &str) -> Option<Endpoint> {
        self.change(id, |it| {
            it.disabled = false;
            it.last_success = clock::now_ms();
        })
    }

    pub(super) fn change(&self, id: &str, change: impl FnOnce(&mut Endpoint)) -> Option<Endpoint> {
        let mut list = self.list();
        let found = list.iter_mut().find(|it| it.id == id)?;
        change(found);
        Some(found.clone())
    }

    fn list(&self) -> MutexGuard<'_, Vec<Endpoint>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn new_secret() -> Result<String, getrandom::Error> {
    let mut raw = [0; SECRET];
    getrandom::fill(&mut raw)?;
    Ok(format!("whsec_{}", STANDARD.encode(raw)))
}
