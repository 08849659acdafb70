//! Errors as they leave the core: a code that somebody acts on, and a sentence.

use crate::{
    FilePlace,
    error::{because::Because, reason::Reason},
};
use gangway_domain::Provider;
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
    /// The team's relay does not answer, or cannot do what it is asked now.
    RelayUnavailable,
    /// The team's relay refused, or is not to be believed.
    RelayRefused,
    /// What names a new version is not believed; nothing was installed.
    UpdateRefused,
    /// The window is locked, and the right PIN was not given.
    Locked,
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

#[cfg(test)]
mod tests {
    use super::{Code, Failure};
    use gangway_domain::Provider;
    use gangway_providers::{
        http::Cut,
        net::{ApiErrorKind, Problem},
    };
    use gangway_record::RecordError;

    /// One line a shape: the code that the window acts on and the sentence a person reads.
    #[test]
    fn each_shape() {
        let check = |failure: Failure, code: Code, message: &str| {
            assert_eq!((failure.code, failure.message.as_str()), (code, message));
        };
        let of = |provider, kind: ApiErrorKind| Failure::from(kind.by(provider));
        check(RecordError::Full.into(), Code::RecordFull, "The disk that holds the record is full.");
        check(
            of(Provider::Rappi, ApiErrorKind::MerchantToken { text: "Not a valid token".into() }),
            Code::SignInAgain,
            "Rappi refused the merchant's token: Not a valid token.",
        );
        check(
            of(Provider::Rappi, ApiErrorKind::Cut(Cut::TimedOut)),
            Code::ProviderUnavailable,
            "Rappi did not answer: no answer came in time.",
        );
        check(
            of(Provider::Ratepay, ApiErrorKind::Refused { status: 400, problems: vec![Problem::words("no".into())] }),
            Code::ProviderRefused,
            "Ratepay refused the request (400): no.",
        );
        check(
            of(Provider::Rainforest, ApiErrorKind::Credentials { status: 401, text: "no".into() }),
            Code::IntegratorCredentials,
            "Rainforest refused the credentials (401).",
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
