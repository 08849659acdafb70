//! `x-rappi-api-deprecation-date` and `-info`: may come on any answer and any webhook (docs/wire.md 1.5).

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// Names and values of headers.
pub(crate) type Headers = Vec<(&'static str, String)>;

/// What is announced.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Announcement {
    #[serde(default)]
    pub(crate) date: Option<String>,
    #[serde(default)]
    pub(crate) info: Option<String>,
}

/// The announcement that stands, if any.
#[derive(Debug, Default)]
pub(crate) struct Deprecation(Mutex<Announcement>);

impl Deprecation {
    pub(crate) fn announce(&self, announcement: Announcement) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = announcement;
    }

    /// None while nothing is announced.
    pub(crate) fn headers(&self) -> Headers {
        let stands = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let date = stands.date.map(|date| ("x-rappi-api-deprecation-date", date));
        date.into_iter().chain(stands.info.map(|info| ("x-rappi-api-deprecation-info", info))).collect()
    }
}
