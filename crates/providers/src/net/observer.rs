//! What every answer tells besides its content: the provider's clock, and what will go away.

use super::{
    deprecation::{Deprecation, Hear},
    http::Answer,
};
use gangway_domain::Provider;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Before any answer came.
const NO_SKEW: i64 = i64::MIN;

/// Of one client. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(crate) struct Observer {
    provider: Provider,
    hear: Hear,
    skew_ms: Arc<AtomicI64>,
}

impl Observer {
    pub(crate) fn new(provider: Provider, hear: &Hear) -> Self {
        Self { provider, hear: Arc::clone(hear), skew_ms: Arc::new(AtomicI64::new(NO_SKEW)) }
    }

    /// Whose answers.
    pub(crate) const fn provider(&self) -> Provider {
        self.provider
    }

    /// Their clock minus ours in milliseconds, from the last answer that had a date.
    pub(crate) fn clock_skew_ms(&self) -> Option<i64> {
        Some(self.skew_ms.load(Ordering::Relaxed)).filter(|skew| *skew != NO_SKEW)
    }

    /// Passes the answer of a call on; `of` is the call's name.
    pub(crate) fn noted(&self, of: &str, answer: Answer) -> Answer {
        if let Some(skew) = answer.clock_skew_ms {
            self.skew_ms.store(skew, Ordering::Relaxed);
        }
        if let Some(deprecation) = Deprecation::of_answer(self.provider, of, &answer) {
            (self.hear)(deprecation);
        }
        answer
    }
}
