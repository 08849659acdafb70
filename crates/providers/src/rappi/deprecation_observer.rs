//! What every answer tells besides its content: the provider's clock, and what will go away.

use super::{Call, Deprecation, Hear};
use crate::http::Answer;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Before any answer came.
const NO_SKEW: i64 = i64::MIN;

/// Cheap to clone; all clones are one.
#[derive(Clone)]
pub(super) struct Ear {
    hear: Hear,
    skew_ms: Arc<AtomicI64>,
}

impl Ear {
    pub(super) fn new(hear: Hear) -> Self {
        Self { hear, skew_ms: Arc::new(AtomicI64::new(NO_SKEW)) }
    }

    /// Their clock minus ours in milliseconds, from the last answer that had a date.
    pub(super) fn clock_skew_ms(&self) -> Option<i64> {
        Some(self.skew_ms.load(Ordering::Relaxed)).filter(|skew| *skew != NO_SKEW)
    }

    pub(super) fn noted(&self, call: Call, answer: Answer) -> Answer {
        if let Some(skew) = answer.clock_skew_ms {
            self.skew_ms.store(skew, Ordering::Relaxed);
        }
        if let Some(deprecation) = Deprecation::of_answer(call, &answer) {
            (self.hear)(deprecation);
        }
        answer
    }
}
