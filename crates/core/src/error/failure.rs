//! Errors as they leave the core: a code that somebody acts on, and a sentence.

use crate::{
    FilePlace,
    error::reason::{Because, Reason, bad_address, not_ours},
};
use gangway_domain::{Provider, address::BadAddress, callback::NotOurs};
use gangway_inbox::BindError;
use gangway_providers::{
    http::{Cut, NoClient},
    rainforest::RainforestError,
    rappi::{Forbidden, OAuthError, RappiError},
    ratepay::RatepayError,
};
use gangway_record::{RecordError, Unreadable};
use gangway_vault::{StoreError, VaultError};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A closed set; each code has words and a next step in the window, and an exit code on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A value that cannot be; the message names it.
    BadInput,
    /// No such merchant, operation, delivery …
    NotFound,
    /// The tree changed under the selection: look again.
    Stale,
    /// The attempt to authorize is over.
    AttemptExpired,
    /// An answer that belongs to no attempt of ours, or was used already.
    AttemptUnknown,
    /// The merchant said no.
    Denied,
    /// The pasted or opened address is not the one the provider sends merchants back to.
    AddressNotOurs,
    /// The clock of this computer is so far off that a sign-in is over as it begins.
    ClockOff,
    /// The merchant has to sign in again.
    SignInAgain,
    /// The provider does not allow this merchant.
    NotAuthorized,
    /// The merchant's sign-in does not belong to this integration.
    IntegrationMismatch,
    /// The client id or secret is missing or refused.
    IntegratorCredentials,
    /// The provider refused the request itself.
    ProviderRefused,
    /// The provider does not answer.
    ProviderUnavailable,
    /// The provider asks to slow down.
    RateLimited,
    /// The provider's answer is not what its document says.
    AnswerUnreadable,
    /// Unlock the keyring.
    VaultLocked,
    /// The keyring failed.
    VaultFailed,
    /// The disk is full.
    RecordFull,
    /// Written by a newer program.
    RecordNewer,
    /// Damaged.
    RecordDamaged,
    /// The folder is read-only.
    RecordReadOnly,
    /// Another program listens on the receiver's address.
    PortBusy,
    /// The profile's file has a mistake; the message names key and line.
    ProfileInvalid,
    /// Another Gangway has this profile open, or the same thing is under way.
    AlreadyRunning,
    /// The system browser could not be opened.
    BrowserFailed,
    /// A file for the person could not be written or shown.
    FileFailed,
    /// A mistake of ours.
    Internal,
}

impl Code {
    /// As it is kept.
    pub(crate) fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Reads [`Code::word`] back; `None`: another program kept it.
    pub(crate) fn read(word: &str) -> Option<Self> {
        serde_json::from_value(word.into()).ok()
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Failure {
    /// For the program.
    pub code: Code,
    /// Why exactly, for the window, which words it.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// What the reason is about.
    #[serde(default)]
    pub what: Option<String>,
    /// Where in the profile's file it is.
    #[serde(default)]
    pub place: Option<Box<FilePlace>>,
    /// Who answered, where it was not Rappi.
    #[serde(default)]
    pub provider: Option<Provider>,
    /// For the command line and the log: one English sentence that names what is wrong.
    pub message: String,
    /// More, in words that are not ours: the provider's, the system's, a path.
    pub detail: Option<String>,
}

impl Failure {
    /// Without more.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, reason: None, what: None, place: None, provider: None, message: message.into(), detail: None }
    }

    /// With the reason that the window says.
    #[must_use]
    pub fn because(mut self, reason: Reason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// With what the reason is about.
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.what = Some(what.into());
        self
    }

    /// With where in the profile's file it is.
    #[must_use]
    pub fn at(mut self, place: FilePlace) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// With both.
    #[must_use]
    pub(crate) fn caused(mut self, (reason, what): Because) -> Self {
        (self.reason, self.what) = (Some(reason), what);
        self
    }

    /// With more.
    #[must_use]
    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Nothing of that kind has that id.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {what}."))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        self.detail.as_ref().map_or(Ok(()), |detail| write!(f, " ({detail})"))
    }
}

impl std::error::Error for Failure {}

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
            // The keyring's own words.
            VaultError::Store(store) => Self::new(Code::VaultFailed, sentence(&error)).with(store.to_string()),
        }
    }
}

impl From<RappiError> for Failure {
    fn from(error: RappiError) -> Self {
        let code = match &error {
            RappiError::Credentials { .. } => Code::IntegratorCredentials,
            RappiError::MerchantToken { .. } | RappiError::MerchantTokenOver => Code::SignInAgain,
            RappiError::NotAuthorized { why: Forbidden::Integration, .. } => Code::IntegrationMismatch,
            RappiError::NotAuthorized { .. } => Code::NotAuthorized,
            RappiError::Refused { .. } => Code::ProviderRefused,
            RappiError::RateLimited { .. } => Code::RateLimited,
            RappiError::Unreadable(_) | RappiError::Cut(Cut::TooLarge) => Code::AnswerUnreadable,
            RappiError::Unavailable { .. } | RappiError::Cut(_) => Code::ProviderUnavailable,
        };
        let detail = match &error {
            RappiError::RateLimited { retry_after } => retry_after.map(|pause| format!("{} s", pause.as_secs())),
            RappiError::Credentials { status, message }
            | RappiError::Refused { status, message }
            | RappiError::Unavailable { status, message } => Some(quoted(*status, message)),
            RappiError::MerchantToken { message } => Some(quoted(401, message)),
            RappiError::NotAuthorized { message, .. } => Some(quoted(403, message)),
            RappiError::Unreadable(words) => Some(words.clone()),
            RappiError::MerchantTokenOver | RappiError::Cut(_) => None,
        };
        let reason = match &error {
            RappiError::MerchantTokenOver => Some(Reason::TokenOver),
            RappiError::Cut(cut) => Some((*cut).into()),
            _ => None,
        };
        Self { reason, detail, ..Self::new(code, sentence(&error)) }
    }
}

