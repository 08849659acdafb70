//! What a merchant reads in the browser when the sign-in came back here. Fixed pages in the browser's language.

use crate::{Code, Failure, Reason, view::AttemptState};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use gangway_domain::Language;
use gangway_locales::{accepted, page};

/// What became of the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// The merchant is in.
    Done,
    /// The merchant said no.
    Denied,
    /// It did not work, and the program says why.
    Failed,
    /// Somebody else signed in than expected: the person at the desk is asked.
    SomebodyElse,
    /// The attempt has ended before.
    Over,
    /// The same answer came before.
    Used,
    /// No answer of any sign-in that was begun here.
    NotOurs,
}

impl Page {
    pub(crate) fn of(state: &AttemptState) -> Self {
        match state {
            AttemptState::Done { .. } => Self::Done,
            AttemptState::Question { .. } => Self::SomebodyElse,
            AttemptState::Failed { failure } if failure.code == Code::Denied => Self::Denied,
            AttemptState::Failed { .. } => Self::Failed,
            AttemptState::Cancelled | AttemptState::Expired => Self::Over,
            AttemptState::Waiting | AttemptState::Exchanging => Self::Used,
        }
    }

    /// An answer that was not taken.
    pub(crate) fn dropped(failure: &Failure) -> Self {
        match (failure.code, failure.reason) {
            (Code::AttemptExpired, _) => Self::Over,
            (Code::AttemptUnknown, Some(Reason::AnswerUsed)) => Self::Used,
            (Code::AttemptUnknown | Code::AddressNotOurs, _) => Self::NotOurs,
            _ => Self::Failed,
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Done | Self::Denied | Self::Failed | Self::SomebodyElse => StatusCode::OK,
            Self::Over | Self::Used => StatusCode::GONE,
            Self::NotOurs => StatusCode::BAD_REQUEST,
        }
    }

    pub(crate) fn answer(self, headers: &HeaderMap) -> Response {
        let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = accepted(wished.unwrap_or_default());
        let (heading, text) = (self.heading(language), self.text(language));
        let html = format!(
            "<!doctype html><html lang={}><meta charset=utf-8><title>Gangway</title><style>body{{font:16px system-ui;\
             margin:20vh auto;max-width:32em;padding:0 1em;color-scheme:light dark}}</style><h1>{heading}</h1><p>{text}</p>",
            language.locale()
        );
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_LANGUAGE, language.locale()),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        (self.status(), headers, html).into_response()
    }

    const fn heading(self, language: Language) -> &'static str {
        match self {
            Self::Done => page::done(language),
            Self::Denied => page::denied(language),
            Self::Failed => page::failed(language),
            Self::SomebodyElse => page::somebody_else(language),
            Self::Over => page::over(language),
            Self::Used => page::used(language),
            Self::NotOurs => page::not_ours(language),
        }
    }

    const fn text(self, language: Language) -> &'static str {
        match self {
            Self::Done => page::done_text(language),
            Self::Denied => page::denied_text(language),
            Self::Failed => page::failed_text(language),
            Self::SomebodyElse => page::somebody_else_text(language),
            Self::Over => page::over_text(language),
            Self::Used => page::used_text(language),
            Self::NotOurs => page::not_ours_text(language),
        }
    }
}
