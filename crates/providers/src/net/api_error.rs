//! Why a call to a provider's API gave no usable answer, sorted once for all of them by what the caller can do about it.

use super::{
    RemoteText,
    http::{Answer, Cut},
};
use gangway_domain::Provider;
use std::{fmt, time::Duration};
use thiserror::Error;

/// One thing that is wrong with a request, in the provider's words, cut to a length that a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about, where the provider says so.
    pub field: Option<RemoteText>,
    /// An open enumeration; empty where the provider has none.
    pub code: RemoteText,
    /// What a person reads.
    pub message: RemoteText,
}

impl Problem {
    /// Words without a code.
    pub fn words(message: RemoteText) -> Self {
        Self { field: None, code: RemoteText::default(), message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        write!(f, "{}", self.message)?;
        if self.code.is_empty() { Ok(()) } else { write!(f, " ({})", self.code) }
    }
}

/// A call of a provider's API that gave no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{} {kind}", .provider.name())]
pub struct ApiError {
    /// Who was called.
    pub provider: Provider,
    /// What came of it.
    pub kind: ApiErrorKind,
}

/// What came of a call, by what the caller can do about it. None of the words hold a secret of the call.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ApiErrorKind {
    /// 401 or 403: correct what the profile and the vault hold for this provider.
    #[error("refused the credentials ({status})")]
    Credentials {
        /// 401: not known; 403: they may not do this.
        status: u16,
    },
    /// 404: there is no such thing, or it is somebody else's.
    #[error("knows no such thing")]
    NotFound,
    /// Another 4xx, or a success that says that it is none: the request itself is wrong, and nothing was done.
    #[error("refused the request ({status}): {}", listed(.problems))]
    Refused {
        /// HTTP status.
        status: u16,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// 429: nothing was done, try again after a while.
    #[error("asks to slow down")]
    RateLimited {
        /// From `Retry-After`, where given.
        retry_after: Option<Duration>,
    },
    /// 5xx or a redirect: it may have been done.
    #[error("is not available ({status}): {text}")]
    Unavailable {
        /// HTTP status.
        status: u16,
        /// The beginning of what came.
        text: RemoteText,
    },
    /// The call was cut off.
    #[error("did not answer: {0}")]
    Cut(#[from] Cut),
    /// A success with a body that is not what the document says. Never quotes the body: it may hold secrets or personal data.
    #[error("gave an answer that cannot be read: {0}")]
    Unreadable(String),
}

/// All that is wrong, in one line.
pub fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl ApiErrorKind {
    /// An answer that is no success; `problems` reads what is wrong with a request, in the provider's shape of errors.
    pub(crate) fn of(answer: &Answer, problems: impl FnOnce(&Answer) -> Vec<Problem>) -> Self {
        match answer.status {
            status @ (401 | 403) => Self::Credentials { status },
            404 => Self::NotFound,
            429 => Self::RateLimited { retry_after: answer.retry_after },
            status @ 400..=499 => Self::Refused { status, problems: problems(answer) },
            status => Self::Unavailable { status, text: answer.text() },
        }
    }

    /// Who was called.
    pub(crate) fn by(self, provider: Provider) -> ApiError {
        ApiError { provider, kind: self }
    }
}

impl ApiError {
    /// Whether the call certainly did nothing, so that sending it again is safe.
    pub const fn nothing_was_done(&self) -> bool {
        match &self.kind {
            ApiErrorKind::Credentials { .. }
            | ApiErrorKind::NotFound
            | ApiErrorKind::Refused { .. }
            | ApiErrorKind::RateLimited { .. } => true,
            ApiErrorKind::Cut(cut) => cut.nothing_was_sent(),
            ApiErrorKind::Unavailable { .. } | ApiErrorKind::Unreadable(_) => false,
        }
    }

    /// Whether the provider answered, if only with a no about this one request: the line is up, and so are the credentials.
    pub const fn is_an_answer(&self) -> bool {
        match &self.kind {
            ApiErrorKind::NotFound | ApiErrorKind::Refused { .. } | ApiErrorKind::RateLimited { .. } => true,
            ApiErrorKind::Credentials { .. }
            | ApiErrorKind::Unavailable { .. }
            | ApiErrorKind::Cut(_)
            | ApiErrorKind::Unreadable(_) => false,
        }
    }

    /// The error of a token call, for the call that was to follow: that one certainly never left.
    pub(crate) fn before_the_call(self) -> Self {
        let kind = match self.kind {
            ApiErrorKind::Cut(cut) if cut.nothing_was_sent() => ApiErrorKind::Cut(cut),
            ApiErrorKind::Cut(_) | ApiErrorKind::Unavailable { .. } | ApiErrorKind::Unreadable(_) => {
                ApiErrorKind::Cut(Cut::NotConnected)
            }
            other => other,
        };
        Self { kind, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiErrorKind, Cut, Problem};
    use crate::net::http::Answer;
    use gangway_domain::Provider;

    /// Every status: what may have been done is never called certain, and a no about one request leaves the line up.
    #[test]
    fn every_status() {
        for status in 300..600 {
            let answer = Answer::plain(status, b"no".to_vec());
            let error = ApiErrorKind::of(&answer, |it| vec![Problem::words(it.text())]).by(Provider::Ratepay);
            assert_eq!(error.nothing_was_done(), (400..500).contains(&status), "{error}");
            let answered = (400..500).contains(&status) && ![401, 403].contains(&status);
            assert_eq!(error.is_an_answer(), answered, "{error}");
            assert!(error.to_string().starts_with("Ratepay "), "{error}");
        }
    }

    #[test]
    fn what_was_to_follow_a_token_call_never_left() {
        let answer = Answer::plain(503, Vec::new());
        let down = ApiErrorKind::of(&answer, |_| Vec::new());
        for kind in [down, ApiErrorKind::Cut(Cut::Reset), ApiErrorKind::Unreadable(String::new())] {
            let error = kind.by(Provider::Rappi);
            assert!(!error.nothing_was_done() && error.before_the_call().nothing_was_done());
        }
        let outside = ApiErrorKind::Cut(Cut::Outside).by(Provider::Rappi);
        assert_eq!(outside.clone().before_the_call(), outside, "why it was not sent stays said");
    }
}