impl From<RatepayError> for Failure {
    fn from(error: RatepayError) -> Self {
        let code = match &error {
            RatepayError::Credentials { .. } => Code::IntegratorCredentials,
            RatepayError::NotFound => Code::NotFound,
            RatepayError::Refused { .. } => Code::ProviderRefused,
            RatepayError::RateLimited { .. } => Code::RateLimited,
            RatepayError::Unavailable { .. } | RatepayError::Cut(_) => Code::ProviderUnavailable,
            RatepayError::Unreadable(_) => Code::AnswerUnreadable,
        };
        let detail = match &error {
            RatepayError::Refused { status, text } | RatepayError::Unavailable { status, text } => {
                Some(quoted(*status, text))
            }
            RatepayError::Credentials { status } => Some(status.to_string()),
            RatepayError::RateLimited { retry_after } => retry_after.map(|pause| format!("{} s", pause.as_secs())),
            RatepayError::Unreadable(words) => Some(words.clone()),
            RatepayError::NotFound | RatepayError::Cut(_) => None,
        };
        let reason = if let RatepayError::Cut(cut) = &error { Some((*cut).into()) } else { None };
        Self { reason, detail, provider: Some(Provider::Ratepay), ..Self::new(code, sentence(&error)) }
    }
}

impl From<RainforestError> for Failure {
    fn from(error: RainforestError) -> Self {
        let code = match &error {
            RainforestError::Key { .. } => Code::IntegratorCredentials,
            RainforestError::NotFound => Code::NotFound,
            RainforestError::Refused { .. } => Code::ProviderRefused,
            RainforestError::RateLimited { .. } => Code::RateLimited,
            RainforestError::Unreadable(_) | RainforestError::Cut(Cut::TooLarge) => Code::AnswerUnreadable,
            RainforestError::Unavailable { .. } | RainforestError::Cut(_) => Code::ProviderUnavailable,
        };
        let detail = match &error {
            RainforestError::Refused { problems, .. } => {
                Some(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            }
            RainforestError::Unavailable { status, text } => Some(quoted(*status, text)),
            RainforestError::Key { status } => Some(status.to_string()),
            RainforestError::RateLimited { retry_after } => retry_after.map(|pause| format!("{} s", pause.as_secs())),
            RainforestError::Unreadable(words) => Some(words.clone()),
            RainforestError::NotFound | RainforestError::Cut(_) => None,
        };
        let reason = if let RainforestError::Cut(cut) = &error { Some((*cut).into()) } else { None };
        Self { reason, detail, provider: Some(Provider::Rainforest), ..Self::new(code, sentence(&error)) }
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

#[cfg(test)]
mod tests {
    use super::{Code, Failure};
    use gangway_providers::{http::Cut, rainforest::RainforestError, rappi::RappiError, ratepay::RatepayError};
    use gangway_record::RecordError;

    /// One line a shape: the code that the window acts on and the sentence a person reads.
    #[test]
    fn each_shape() {
        let check = |failure: Failure, code: Code, message: &str| {
            assert_eq!((failure.code, failure.message.as_str()), (code, message));
        };
        check(RecordError::Full.into(), Code::RecordFull, "The disk that holds the record is full.");
        check(
            RappiError::MerchantToken { message: "Not a valid token".into() }.into(),
            Code::SignInAgain,
            "Rappi refused the merchant's token: Not a valid token.",
        );
        check(
            RappiError::Cut(Cut::TimedOut).into(),
            Code::ProviderUnavailable,
            "Rappi did not answer: no answer came in time.",
        );
        check(
            RatepayError::Refused { status: 400, text: "no".into() }.into(),
            Code::ProviderRefused,
            "Ratepay refused the request (400): no.",
        );
        check(
            RainforestError::Key { status: 401 }.into(),
            Code::IntegratorCredentials,
            "Rainforest refused the API key (401).",
        );
        check(
            gangway_domain::address::BadAddress::NotHttps.into(),
            Code::BadInput,
            "The address cannot be used: it must begin with https://.",
        );
        check(
            gangway_domain::callback::NotOurs::Missing("state").into(),
            Code::AddressNotOurs,
            "The address has no state.",
        );
    }

    #[test]
    fn over_ipc_it_is_plain_data() {
        let json = serde_json::to_string(&Failure::new(Code::PortBusy, "Busy.").with("4180")).unwrap();
        assert_eq!(
            json,
            r#"{"code":"port_busy","reason":null,"what":null,"place":null,"provider":null,"message":"Busy.","detail":"4180"}"#
        );
    }
}
