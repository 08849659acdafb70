//! What lets a request leave. Only who answers for a team, or for a console that is in none, makes one; a worker sends with one alone.

/// A permit to send, once and soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Permit {
    /// Until when, by the clock that counts sleep; `None`: nobody else sends, and it does not end.
    until: Option<i64>,
}

impl Permit {
    /// Of a console that is in no team.
    pub(crate) const ALONE: Self = Self { until: None };

    /// Of a team's relay. It counts from before it was asked.
    pub(crate) const fn asked_at(at: i64) -> Self {
        Self { until: Some(at + gangway_domain::claims::PERMIT_MS) }
    }

    /// Whether a request may still leave. `at`: by the clock that counts sleep.
    pub(crate) fn counts(self, at: i64) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

#[cfg(test)]
mod tests {
    use super::Permit;

    #[test]
    fn it_ends_ten_seconds_after_it_was_asked() {
        let permit = Permit::asked_at(1000);
        assert!(permit.counts(1000) && permit.counts(10_999) && !permit.counts(11_000));
        assert!(Permit::ALONE.counts(i64::MAX));
    }
}
