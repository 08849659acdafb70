//! A status that an application came to, for whoever is to be told.

use super::Status;
use crate::{ApplicationId, RainforestMerchantId};
use std::fmt;

/// An application came to a status, by the provider's own word. Each is told of once, however often and late it comes to be
/// known; what is repeated makes none.
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
    /// The status.
    pub status: Status,
    /// When it got there, by the provider's time, Unix milliseconds; 0 where that was not told.
    pub at: i64,
    /// The application stands elsewhere: this was over before it came to be known.
    pub late: bool,
}

/// Without the merchant's name and address.
impl fmt::Debug for StatusChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusChange")
            .field("application", &self.application)
            .field("status", &self.status)
            .field("at", &self.at)
            .field("late", &self.late)
            .finish_non_exhaustive()
    }
}
