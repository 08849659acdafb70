//! Alarms: an address that took no call to the end of the schedule gets none any more, until somebody has mended it (Ratepay's guide).

use std::collections::BTreeMap;

use serde::Serialize;
use tokio::sync::watch;

/// Why an address gets no calls.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Alarm {
    pub(super) url: String,
    pub(super) since: String,
    /// The delivery whose last try failed.
    pub(super) delivery: usize,
}

/// The alarms that are up, by address.
pub(super) struct Alarms(watch::Sender<BTreeMap<String, Alarm>>);

impl Default for Alarms {
    fn default() -> Self {
        Self(watch::Sender::new(BTreeMap::new()))
    }
}

impl Alarms {
    pub(super) fn raise(&self, alarm: Alarm) {
        self.0.send_modify(|up| {
            up.entry(alarm.url.clone()).or_insert(alarm);
        });
    }

    pub(super) fn is_up(&self, url: &str) -> bool {
        self.0.borrow().contains_key(url)
    }

    pub(super) fn all(&self) -> Vec<Alarm> {
        self.0.borrow().values().cloned().collect()
    }

    /// Clears one address, or all, and says how many were up.
    pub(super) fn clear(&self, url: Option<&str>) -> usize {
        let mut cleared = 0;
        self.0.send_modify(|up| {
            let before = up.len();
            up.retain(|known, _| url.is_some_and(|url| url != known));
            cleared = before - up.len();
        });
        cleared
    }

    /// Until the address has no alarm.
    pub(super) async fn cleared(&self, url: &str) {
        // The sender lives as long as we do.
        let _ = self.0.subscribe().wait_for(|up| !up.contains_key(url)).await;
    }
}
