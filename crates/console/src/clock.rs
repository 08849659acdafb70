use std::time::{SystemTime, UNIX_EPOCH};

/// Unix milliseconds. The only clock of the core; rules get the time as an argument.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
