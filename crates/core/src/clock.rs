use std::{
    sync::OnceLock,
    time::{SystemTime, UNIX_EPOCH},
};

/// Unix milliseconds. The only clock of the core; rules get the time as an argument.
#[expect(clippy::disallowed_methods, reason = "the clock of the crate")]
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

/// Milliseconds since some moment of this process, by a clock that counts sleep and that nobody sets.
pub(crate) fn awake_or_asleep() -> i64 {
    static BEGAN: OnceLock<boot_time::Instant> = OnceLock::new();
    BEGAN.get_or_init(boot_time::Instant::now).elapsed().as_millis() as i64
}

/// A moment as a text that sorts and that everybody reads the same: RFC 3339 in UTC.
pub(crate) fn instant(at: Option<i64>) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at?).ok()?;
    Some(at.to_string())
}

/// A day in milliseconds.
pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;
/// A week in milliseconds: what figures, and rests of runs, look back to.
pub(crate) const WEEK: i64 = 7 * DAY;
