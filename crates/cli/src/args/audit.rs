//! What can be typed after `gangway audit`.

use clap::{Args as Group, Subcommand};
use gangway_core::view::ActKind;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// List acts, the newest first
    List(AuditList),
    /// Walk the whole chain and compare its end with what the vault knows; ends with 1 when something does not fit
    Verify,
    /// Take the end that is there for the right one, after somebody looked into it: a record was put back from a copy
    Accept,
}

#[derive(Debug, Group)]
pub(crate) struct AuditList {
    /// Found anywhere in an act
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Only this act, such as `operation_started`; may be given several times
    #[arg(long, value_name = "ACT", value_parser = act)]
    pub(crate) act: Vec<ActKind>,
    /// Only by this person; `gangway` for what it does by itself
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Option<String>,
    /// Only about this merchant: email or id
    #[arg(long, value_name = "M")]
    pub(crate) merchant: Option<String>,
    /// Not before: 2026-11-01 or 2026-11-01T08:00:00Z; a day begins at this desk's midnight
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) since: Option<i64>,
    /// Before
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) until: Option<i64>,
    /// Write every act that matches to this file, the oldest first, with its hash: CSV, or JSON or a workbook if its name
    /// ends in .json or .xlsx; `-` is stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
    /// Acts at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: u32,
}

fn act(text: &str) -> Result<ActKind, String> {
    let all = || ActKind::ALL.iter().map(|act| act.word()).collect::<Vec<_>>().join(", ");
    ActKind::read(text).ok_or_else(|| format!("there is no such act; there are {}", all()))
}

pub(crate) fn moment(text: &str) -> Result<i64, String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.as_millisecond());
    }
    let day: Date =
        text.parse().map_err(|_| "write a day as 2026-11-01 or a moment as 2026-11-01T08:00:00Z".to_owned())?;
    let start = day.to_zoned(TimeZone::system()).map_err(|error| error.to_string())?;
    Ok(start.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::{act, moment};

    #[test]
    fn an_act_that_does_not_exist_is_named_with_those_that_do() {
        assert!(act("operation_started").is_ok());
        assert!(act("operation_begun").unwrap_err().contains("operation_started"));
    }

    #[test]
    fn days_and_moments() {
        assert_eq!(moment("2026-11-01T08:00:00Z"), Ok(1_793_520_000_000));
        assert!(moment("2026-11-01").is_ok());
        for text in ["", "yesterday", "2026-13-01", "1793520000"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
