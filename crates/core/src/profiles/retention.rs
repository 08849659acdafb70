//! `[retention]` of a profile: how long what was delivered, and what is known of persons, is kept.

use crate::{Failure, profiles::validation::Checker};
use serde::Deserialize;
use toml::Spanned;

/// Days, where the profile does not say.
const DAYS: u32 = 180;
/// Ten years.
const MOST: u32 = 3_650;
const DAY_MS: i64 = 86_400_000;

/// `[retention]`, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionKeys {
    /// Days after which content is removed; 0: never.
    pub days: u32,
}

impl RetentionKeys {
    /// What came before this moment is to be removed (Unix milliseconds); `None`: nothing is.
    pub fn before(self, now: i64) -> Option<i64> {
        (self.days > 0).then(|| now - i64::from(self.days) * DAY_MS)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct RetentionFile {
    days: Option<Spanned<u32>>,
}

impl Checker<'_> {
    pub(crate) fn retention(&self, file: &RetentionFile) -> Result<RetentionKeys, Failure> {
        self.between("retention.days", file.days.as_ref(), DAYS, 0, MOST).map(|days| RetentionKeys { days })
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, RetentionKeys};
    use crate::{Reason, profiles::profile::Profile};
    use std::path::Path;

    fn parse(more: &str) -> Result<RetentionKeys, crate::Failure> {
        let text = format!("kind = \"sandbox\"\n{more}\n");
        Profile::parse(&text, Path::new("/h/p"), "p").map(|profile| profile.retention)
    }

    #[test]
    fn half_a_year_unless_the_profile_says_otherwise() {
        let check = |more: &str, days: u32| assert_eq!(parse(more).unwrap().days, days, "{more}");
        check("", 180);
        check("[retention]", 180);
        check("[retention]\ndays = 30", 30);
        check("[retention]\ndays = 0", 0);
    }

    #[test]
    fn mistakes_name_key_line_and_what_is_right() {
        let check = |value: &str, key: &str, reason: Reason| {
            let failure = parse(&format!("[retention]\n{value}")).unwrap_err();
            let place = failure.place.clone().unwrap();
            assert_eq!((place.key.as_str(), place.line, failure.reason), (key, Some(3), Some(reason)), "{failure}");
        };
        check("days = 3651", "retention.days", Reason::ValueRange);
        check("days = -1", "retention.days", Reason::ValueRange);
        check("months = 6", "retention.months", Reason::KeyUnknown);
    }

    #[test]
    fn never_is_no_moment() {
        assert_eq!(RetentionKeys { days: 0 }.before(DAY_MS), None);
        assert_eq!(RetentionKeys { days: 2 }.before(3 * DAY_MS), Some(DAY_MS));
    }
}
