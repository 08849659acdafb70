//! How long an application has been where it is, and until when the provider means to answer.
//!
//! The time zone rule: ages are whole days of 24 hours since the provider's own time, whatever the zone. *Business days* are
//! the provider's, Monday to Friday in the time of the United States' east coast (Eastern Time, with its summer time). Public
//! holidays are not known here, so over a holiday the clock ends a day early and never late.

use super::Status;
use jiff::{Timestamp, ToSpan as _, Zoned, civil::Weekday, tz::TimeZone};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Eastern Time as a rule, so that no table of time zones is needed.
const EASTERN: &str = "EST5EDT,M3.2.0,M11.1.0";
/// After information was handed in again, the provider looks at it within so many business days (Rainforest's guide).
pub const REVIEW_DAYS: u32 = 2;

/// Whole days since `since`; `None` where that is not known. Times in Unix milliseconds.
pub fn age_days(since: i64, now: i64) -> Option<i64> {
    (since > 0).then(|| (now - since).max(0) / DAY)
}

/// Until when the provider means to have looked at an application that was handed in again.
///
/// `resubmitted`: it needed information before. The clock runs only while it is being looked at.
pub fn review_due(status: &Status, since: i64, resubmitted: bool) -> Option<i64> {
    (*status == Status::Processing && resubmitted && since > 0).then(|| after_business_days(since, REVIEW_DAYS))?
}

/// The same time of day, `days` business days later; what begins on a weekend begins with its Monday.
fn after_business_days(from: i64, days: u32) -> Option<i64> {
    let zone = TimeZone::posix(EASTERN).ok()?;
    let mut at = Timestamp::from_millisecond(from).ok()?.to_zoned(zone);
    if is_weekend(&at) {
        while is_weekend(&at) {
            at = at.checked_add(1.day()).ok()?;
        }
        at = at.start_of_day().ok()?;
    }
    for _ in 0..days {
        at = at.checked_add(1.day()).ok()?;
        while is_weekend(&at) {
            at = at.checked_add(1.day()).ok()?;
        }
    }
    Some(at.timestamp().as_millisecond())
}

fn is_weekend(at: &Zoned) -> bool {
    matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::{age_days, review_due};
    use crate::application::Status;

    fn ms(text: &str) -> i64 {
        text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn two_business_days() {
        let check = |from: &str, to: &str| {
            assert_eq!(review_due(&Status::Processing, ms(from), true), Some(ms(to)), "{from}");
        };
        // Monday noon in Atlanta is Wednesday noon; 16:00Z in winter is 17:00Z nowhere.
        check("2026-11-16T17:00:00Z", "2026-11-18T17:00:00Z");
        // Thursday to Monday, Friday to Tuesday.
        check("2026-11-19T17:00:00Z", "2026-11-23T17:00:00Z");
        check("2026-11-20T17:00:00Z", "2026-11-24T17:00:00Z");
        // Saturday and Sunday begin with Monday's first hour: the end of Tuesday.
        check("2026-11-21T17:00:00Z", "2026-11-25T05:00:00Z");
        check("2026-11-22T17:00:00Z", "2026-11-25T05:00:00Z");
        // Saturday in Europe is still Friday over there.
        check("2026-11-21T02:00:00Z", "2026-11-25T02:00:00Z");
        // Over the end of summer time the time of day stays, not the number of hours.
        check("2026-10-30T16:00:00Z", "2026-11-03T17:00:00Z");
    }

    #[test]
    fn it_runs_only_while_it_is_looked_at_again() {
        let at = ms("2026-11-16T17:00:00Z");
        assert_eq!(review_due(&Status::Processing, at, false), None);
        assert_eq!(review_due(&Status::Completed, at, true), None);
        assert_eq!(review_due(&Status::Processing, 0, true), None);
    }

    #[test]
    fn ages_are_whole_days() {
        let day = super::DAY;
        assert_eq!(age_days(day, 7 * day), Some(6));
        assert_eq!(age_days(day, 7 * day - 1), Some(5));
        assert_eq!(age_days(9 * day, 7 * day), Some(0), "their clock is ahead of ours");
        assert_eq!(age_days(0, 7 * day), None);
    }
}
