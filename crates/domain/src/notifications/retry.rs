//! When a message is tried again. Policy is data: a schedule is a list of pauses.

/// Pauses of an email, in milliseconds: a server that asks to come back later is taken at its word for a day.
pub const EMAIL: &[i64] = &[60_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000];
/// Pauses of a call to the platform: those that the provider itself keeps (docs/wire.md 2.4).
pub const PLATFORM: &[i64] = &[5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000];
/// The longest pause that somebody else may ask for: `Retry-After` is a request, not an order.
const LONGEST: i64 = 24 * 60 * 60 * 1000;

/// When attempt number `attempts + 1` is due, after `attempts` that failed; `None`: there is no further one.
pub fn due(schedule: &[i64], attempts: u32, asked: Option<i64>, now: i64) -> Option<i64> {
    let pause = *schedule.get(attempts.checked_sub(1)? as usize)?;
    Some(now + pause.max(asked.unwrap_or(0).clamp(0, LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, due};

    #[test]
    fn pauses_grow_and_end() {
        let schedule = [5, 10];
        let check = |attempts: u32, asked: Option<i64>, expected: Option<i64>| {
            assert_eq!(due(&schedule, attempts, asked, 1000), expected, "{attempts} {asked:?}");
        };
        check(0, None, None);
        check(1, None, Some(1005));
        check(1, Some(7), Some(1007));
        check(1, Some(-7), Some(1005));
        check(1, Some(i64::MAX), Some(1000 + LONGEST));
        check(2, None, Some(1010));
        check(3, Some(1), None);
    }
}
