use crate::{http::Cut, net::RemoteText};
use std::{fmt, time::Duration};
use thiserror::Error;

/// One of the `errors` of an answer (PROVIDERS.md 2.1). Words are cut to a length that a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about.
    pub field: Option<RemoteText>,
    /// An open enumeration.
    pub code: RemoteText,
    /// The provider's words.
    pub message: RemoteText,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{field}: {} ({})", self.message, self.code),
            None => write!(f, "{} ({})", self.message, self.code),
        }
    }
}

/// Why a call gave no usable answer, by what the caller can do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RainforestError {
    /// 401 or 403: put another API key into the profile.
    #[error("Rainforest refused the API key ({status})")]
    Key {
        /// 401: not known; 403: it may not do this.
        status: u16,
    },
    /// 404: there is no such merchant or application for this key.
    #[error("Rainforest knows no such merchant or application")]
    NotFound,
    /// The request itself is wrong, and nothing was done.
    #[error("Rainforest refused the request ({status}): {}", listed(.problems))]
    Refused {
        /// HTTP status.
        status: u16,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// 429: nothing was done, try again after a while.
    #[error("Rainforest asks to slow down")]
    RateLimited {
        /// From `Retry-After`, where given.
        retry_after: Option<Duration>,
    },
    /// 5xx or a redirect: try again later.
    #[error("Rainforest is not available ({status}): {text}")]
    Unavailable {
        /// HTTP status.
        status: u16,
        /// The beginning of what came.
        text: RemoteText,
    },
    /// The call was cut off.
    #[error("Rainforest did not answer: {0}")]
    Cut(#[from] Cut),
    /// A success with a body that is not what the document says. Never quotes the body: it holds personal data.
    #[error("Rainforest's answer cannot be read: {0}")]
    Unreadable(String),
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
