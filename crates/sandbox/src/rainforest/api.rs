//! The three calls about applications (docs/wire.md 2.1).

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequestParts, Path, RawQuery, State},
    http::{header, request::Parts},
};
use jiff::{Timestamp, civil, tz::TimeZone};
use serde::Deserialize;
use serde_json::Value;
use url::form_urlencoded;

use super::{
    Rainforest,
    application::Application,
    envelope::{Refusal, success},
    play,
    status::Status,
};
use crate::clock;

/// The version that is served (docs/wire.md 2.1).
const VERSION: &str = "2024-10-16";

/// A caller with the key of this platform and a version that is known.
pub(super) struct Platform;

impl FromRequestParts<Arc<Rainforest>> for Platform {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, rainforest: &Arc<Rainforest>) -> Result<Self, Refusal> {
        let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let key = text(header::AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
        match key {
            Some(key) if key == rainforest.description.forbidden_api_key => return Err(Refusal::Forbidden),
            Some(key) if *key == rainforest.key() => {}
            _ => return Err(Refusal::Key),
        }
        match text("rainforest-api-version") {
            Some(VERSION) => Ok(Self),
            _ => Err(Refusal::Version),
        }
    }
}

/// `GET /v1/merchants/{merchant}/applications/{application}`
pub(super) async fn one(
    State(rainforest): State<Arc<Rainforest>>,
    _: Platform,
    Path((merchant, application)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let mut world = rainforest.world.lock();
    let found = world.one(&application).filter(|it| it.merchant == merchant).ok_or(Refusal::NotFound)?;
    Ok(success(&found.to_json()))
}

/// `GET /v1/merchants/{merchant}/applications`
pub(super) async fn list(
    State(rainforest): State<Arc<Rainforest>>,
    _: Platform,
    Path(merchant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Refusal> {
    let filter = Filter::read(query.as_deref().unwrap_or_default())?;
    let world = rainforest.world.lock();
    let all = world.of_merchant(&merchant).ok_or(Refusal::NotFound)?;
    let fitting = all.into_iter().filter(|it| filter.fits(it)).map(Application::to_json);
    Ok(success(&fitting.collect()))
}

#[derive(Deserialize)]
struct Simulate {
    status: String,
}

/// `POST /v1/merchants/{merchant}/applications/{application}/simulate`: what underwriting would decide.
pub(super) async fn simulate(
    State(rainforest): State<Arc<Rainforest>>,
    _: Platform,
    Path((merchant, application)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let wanted: Simulate =
        serde_json::from_slice(&body).map_err(|error| Refusal::Invalid("status", error.to_string()))?;
    let invalid = |message: &str| Refusal::Invalid("status", message.to_owned());
    let to = Status::parse(&wanted.status)
        .filter(|to| matches!(to, Status::Completed | Status::Declined | Status::NeedsInformation))
        .ok_or_else(|| invalid("It must be COMPLETED, DECLINED or NEEDS_INFORMATION"))?;
    let data = {
        let mut world = rainforest.world.lock();
        let found = world.one(&application).filter(|it| it.merchant == merchant).ok_or(Refusal::NotFound)?;
        if found.status != Status::Processing {
            return Err(invalid("Only an application in PROCESSING can be decided"));
        }
        found.reach(to, clock::now_ms());
        found.to_json()
    };
    play::tell(&rainforest, to, &data);
    Ok(success(&data))
}

/// `status` may be repeated. The names of the date filters are not published: these are an assumption, for a client to be
/// tried with (docs/wire.md 2.1 says "dates").
#[derive(Default)]
struct Filter {
    statuses: Vec<Status>,
    created_from: Option<i64>,
    created_to: Option<i64>,
}

impl Filter {
    fn read(query: &str) -> Result<Self, Refusal> {
        let mut filter = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let moment = |field| {
                moment(&value).ok_or_else(|| Refusal::Invalid(field, "It must be an RFC 3339 date or time".to_owned()))
            };
            match name.as_ref() {
                "status" => {
                    let status = Status::parse(&value);
                    let status = status.ok_or_else(|| Refusal::Invalid("status", format!("{value} is no status")))?;
                    filter.statuses.push(status);
                }
                "created_at_from" => filter.created_from = Some(moment("created_at_from")?),
                "created_at_to" => filter.created_to = Some(moment("created_at_to")?),
                // Providers ignore what they do not know.
                _ => {}
            }
        }
        Ok(filter)
    }

    fn fits(&self, it: &Application) -> bool {
        (self.statuses.is_empty() || self.statuses.contains(&it.status))
            && self.created_from.is_none_or(|from| it.times.created >= from)
            && self.created_to.is_none_or(|to| it.times.created <= to)
    }
}

fn moment(text: &str) -> Option<i64> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_millisecond());
    }
    let day: civil::Date = text.parse().ok()?;
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}
