//! A status that is news, for whoever is to be told.

use super::Status;
use crate::{ApplicationId, RainforestMerchantId};
use std::fmt;

/// A longer time than this between what happened and our knowing it counts as late, in milliseconds.
pub const LATE_AFTER: i64 = 60 * 60 * 1000;

/// An application is in another status than was known, by the provider's own word. Late and repeated events make none.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// Whose status.
    pub application: ApplicationId,
    /// Whose application.
    pub merchant: RainforestMerchantId,
    /// What the merchant is called; empty where nothing was told.
    pub merchant_name: String,
    /// Where the merchant can be written to.
    pub email: Option<String>,
    /// The status it is in now.
    pub status: Status,
    /// The status it was in; `None`: it was not known here.
    pub before: Option<Status>,
    /// When it got there, by the provider's time, Unix milliseconds; 0 where that was not told.
    pub at: i64,
    /// When we came to know it, Unix milliseconds.
    pub seen_at: i64,
    /// It is known only long after it happened ([`LATE_AFTER`]), or only because the API was asked.
    pub late: bool,
    /// The application was not known here before: what it went through earlier was told to somebody else.
    pub first_seen: bool,
}

/// Without the merchant's name and address.
impl fmt::Debug for StatusChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusChange")
            .field("application", &self.application)
            .field("status", &self.status)
            .field("before", &self.before)
            .field("at", &self.at)
            .field("late", &self.late)
            .field("first_seen", &self.first_seen)
            .finish_non_exhaustive()
    }
}
