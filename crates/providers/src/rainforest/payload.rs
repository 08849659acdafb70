//! What is told of an application: by a message (Rainforest's guide), or by the API. Both have the same fields.

use gangway_domain::{
    ApplicationId, RainforestMerchantId, VerifiedBody,
    application::{Fields, Point, Report, Source, Status},
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::{Map, Value};
use thiserror::Error;

/// Longest id that is taken.
const LONGEST_ID: usize = 128;
const PREFIX: &str = "merchant_application.";

/// The body is not what is documented. Never quotes it: it holds personal data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadPayload {
    /// No JSON, or nested deeper than any real payload.
    #[error("the body is not JSON as documented (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 0.
        column: usize,
    },
    /// It is about something else.
    #[error("it is about something else than an application")]
    OtherEvent,
    /// A field without which nothing can be done.
    #[error("{0} is missing or not as documented")]
    Field(&'static str),
}

/// An application as it was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Which.
    pub id: ApplicationId,
    /// Whose.
    pub merchant: RainforestMerchantId,
    /// Everything there was, unknown fields included.
    pub fields: Fields,
    /// Where it is.
    pub status: Status,
}

/// A message, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// `merchant_application.created` …
    pub event_type: String,
    /// What it is about.
    pub told: Told,
}

/// Reads a message's body.
pub fn event(verified: &impl VerifiedBody) -> Result<Event, BadPayload> {
    let body: Value = serde_json::from_slice(verified.body())
        .map_err(|error| BadPayload::NotJson { line: error.line(), column: error.column() })?;
    let Value::Object(mut body) = body else { return Err(BadPayload::OtherEvent) };
    let event_type = body.get("event_type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let Some(named) = event_type.strip_prefix(PREFIX) else { return Err(BadPayload::OtherEvent) };
    let Some(Value::Object(data)) = body.remove("data") else { return Err(BadPayload::Field("data")) };
    let told = Told::read(data, Some(named))?;
    Ok(Event { event_type, told })
}

impl Told {
    /// Reads the fields of an application. `named` is the status that an event's name has, for data without one.
    pub(super) fn read(data: Map<String, Value>, named: Option<&str>) -> Result<Self, BadPayload> {
        let text = |name: &str| data.get(name).and_then(Value::as_str);
        let id = |name: &'static str| text(name).filter(|id| is_id(id)).ok_or(BadPayload::Field(name));
        let status = text("status").filter(|word| !word.trim().is_empty()).or(named);
        let status = status.map(Status::parse).ok_or(BadPayload::Field("status"))?;
        Ok(Self {
            id: id("merchant_application_id")?.into(),
            merchant: id("merchant_id")?.into(),
            status,
            fields: Fields(data),
        })
    }

    /// What a message tells: the status it is in, with all fields.
    pub fn report(self, source: Source) -> Report {
        let point = self.point(&self.status);
        Report { point, source, fresh: self.fresh(), fields: Some(self.fields) }
    }

    /// What the API tells: every status whose own time is there, and the one it is in, with all fields, at the end.
    pub fn history(self) -> Vec<Report> {
        let earlier = |status: &Status| {
            let is_current = *status == self.status;
            let point = self.point(status);
            (!is_current && point.exact).then_some(Report { point, source: Source::Fetched, fresh: 0, fields: None })
        };
        let mut reports: Vec<Report> = Status::KNOWN.iter().filter_map(earlier).collect();
        // What comes out of the other end does not depend on it; the timeline reads better in order of arrival.
        reports.sort_by_key(|report| report.point.at);
        reports.push(self.report(Source::Fetched));
        reports
    }

    /// When it was in a status, by that status's own field (docs/wire.md 2.1).
    fn point(&self, status: &Status) -> Point {
        let at = |name: &str| self.at(name);
        let own = match status {
            Status::Created => at("created_at"),
            Status::Processing => self.handed_in(),
            Status::NeedsInformation => at("needs_information_at"),
            Status::InReview => at("in_review_at"),
            Status::Completed => at("approved_at"),
            Status::Declined => at("declined_at"),
            // The document names no time of their own.
            Status::InProgress | Status::Other(_) => None,
        };
        let fallback = || at("updated_at").or_else(|| at("created_at")).unwrap_or(0);
        Point { status: status.clone(), at: own.unwrap_or_else(fallback), exact: own.is_some() }
    }

    /// When it was handed in last. Handed in again without saying when, it was with the last update: its first time would put
    /// it before the question that it answers.
    fn handed_in(&self) -> Option<i64> {
        let (asked, updated) = (self.at("needs_information_at"), self.at("updated_at"));
        let said = self.at("resubmitted_at").max(self.at("submitted_at"));
        let is_again = self.status == Status::Processing && asked > said && updated > asked;
        if is_again { None } else { said }
    }

    fn fresh(&self) -> i64 {
        let times = [
            "created_at",
            "updated_at",
            "submitted_at",
            "in_review_at",
            "needs_information_at",
            "resubmitted_at",
            "approved_at",
            "declined_at",
        ];
        times.into_iter().filter_map(|name| self.at(name)).max().unwrap_or(0)
    }

    fn at(&self, name: &str) -> Option<i64> {
        moment(&self.fields, name)
    }
}

/// The time of a field in Unix milliseconds, where there is one that can be read: RFC 3339 as in Rainforest's guide, and without a zone
/// as UTC.
pub fn moment(fields: &Fields, name: &str) -> Option<i64> {
    let text = fields.0.get(name)?.as_str()?.trim();
    let at = text.parse::<Timestamp>().ok().or_else(|| zoneless(text))?;
    Some(at.as_millisecond()).filter(|at| *at > 0)
}

/// The moment of a text that is a time without a zone, read as UTC: Unix milliseconds. `None` for every other text, so also
/// for one that has its zone.
pub fn moment_without_zone(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse::<Timestamp>().err()?;
    zoneless(text).map(Timestamp::as_millisecond)
}

fn zoneless(text: &str) -> Option<Timestamp> {
    let civil: DateTime = text.parse().ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// An id goes into a path: `..` there would be another path.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    !text.is_empty() && text.len() <= LONGEST_ID && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::{BadPayload, Event, event, moment, moment_without_zone};
    use crate::rainforest::Verified;
    use gangway_domain::application::{Source, Status};

    fn read(body: &str) -> Result<Event, BadPayload> {
        event(&Verified::pretended(body.as_bytes()))
    }

    fn of(status: &str, more: &str) -> String {
        format!(
            r#"{{"data":{{"merchant_application_id":"app_1","merchant_id":"mid_1","status":"{status}"{more}}},"event_type":"merchant_application.x"}}"#
        )
    }

    #[test]
    fn each_status_has_its_own_time() {
        let check = |status: &str, more: &str, at: i64, exact: bool| {
            let point = read(&of(status, more)).unwrap().told.report(Source::Fetched).point;
            assert_eq!((point.at, point.exact), (at, exact), "{status} {more}");
        };
        let times = r#","created_at":"1970-01-01T00:00:01Z","updated_at":"1970-01-01T00:00:02.5Z","submitted_at":"1970-01-01T00:00:03Z","needs_information_at":"1970-01-01T00:00:04Z","in_review_at":"1970-01-01T00:00:06Z","approved_at":"1970-01-01T01:00:07+01:00","declined_at":"1970-01-01T00:00:08Z""#;
        check("CREATED", times, 1000, true);
        check("IN_PROGRESS", times, 2500, false);
        check("PROCESSING", times, 3000, true);
        check("PROCESSING", &format!(r#"{times},"resubmitted_at":"1970-01-01T00:00:05Z""#), 5000, true);
        check("NEEDS_INFORMATION", times, 4000, true);
        check("IN_REVIEW", times, 6000, true);
        check("COMPLETED", times, 7000, true);
        check("DECLIINED", times, 8000, true);
        check("ON_HOLD", times, 2500, false);
        // As the guide has it: needs information by the time of the last update.
        check("NEEDS_INFORMATION", r#","updated_at":"1970-01-01T00:00:02Z""#, 2000, false);
        check("DECLINED", r#","declined_at":"yesterday","created_at":"1970-01-01T00:00:01Z""#, 1000, false);
        check("DECLINED", "", 0, false);
    }

    #[test]
    fn a_time_without_a_zone_is_read_as_utc_and_marked() {
        let check = |text: &str, at: Option<i64>, marked: bool| {
            let told = read(&of("CREATED", &format!(r#","created_at":"{text}""#))).unwrap().told;
            assert_eq!(moment(&told.fields, "created_at"), at, "{text}");
            assert_eq!(moment_without_zone(text), at.filter(|_| marked), "{text}");
        };
        check("2026-11-28T17:15:52", Some(1_795_886_152_000), true);
        check("2026-11-28 17:15:52", Some(1_795_886_152_000), true);
        check("2026-11-28T17:15:52.5", Some(1_795_886_152_500), true);
        check("2026-11-28T17:15:52.123456", Some(1_795_886_152_123), true);
        check("2026-11-28T17:15", Some(1_795_886_100_000), true);
        check("2026-11-28T17:15:52Z", Some(1_795_886_152_000), false);
        check("2026-11-28T17:15:52+02:00", Some(1_795_878_952_000), false);
        check("2026-11-28T17:15:52+0000", Some(1_795_886_152_000), false);
        check("yesterday", None, false);
        check("", None, false);
    }

    /// Handed in again: it is being looked at anew, whatever the times say of when.
    #[test]
    fn handed_in_again_is_after_the_question() {
        let asked = r#","submitted_at":"2026-11-20T09:00:00","needs_information_at":"2026-11-26T09:00:00""#;
        let at = |more: &str| {
            let point = read(&of("PROCESSING", &format!("{asked}{more}"))).unwrap().told.report(Source::Fetched).point;
            (point.at, point.exact)
        };
        assert_eq!(
            at(r#","resubmitted_at":"2026-11-28T17:15:52","updated_at":"2026-11-28T18:00:00""#),
            (1_795_886_152_000, true)
        );
        assert_eq!(at(r#","updated_at":"2026-11-28T17:15:52""#), (1_795_886_152_000, false));
    }

    #[test]
    fn the_sample_of_the_document() {
        let body = r#"{"data":{"merchant_application_id":"app_2sOuOghBfy4SGFS6b7Le8uW8zGo","merchant_id":"mid_2sOuQknV0ornUMNElq9HS3Y5XUv","status":"CREATED"},"event_type":"merchant_application.created"}"#;
        let it = read(body).unwrap();
        assert_eq!((it.told.id.as_str(), it.told.status), ("app_2sOuOghBfy4SGFS6b7Le8uW8zGo", Status::Created));
    }

    #[test]
    fn what_cannot_be_read_is_not_quoted() {
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        let long = "x".repeat(200);
        for body in [
            "",
            "geheim",
            "[]",
            "\"geheim\"",
            &deep,
            &of("CREATED", &format!(",\"deep\":{deep}")),
            r#"{"event_type":"payment.created","data":{"ssn":"geheim"}}"#,
            r#"{"event_type":"merchant_application.created"}"#,
            r#"{"event_type":"merchant_application.created","data":"geheim"}"#,
            r#"{"event_type":"merchant_application.created","data":{"merchant_id":"mid_1","status":"geheim"}}"#,
            r#"{"event_type":"merchant_application.created","data":{"merchant_application_id":"../geheim","merchant_id":"m"}}"#,
            r#"{"event_type":"merchant_application.created","data":{"merchant_application_id":"app 1","merchant_id":"m"}}"#,
            r#"{"event_type":"merchant_application.created","data":{"merchant_application_id":7,"merchant_id":"m"}}"#,
            &of("CREATED", "").replace("app_1", &long),
            &of("CREATED", "")[..60],
        ] {
            let error = read(body).unwrap_err().to_string();
            assert!(!error.contains("geheim"), "{error}");
        }
    }

    #[test]
    fn data_without_a_status_has_that_of_the_events_name() {
        let body = of("", "").replace("application.x", "application.in_review");
        assert_eq!(read(&body).unwrap().told.status, Status::InReview);
    }

    #[test]
    fn the_api_tells_the_whole_way() {
        let more = r#","created_at":"1970-01-01T00:00:01Z","submitted_at":"1970-01-01T00:00:03Z","declined_at":"1970-01-01T00:00:08Z""#;
        let told = read(&of("DECLINED", more)).unwrap().told.history();
        let points: Vec<_> = told.iter().map(|it| (it.point.status.word(), it.point.at, it.fields.is_some())).collect();
        assert_eq!(points, [("CREATED", 1000, false), ("PROCESSING", 3000, false), ("DECLINED", 8000, true)]);
    }
}
