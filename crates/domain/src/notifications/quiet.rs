use jiff::{Timestamp, civil::Time, tz::TimeZone};
use thiserror::Error;

/// Hours in which nobody is told anything. What falls into them waits until they end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietHours {
    from: Time,
    until: Time,
    zone: TimeZone,
}

/// Why hours are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotQuiet {
    /// Not `HH:MM`.
    #[error("it must be a time of day such as 21:00")]
    Time,
    /// They would last the whole day, or no time at all.
    #[error("they must end at another time than they begin")]
    Empty,
}

impl QuietHours {
    /// From one time of day to another, across midnight if need be, as clocks show it in `zone`.
    pub fn new(from: &str, until: &str, zone: TimeZone) -> Result<Self, NotQuiet> {
        let time = |text: &str| Time::strptime("%H:%M", text.trim()).map_err(|_| NotQuiet::Time);
        let (from, until) = (time(from)?, time(until)?);
        if from == until { Err(NotQuiet::Empty) } else { Ok(Self { from, until, zone }) }
    }

    /// When the quiet hours end in which `now` lies; `None`: it lies in none. Unix milliseconds.
    pub fn end(&self, now: i64) -> Option<i64> {
        let local = Timestamp::from_millisecond(now).ok()?.to_zoned(self.zone.clone());
        let time = local.time();
        let quiet = if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        };
        if !quiet {
            return None;
        }
        let at = |days: i64| {
            let date = local.date().checked_add(jiff::Span::new().days(days)).ok()?;
            let end = date.to_datetime(self.until).to_zoned(self.zone.clone()).ok()?;
            Some(end.timestamp().as_millisecond())
        };
        // Clocks that were set back show the end of today's a second time: then it is over all the same.
        at(0).filter(|end| *end > now).or_else(|| at(1)).filter(|end| *end - now <= DAY_AND_SOME)
    }
}

/// No night is longer, not even that in which clocks are set back.
const DAY_AND_SOME: i64 = 26 * 60 * 60 * 1000;

#[cfg(test)]
mod tests {
    use super::{NotQuiet, QuietHours};
    use jiff::{Timestamp, tz::TimeZone};
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn every_kind_of_night() {
        let check = |from: &str, until: &str, zone_name: &str, now: &str, expected: Option<&str>| {
            let hours = QuietHours::new(from, until, zone(zone_name)).unwrap();
            assert_eq!(hours.end(at(now)), expected.map(at), "{from}-{until} {zone_name} at {now}");
        };
        // Bogotá is five hours behind, all year.
        check("21:00", "08:00", "America/Bogota", "2026-11-23T02:00:00Z", Some("2026-11-23T13:00:00Z"));
        check("21:00", "08:00", "America/Bogota", "2026-11-23T12:59:59Z", Some("2026-11-23T13:00:00Z"));
        check("21:00", "08:00", "America/Bogota", "2026-11-23T13:00:00Z", None);
        check("21:00", "08:00", "America/Bogota", "2026-11-23T01:59:59Z", None);
        check("12:00", "14:00", "UTC", "2026-11-23T13:00:00Z", Some("2026-11-23T14:00:00Z"));
        check("12:00", "14:00", "UTC", "2026-11-23T11:59:59Z", None);
        // In Berlin clocks go from 02:00 to 03:00 …
        check("23:00", "07:00", "Europe/Berlin", "2026-03-28T22:30:00Z", Some("2026-03-29T05:00:00Z"));
        // … so that a night until 02:30 ends when they show 03:30 …
        check("23:00", "02:30", "Europe/Berlin", "2026-03-29T00:59:00Z", Some("2026-03-29T01:30:00Z"));
        // … and in autumn back from 03:00 to 02:00.
        check("23:00", "07:00", "Europe/Berlin", "2026-10-24T22:30:00Z", Some("2026-10-25T06:00:00Z"));
    }

    #[test]
    fn what_is_no_night() {
        let check = |from: &str, until: &str, expected: NotQuiet| {
            assert_eq!(QuietHours::new(from, until, TimeZone::UTC), Err(expected), "{from}-{until}");
        };
        check("9", "10:00", NotQuiet::Time);
        check("24:00", "10:00", NotQuiet::Time);
        check("09:00", "", NotQuiet::Time);
        check("09:00", "09:00", NotQuiet::Empty);
    }

    proptest! {
        /// Whatever the hours, the zone and the moment: the wait ends, within a day, and outside of them.
        #[test]
        fn every_wait_ends(
            from in 0u32..1440, length in 1u32..1440, now in 1_600_000_000_000i64..2_000_000_000_000,
            zone_name in prop::sample::select(vec!["UTC", "America/Bogota", "America/Santiago", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"]),
        ) {
            let time = |minute: u32| format!("{:02}:{:02}", minute % 1440 / 60, minute % 60);
            let hours = QuietHours::new(&time(from), &time(from + length), zone(zone_name)).unwrap();
            if let Some(end) = hours.end(now) {
                prop_assert!(end > now && end - now <= 26 * 3_600_000, "{now} to {end}");
                // Unless clocks are set back over that very end.
                if let Some(again) = hours.end(end) {
                    prop_assert!(again - end <= 26 * 3_600_000);
                    prop_assert!(hours.end(end - 3_700_000).is_some() || hours.end(end + 3_700_000).is_none());
                }
            }
        }
    }
}
