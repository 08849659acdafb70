//! What an answer of Rappi, or the want of one, means. `docs/rappi.md` has the table for every call and every answer, and
//! `tests/answers` reads it.

use gangway_providers::{
    http::Cut,
    net::{ApiError, ApiErrorKind, Stage},
    rappi::{Call, OAuthError, Submission},
};
use serde::Serialize;
use specta::Type;

/// What the console concludes from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// It is as asked for, by the provider's own word.
    Done,
    /// Taken; whether it is done the webhook or the status call tells.
    Accepted,
    /// Refused for what it holds: nothing was done, and the same again is refused again.
    Rejected,
    /// It may have been done. Never sent again before the provider was asked.
    Unknown,
    /// Certainly not done, or only a question: try again after a while.
    Later,
    /// The merchant signs in again; until then nothing leaves for it.
    SignIn,
    /// Our own credentials are refused; until somebody corrects them nothing leaves.
    Credentials,
    /// The provider does not allow it; somebody there, or another integration, has to help.
    NotAllowed,
    /// A question whose answer is not what the document says; what is known stays as it was.
    Unreadable,
}

impl Conclusion {
    /// All, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Done,
        Self::Accepted,
        Self::Rejected,
        Self::Unknown,
        Self::Later,
        Self::SignIn,
        Self::Credentials,
        Self::NotAllowed,
        Self::Unreadable,
    ];

    /// The word in `docs/rappi.md`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Later => "try later",
            Self::SignIn => "sign in again",
            Self::Credentials => "credentials",
            Self::NotAllowed => "not allowed",
            Self::Unreadable => "unreadable",
        }
    }

    /// What every further request of the same merchant would meet too, so that a run has to wait for a person.
    pub const fn concerns_every_request(self) -> bool {
        matches!(self, Self::SignIn | Self::Credentials | Self::NotAllowed)
    }

    /// From an error of a call. While logging in nothing but a question was asked.
    pub const fn of_error(call: Call, error: &ApiError) -> Self {
        let may_be_done = match error.stage {
            Stage::Login => false,
            Stage::Call => call.changes(),
        };
        match &error.kind {
            ApiErrorKind::Credentials { .. } => Self::Credentials,
            ApiErrorKind::MerchantToken { .. } | ApiErrorKind::MerchantTokenOver => Self::SignIn,
            ApiErrorKind::NotAllowed { .. } => Self::NotAllowed,
            ApiErrorKind::Refused { .. } | ApiErrorKind::NotFound => Self::Rejected,
            ApiErrorKind::Cut(cut) if cut.nothing_was_sent() => Self::Later,
            ApiErrorKind::Unavailable { .. } | ApiErrorKind::Cut(_) | ApiErrorKind::Unreadable(_) if may_be_done => {
                Self::Unknown
            }
            ApiErrorKind::Unreadable(_) | ApiErrorKind::Cut(Cut::TooLarge) => Self::Unreadable,
            ApiErrorKind::RateLimited { .. } | ApiErrorKind::Unavailable { .. } | ApiErrorKind::Cut(_) => Self::Later,
        }
    }

    /// From a request that provisions or deprovisions. A batch of which some stores were taken is accepted.
    pub fn of_submission(submission: &Submission) -> Self {
        match submission {
            Submission::Taken(taken) if taken.batch.is_some() && !taken.accepted.is_empty() => Self::Accepted,
            Submission::Taken(taken) if taken.accepted.is_empty() && !taken.rejected.is_empty() => Self::Rejected,
            Submission::Taken(_) | Submission::Unknown(_) => Self::Unknown,
            // Which certainly did nothing, or whose login failed before it left.
            Submission::NotTaken(error) => Self::of_error(Call::Token, error),
        }
    }

    /// From the exchange of a merchant's code. A code works once: whatever may have used it up asks for a new sign-in.
    pub const fn of_exchange(error: &OAuthError) -> Self {
        match error {
            OAuthError::Unavailable(cut) if cut.nothing_was_sent() => Self::Later,
            OAuthError::Failing { .. } => Self::Later,
            OAuthError::Address(_) => Self::Credentials,
            OAuthError::Refused { .. } | OAuthError::Unavailable(_) | OAuthError::Unreadable(_) => Self::SignIn,
        }
    }
}
