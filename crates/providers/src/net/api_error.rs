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
#[error("{}{stage} {kind}", .provider.name())]
pub struct ApiError {
    /// Who was called.
    pub provider: Provider,
    /// Which of the two calls it was.
    pub stage: Stage,
    /// What came of it.
    pub kind: ApiErrorKind,
}

/// A call may be preceded by one that asks for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// While logging in: what was to be called never was.
    Login,
    /// The call itself.
    Call,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Login => "'s login",
            Self::Call => "",
        })
    }
}

/// Why something is not allowed, where the provider tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forbidden {
    /// The merchant is not authorized for this.
    Merchant,
    /// The merchant's token does not match the integration.
    Integration,
    /// Something else, such as another client's things.
    Other,
}

/// What came of a call, by what the caller can do about it. None of the words hold a secret of the call.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ApiErrorKind {
    /// Correct what the profile and the vault hold for this provider.
    #[error("refused the credentials ({status})")]
    Credentials {
        /// 401: not known; 403: they may not do this; of a login, another 4xx too.
        status: u16,
        /// The provider's words.
        text: RemoteText,
    },
    /// The token of a merchant who authorized is refused or over: the merchant signs in again.
    #[error("refused the merchant's token: {text}")]
    MerchantToken {
        /// The provider's words.
        text: RemoteText,
    },
    /// The merchant's token is over, or would be when the request arrives; nothing was sent.
    #[error("was not called: the merchant's sign-in is over")]
    MerchantTokenOver,
    /// The credentials are right and this is not allowed to them: somebody at the provider has to act.
    #[error("does not allow it: {text}")]
    NotAllowed {
        /// Which kind.
        why: Forbidden,
        /// The provider's words.
        text: RemoteText,
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
            // Without words: they may repeat personal data, and the status says what to do.
            status @ (401 | 403) => Self::Credentials { status, text: RemoteText::default() },
            404 => Self::NotFound,
            429 => Self::RateLimited { retry_after: answer.retry_after },
            status @ 400..=499 => Self::Refused { status, problems: problems(answer) },
            status => Self::Unavailable { status, text: answer.text() },
        }
    }

    /// What an answer to a call that asks for a token is. All it holds are the credentials, so whatever is wrong with the
    /// request is wrong with them.
    pub(crate) fn of_login(self, answer: &Answer) -> Self {
        let status = answer.status;
        match self {
            Self::NotAllowed { text, .. } | Self::MerchantToken { text } => Self::Credentials { status, text },
            Self::Refused { problems, .. } => Self::Credentials { status, text: answer.words(&listed(&problems)) },
            Self::NotFound => Self::Credentials { status, text: answer.text() },
            Self::Credentials { .. }
            | Self::MerchantTokenOver
            | Self::RateLimited { .. }
            | Self::Unavailable { .. }
            | Self::Cut(_)
            | Self::Unreadable(_) => self,
        }
    }

    /// Of a call of this provider.
    pub fn by(self, provider: Provider) -> ApiError {
        ApiError { provider, stage: Stage::Call, kind: self }
    }
}

impl ApiError {
    /// Whether the call certainly did nothing, so that sending it again is safe.
    pub const fn nothing_was_done(&self) -> bool {
        match &self.kind {
            ApiErrorKind::Credentials { .. }
            | ApiErrorKind::MerchantToken { .. }
            | ApiErrorKind::MerchantTokenOver
            | ApiErrorKind::NotAllowed { .. }
            | ApiErrorKind::NotFound
            | ApiErrorKind::Refused { .. }
            | ApiErrorKind::RateLimited { .. } => true,
            ApiErrorKind::Cut(cut) => self.never_left() || cut.nothing_was_sent(),
            ApiErrorKind::Unavailable { .. } | ApiErrorKind::Unreadable(_) => self.never_left(),
        }
    }

    const fn never_left(&self) -> bool {
        match self.stage {
            Stage::Login => true,
            Stage::Call => false,
        }
    }

    /// Whether the provider answered, if only with a no about this one request: the line is up, and so are the credentials.
    pub const fn is_an_answer(&self) -> bool {
        match &self.kind {
            ApiErrorKind::NotFound
            | ApiErrorKind::Refused { .. }
            | ApiErrorKind::RateLimited { .. }
            | ApiErrorKind::MerchantToken { .. }
            | ApiErrorKind::NotAllowed { .. } => true,
            ApiErrorKind::Credentials { .. }
            | ApiErrorKind::MerchantTokenOver
            | ApiErrorKind::Unavailable { .. }
            | ApiErrorKind::Cut(_)
            | ApiErrorKind::Unreadable(_) => false,
        }
    }

    /// The same of the call that asked for a token.
    pub(crate) fn while_logging_in(self) -> Self {
        Self { stage: Stage::Login, ..self }
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
    fn what_was_to_follow_a_login_never_left() {
        for status in 300..600 {
            let answer = Answer::plain(status, Vec::new());
            let kind = ApiErrorKind::of(&answer, |it| vec![Problem::words(it.text())]).of_login(&answer);
            let error = kind.by(Provider::Rappi).while_logging_in();
            assert!(error.nothing_was_done(), "{error}");
            assert!(error.to_string().starts_with("Rappi's login "), "{error}");
            let credentials = matches!(error.kind, ApiErrorKind::Credentials { .. });
            assert_eq!(credentials, (400..500).contains(&status) && status != 429, "{error}");
        }
        for kind in [ApiErrorKind::Cut(Cut::Reset), ApiErrorKind::Unreadable(String::new())] {
            let error = kind.by(Provider::Rappi);
            assert!(!error.nothing_was_done() && error.while_logging_in().nothing_was_done());
        }
    }
}
