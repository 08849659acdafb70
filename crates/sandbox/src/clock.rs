//! The one place that reads the clock.

use jiff::{Timestamp, Unit};

/// Now.
#[expect(clippy::disallowed_methods, reason = "the clock of the crate")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Milliseconds since 1970, the unit of `t` in a webhook signature (docs/wire.md 1.6).
pub(crate) fn now_ms() -> i64 {
    now().as_millisecond()
}

/// Seconds since 1970, the unit of token claims.
pub(crate) fn now_s() -> u64 {
    // Before 1970 nothing is signed.
    u64::try_from(now().as_second()).unwrap_or(0)
}

/// Now as `2026-04-21T10:00:00Z`, the form of Rappi's guide.
pub(crate) fn now_text() -> String {
    let now = now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

/// Now with milliseconds, for the call log.
pub(crate) fn now_precise() -> String {
    format!("{:.3}", now())
}
