//! What whoever runs the relay watches, in the text form of Prometheus, at an address of this computer alone. No name of a team or a
//! person is in it, and no number of a device.

use crate::{
    Store, StoreError,
    server::{answer::Refused, seen, shared::Shared},
};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use gangway_domain::RejectionReason;
use gangway_wire::ErrorCode;
use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};
use std::sync::Arc;

/// A device that was not seen for this long is away, in milliseconds: one that is there is asked every 20 s.
const AWAY: i64 = 60_000;
/// What the exporter's readers expect.
const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

type ByReason = Family<[(&'static str, &'static str); 1], Counter>;
type ByLag = Family<[(&'static str, &'static str); 1], Gauge>;
type ByTeam = Family<[(&'static str, String); 1], Gauge>;

/// What is counted as it happens. All of it begins with 0 when the relay starts.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// New in the log.
    pub(crate) appended: Counter,
    /// Came again, and was answered like the first time.
    pub(crate) repeated: Counter,
    /// Not in the log for all that is known: the provider was told to come again.
    pub(crate) failed: Counter,
    rejected: ByReason,
}

impl Metrics {
    pub(crate) fn rejected(&self, why: RejectionReason) {
        self.rejected.get_or_create(&[("reason", why.word())]).inc();
    }
}

/// `/metrics` and nothing else.
pub(super) fn router<S: Store>(shared: Arc<Shared<S>>) -> Router {
    Router::new().route("/metrics", get(metrics::<S>)).with_state(shared)
}

async fn metrics<S: Store>(State(shared): State<Arc<Shared<S>>>) -> Result<Response, Refused> {
    let registry = read(&shared).await?;
    let mut text = String::new();
    encode(&mut text, &registry).map_err(|error| Refused::new(ErrorCode::Internal, error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, TYPE)], text).into_response())
}

async fn read<S: Store>(shared: &Shared<S>) -> Result<Registry, StoreError> {
    let (counted, mut registry) = (&shared.metrics, Registry::with_prefix("gangway_relay"));
    let appended = "Deliveries that are new in the log, each acknowledged with 2xx";
    registry.register("deliveries_appended", appended, counted.appended.clone());
    let repeated = "Deliveries that came again, acknowledged without a new entry";
    registry.register("deliveries_repeated", repeated, counted.repeated.clone());
    let failed = "Deliveries answered 503 because the store did not take them in time";
    registry.register("deliveries_failed", failed, counted.failed.clone());
    registry.register("deliveries_rejected", "Calls that were not believed", counted.rejected.clone());
    let (devices, heads) = (ByLag::default(), ByTeam::default());
    let ready = Gauge::<i64>::default();
    for team in shared.store.teams().await? {
        let head = shared.store.head(&team.id).await?.seq;
        heads.get_or_create(&[("team", team.id.to_string())]).set(head as i64);
        for (_, seen) in seen::of_team(shared, &team.id).await? {
            let is_away = seen.at < shared.clock.now() - AWAY;
            devices.get_or_create(&[("lag", lag(is_away, head.saturating_sub(seen.has)))]).inc();
        }
    }
    ready.set(i64::from(shared.trouble().is_none()));
    registry.register("log_head", "Number of the newest entry of each team", heads);
    registry.register("devices", "Devices by how many entries they did not have when they were seen", devices);
    registry.register("ready", "1 while the newest delivery could be kept", ready);
    Ok(registry)
}

const fn lag(is_away: bool, behind: u64) -> &'static str {
    match behind {
        _ if is_away => "away",
        0 => "0",
        1..=10 => "1-10",
        11..=1000 => "11-1000",
        _ => "more",
    }
}

#[cfg(test)]
mod tests {
    use super::lag;

    #[test]
    fn devices_are_sorted_by_how_far_they_are() {
        let check = |is_away, behind, expected| assert_eq!(lag(is_away, behind), expected, "{behind}");
        check(false, 0, "0");
        check(false, 10, "1-10");
        check(false, 11, "11-1000");
        check(false, 1001, "more");
        check(true, 0, "away");
    }
}
