use crate::{http::Cut, net::RemoteText};
use std::time::Duration;
use thiserror::Error;

/// Why a call gave no usable answer, by what the caller can do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RappiError {
    /// The integrator's login is refused: correct id, secret or the way of logging in.
    #[error("Rappi refused the integrator credentials ({status})")]
    Credentials {
        /// 401 or 403 of the login call (PROVIDERS.md 1.3), another 4xx of it, or 401 of a call with a new token.
        status: u16,
        /// The provider's words.
        message: RemoteText,
    },
    /// The merchant token is refused or over: the merchant signs in again.
    #[error("Rappi refused the merchant's token: {message}")]
    MerchantToken {
        /// The provider's words.
        message: RemoteText,
    },
    /// The merchant's token is over, or would be when the request arrives; nothing was sent.
    #[error("the merchant's sign-in is over")]
    MerchantTokenOver,
    /// 403: this merchant or this integration is not allowed. Somebody at the provider has to act.
    #[error("Rappi does not allow it: {message}")]
    NotAuthorized {
        /// Which of the two kinds.
        why: Forbidden,
        /// The provider's words, such as `Merchant not authorized in Partners`.
        message: RemoteText,
    },
    /// Another 4xx: the request itself is wrong.
    #[error("Rappi refused the request ({status}): {message}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The provider's words.
        message: RemoteText,
    },
    /// 429: nothing was done, try again after a while.
    #[error("Rappi asks to slow down")]
    RateLimited {
        /// From `Retry-After`, where given.
        retry_after: Option<Duration>,
    },
    /// 5xx or 424: try later.
    #[error("Rappi is not available ({status}): {message}")]
    Unavailable {
        /// HTTP status.
        status: u16,
        /// The provider's words.
        message: RemoteText,
    },
    /// The call was cut off.
    #[error("Rappi did not answer: {0}")]
    Cut(#[from] Cut),
    /// A success status with a body that is not what the document says.
    #[error("Rappi's answer cannot be read: {0}")]
    Unreadable(String),
}

impl RappiError {
    /// Whether the call certainly did nothing, so that sending it again is safe.
    pub const fn nothing_was_done(&self) -> bool {
        match self {
            Self::Credentials { .. }
            | Self::MerchantToken { .. }
            | Self::MerchantTokenOver
            | Self::NotAuthorized { .. }
            | Self::Refused { .. }
            | Self::RateLimited { .. } => true,
            Self::Cut(cut) => cut.nothing_was_sent(),
            Self::Unavailable { .. } | Self::Unreadable(_) => false,
        }
    }
}

/// A submission whose outcome nobody knows yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// `timeout`, `reset`, `424`, `500`, `empty` … as the journal keeps it.
    pub answer: String,
    /// The provider's words, if any.
    pub message: Option<RemoteText>,
    /// How the call was cut off, if it was.
    pub cut: Option<Cut>,
}

/// Why a 403 (seed 000, HTTP status codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forbidden {
    /// The merchant is not authorized in Partners.
    Merchant,
    /// The merchant's token does not match the integration.
    Integration,
    /// Something else, such as another client's webhooks.
    Other,
}
