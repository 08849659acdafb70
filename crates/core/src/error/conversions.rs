//! What each error of the crates below is at the edge: its code, its reason, and what others said.

use super::{
    because::{bad_address, not_ours},
    failure::{Code, Failure},
    reason::Reason,
};
use gangway_domain::{address::BadAddress, callback::NotOurs};
use gangway_inbox::BindError;
use gangway_providers::{
    http::{Cut, NoClient},
    net::{ApiError, ApiErrorKind, Forbidden, api_error::listed},
    rappi::OAuthError,
};
use gangway_record::{RecordError, Unreadable};
use gangway_vault::{StoreError, VaultError};

/// "403 · Merchant not authorized in Partners".
fn quoted(status: u16, words: &str) -> String {
    if words.is_empty() { status.to_string() } else { format!("{status} · {words}") }
}

/// The crates below write their errors as clauses, for logs; a person reads sentences.
fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

impl From<RecordError> for Failure {
    fn from(error: RecordError) -> Self {
        let code = match &error {
            RecordError::Full => Code::RecordFull,
            RecordError::ReadOnly(_) | RecordError::Unopenable { .. } => Code::RecordReadOnly,
            RecordError::Newer { .. } => Code::RecordNewer,
            RecordError::Damaged { .. } => Code::RecordDamaged,
            RecordError::InUse(_) => Code::AlreadyRunning,
            RecordError::Sqlite(error) if Unreadable::among(error).is_some() => Code::RecordDamaged,
            RecordError::Closed | RecordError::Sqlite(_) => Code::Internal,
        };
        let unreadable = match &error {
            RecordError::Sqlite(error) => Unreadable::among(error),
            _ => None,
        };
        if let Some(unreadable) = unreadable {
            let failure = Self::new(code, sentence(unreadable)).because(Reason::RecordUnreadable);
            return failure.about(unreadable.column);
        }
        let path = match &error {
            RecordError::ReadOnly(path)
            | RecordError::InUse(path)
            | RecordError::Newer { path, .. }
            | RecordError::Damaged { path, .. }
            | RecordError::Unopenable { path, .. } => Some(path.display().to_string()),
            _ => None,
        };
        Self { detail: path, ..Self::new(code, sentence(&error)) }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        match &error {
            VaultError::Locked => Self::new(Code::VaultLocked, sentence(&error)),
            // The person's own file.
            VaultError::Store(StoreError::File { path, problem }) => {
                let failure = Self::new(Code::BadInput, format!("The secret file {path}: {problem}."));
                failure.because(Reason::SecretFile).about(path.clone())
            }
            VaultError::Store(StoreError::Forgetful(why)) => {
                let message = "The secret would be forgotten when the program ends: there is no keyring here.";
                Self::new(Code::VaultFailed, message).because(Reason::SecretForgotten).with(why.clone())
            }
            // The keyring's own words.
            VaultError::Store(store) => Self::new(Code::VaultFailed, sentence(&error)).with(store.to_string()),
        }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        let code = match &error.kind {
            ApiErrorKind::Credentials { .. } => Code::IntegratorCredentials,
            ApiErrorKind::MerchantToken { .. } | ApiErrorKind::MerchantTokenOver => Code::SignInAgain,
            ApiErrorKind::NotAllowed { why: Forbidden::Integration, .. } => Code::IntegrationMismatch,
            ApiErrorKind::NotAllowed { why: Forbidden::Merchant | Forbidden::Other, .. } => Code::NotAuthorized,
            ApiErrorKind::NotFound => Code::NotFound,
            ApiErrorKind::Refused { .. } => Code::ProviderRefused,
            ApiErrorKind::RateLimited { .. } => Code::RateLimited,
            ApiErrorKind::Unreadable(_) | ApiErrorKind::Cut(Cut::TooLarge) => Code::AnswerUnreadable,
            ApiErrorKind::Unavailable { .. } | ApiErrorKind::Cut(_) => Code::ProviderUnavailable,
        };
        let reason = match &error.kind {
            ApiErrorKind::MerchantTokenOver => Some(Reason::TokenOver),
            ApiErrorKind::Cut(cut) => Some((*cut).into()),
            _ => None,
        };
        let detail = theirs(&error.kind);
        Self { reason, detail, provider: Some(error.provider), ..Self::new(code, sentence(&error)) }
    }
}

/// What the provider said, with the status that it said it by.
fn theirs(kind: &ApiErrorKind) -> Option<String> {
    match kind {
        ApiErrorKind::Refused { status, problems } => Some(quoted(*status, &listed(problems))),
        ApiErrorKind::Unavailable { status, text } | ApiErrorKind::Credentials { status, text } => {
            Some(quoted(*status, text))
        }
        ApiErrorKind::MerchantToken { text } => Some(quoted(401, text)),
        ApiErrorKind::NotAllowed { text, .. } => Some(quoted(403, text)),
        ApiErrorKind::RateLimited { retry_after } => retry_after.map(|pause| format!("{} s", pause.as_secs())),
        ApiErrorKind::Unreadable(words) => Some(words.clone()),
        ApiErrorKind::NotFound | ApiErrorKind::MerchantTokenOver | ApiErrorKind::Cut(_) => None,
    }
}

impl From<BadAddress> for Failure {
    fn from(bad: BadAddress) -> Self {
        let because = bad_address(&bad);
        Self::new(Code::BadInput, format!("The address cannot be used: {bad}.")).caused(because)
    }
}

impl From<OAuthError> for Failure {
    fn from(error: OAuthError) -> Self {
        let code = match &error {
            OAuthError::Address(_) => Code::ProfileInvalid,
            OAuthError::Refused { .. } => Code::ProviderRefused,
            OAuthError::Unavailable(Cut::TooLarge) | OAuthError::Unreadable(_) => Code::AnswerUnreadable,
            OAuthError::Failing { status: 429, .. } => Code::RateLimited,
            OAuthError::Unavailable(_) | OAuthError::Failing { .. } => Code::ProviderUnavailable,
        };
        let detail = match &error {
            OAuthError::Refused { error, description } => Some(description.as_ref().unwrap_or(error).to_string()),
            OAuthError::Failing { status, .. } => Some(status.to_string()),
            OAuthError::Unreadable(words) => Some(words.clone()),
            OAuthError::Address(error) => Some(error.to_string()),
            OAuthError::Unavailable(_) => None,
        };
        let reason = if let OAuthError::Unavailable(cut) = &error { Some((*cut).into()) } else { None };
        Self { reason, detail, ..Self::new(code, sentence(&error)) }
    }
}

impl From<NotOurs> for Failure {
    fn from(error: NotOurs) -> Self {
        Self::new(Code::AddressNotOurs, sentence(&error)).caused(not_ours(&error))
    }
}

impl From<BindError> for Failure {
    fn from(error: BindError) -> Self {
        let code = match &error {
            BindError::Busy(_) => Code::PortBusy,
            BindError::NotLoopback(_) | BindError::Other { .. } => Code::BadInput,
        };
        let failure = Self::new(code, sentence(&error));
        match &error {
            BindError::NotLoopback(address) => failure.because(Reason::NotLoopback).about(address.to_string()),
            BindError::Busy(address) => failure.with(address.to_string()),
            BindError::Other { source, .. } => failure.with(source.to_string()),
        }
    }
}

impl From<NoClient> for Failure {
    fn from(error: NoClient) -> Self {
        Self::new(Code::Internal, sentence(&error))
    }
}
