//! Authorization codes: one use, a short life.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::request::AuthorizationRequest;
use crate::random;

/// What a code stands for.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub(super) request: AuthorizationRequest,
    pub(super) email: String,
    made: Instant,
    used: bool,
}

/// Why a code is worth nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worthless {
    Unknown,
    Used,
    Expired,
}

/// All codes, by their text. Used ones stay, so that a second use can be told from a false code.
#[derive(Debug)]
pub(super) struct Grants {
    life: Duration,
    map: Mutex<HashMap<String, Grant>>,
}

impl Grants {
    pub(super) fn new(life: Duration) -> Self {
        Self { life, map: Mutex::default() }
    }

    pub(super) fn issue(&self, request: AuthorizationRequest, email: String) -> Result<String, getrandom::Error> {
        let code = random::token(32)?;
        let grant = Grant { request, email, made: Instant::now(), used: false };
        self.map().insert(code.clone(), grant);
        Ok(code)
    }

    /// Uses the code up, whether or not the rest of the exchange is right: a verifier cannot be guessed at leisure.
    pub(super) fn redeem(&self, code: &str) -> Result<Grant, Worthless> {
        let mut map = self.map();
        let grant = map.get_mut(code).ok_or(Worthless::Unknown)?;
        if std::mem::replace(&mut grant.used, true) {
            return Err(Worthless::Used);
        }
        if grant.made.elapsed() >= self.life {
            return Err(Worthless::Expired);
        }
        Ok(grant.clone())
    }

    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, Grant>> {
        self.map.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
