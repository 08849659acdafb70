//! The seam of signatures: how a provider's calls are believed and examined. The receiver, the signature lab and the command
//! line know only this; what is particular is in the provider's own `scheme`.

use super::lab::{Examined, Keys};
use gangway_domain::{RejectionReason, remark::Remark};
use reqwest::header::{HeaderMap, HeaderValue};
use secrecy::SecretString;

/// Headers, wherever they are from.
pub trait Headers {
    /// All values of one header, whatever the case of its name.
    fn values(&self, name: &str) -> Vec<&[u8]>;
}

impl Headers for HeaderMap {
    fn values(&self, name: &str) -> Vec<&[u8]> {
        self.get_all(name).iter().map(HeaderValue::as_bytes).collect()
    }
}

impl Headers for Vec<(String, String)> {
    fn values(&self, name: &str) -> Vec<&[u8]> {
        let ours = self.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        ours.map(|(_, value)| value.as_bytes()).collect()
    }
}

/// A call as it came in. Nothing in it is to be believed.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Its headers.
    pub headers: &'a dyn Headers,
    /// The exact bytes received.
    pub body: &'a [u8],
    /// When it was received, in Unix milliseconds.
    pub at: i64,
}

/// What a signature is right about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Believed {
    /// Over which form of the body: `raw`, or a word of the provider's.
    pub form: &'static str,
    /// By which of the secrets, 0 being the current one.
    pub secret: usize,
    /// The message's own id, where the provider gives it one: the idempotency key.
    pub id: Option<String>,
    /// A form that only a provider's test tool signs: not to be believed in production.
    pub is_testers: bool,
}

/// Why a call is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotBelieved {
    /// The reason.
    pub why: RejectionReason,
    /// What there is to add to it, as a remark.
    pub detail: Option<String>,
    /// For a log and for the command line: one clause in English.
    pub words: String,
    /// Ours to mend: there is no secret to verify with.
    pub is_ours: bool,
}

/// How one provider signs what it sends.
pub struct Scheme {
    /// The header that holds the signature; the first one where a provider has several spellings.
    pub headers: &'static [&'static str],
    /// Whether a call is right by one of the secrets.
    pub verify: fn(&Call<'_>, &[SecretString]) -> Result<Believed, NotBelieved>,
    /// Why it is or is not, and what was changed on its way.
    pub examine: fn(&Call<'_>, &Keys) -> Examined,
    /// Signs every call: one without a signature lost it on the way. Otherwise no secret may be registered.
    pub always_signs: bool,
}

impl Scheme {
    /// The header's name.
    pub const fn header(&self) -> &'static str {
        self.headers[0]
    }

    /// [`Scheme::verify`]; a form that only a test tool signs is believed only if `accept_testers`.
    pub fn believe(
        &self,
        call: &Call<'_>,
        secrets: &[SecretString],
        accept_testers: bool,
    ) -> Result<Believed, NotBelieved> {
        match (self.verify)(call, secrets) {
            Ok(believed) if believed.is_testers && !accept_testers => Err(NotBelieved {
                why: RejectionReason::TesterForm,
                detail: None,
                words: "the signature is right for the tester's form of the body, which a production profile does not accept"
                    .to_owned(),
                is_ours: false,
            }),
            verified => verified,
        }
    }
}

/// What a remark adds to a reason.
pub(crate) fn clock_off(by_ms: i64) -> String {
    Remark::ClockOff.about(by_ms / 1000)
}

/// Likewise.
pub(crate) fn malformed(part: impl std::fmt::Display) -> String {
    Remark::HeaderMalformed.about(part)
}
