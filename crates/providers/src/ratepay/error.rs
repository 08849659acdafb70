use crate::{http::Cut, net::RemoteText};
use std::time::Duration;
use thiserror::Error;

/// Why a call gave no usable answer, by what the caller can do about it. Error bodies are not documented, so `text` is
/// whatever came, for a person to read, with every secret of the request masked in it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RatepayError {
    /// The client id or secret is refused: correct it in the profile.
    #[error("Ratepay refused the client credentials ({status})")]
    Credentials {
        /// 401 or 403.
        status: u16,
    },
    /// 404: there is no such subscription, or it is somebody else's.
    #[error("Ratepay knows no such subscription")]
    NotFound,
    /// Another 4xx: the request itself is wrong, and nothing was done.
    #[error("Ratepay refused the request ({status}): {text}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The provider's words.
        text: RemoteText,
    },
    /// 429: nothing was done, try again after a while.
    #[error("Ratepay asks to slow down")]
    RateLimited {
        /// From `Retry-After`, where given.
        retry_after: Option<Duration>,
    },
    /// 5xx or a redirect: it may have been done.
    #[error("Ratepay is not available ({status}): {text}")]
    Unavailable {
        /// HTTP status.
        status: u16,
        /// The provider's words.
        text: RemoteText,
    },
    /// The call was cut off.
    #[error("Ratepay did not answer: {0}")]
    Cut(#[from] Cut),
    /// A success status with a body that is not what the document says. Never quotes the body: it may hold secrets.
    #[error("Ratepay's answer cannot be read: {0}")]
    Unreadable(String),
}

impl RatepayError {
    /// Whether the call certainly did nothing, so that sending it again is safe.
    pub const fn nothing_was_done(&self) -> bool {
        match self {
            Self::Credentials { .. } | Self::NotFound | Self::Refused { .. } | Self::RateLimited { .. } => true,
            Self::Cut(cut) => cut.nothing_was_sent(),
            Self::Unavailable { .. } | Self::Unreadable(_) => false,
        }
    }
}
