//! What a call came to. Only this crate makes a [`Verified`], and nothing else takes effect.

use axum::http::HeaderMap;
use gangway_domain::{EndpointId, Provider, RejectionReason};
use sha2::{Digest, Sha256};

/// Header names whose values are not kept.
const UNKEPT: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// A call at an open endpoint, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Where it came in.
    pub endpoint: EndpointId,
    /// Whose endpoint that is.
    pub provider: Provider,
    /// The endpoint's event.
    pub event: String,
    /// When it came, Unix milliseconds.
    pub received_at: i64,
    /// Time from the first byte of the body to the verdict, in microseconds.
    pub took_us: i64,
    /// Names and values of its headers; credentials are not kept.
    pub headers: Vec<(String, String)>,
    /// The exact bytes; of a call that was refused before its signature was looked at, the beginning at most.
    pub body: Vec<u8>,
}

/// How a signature was found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedSignature {
    form: &'static str,
    signed_with: u8,
    key: [u8; 16],
}

impl VerifiedSignature {
    pub(crate) const fn new(form: &'static str, signed_with: u8, key: [u8; 16]) -> Self {
        Self { form, signed_with, key }
    }

    /// Over which form of the body: `raw`, `tester` or `compact`.
    pub const fn form(&self) -> &'static str {
        self.form
    }

    /// By which of the endpoint's secrets, 0 being the current one.
    pub const fn signed_with(&self) -> u8 {
        self.signed_with
    }

    /// The idempotency key (docs/wire.md 1.6), unlike that of every other endpoint.
    pub const fn key(&self) -> [u8; 16] {
        self.key
    }
}

/// A call whose signature is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    call: Call,
    signature: VerifiedSignature,
}

impl Verified {
    pub(crate) const fn new(call: Call, signature: VerifiedSignature) -> Self {
        Self { call, signature }
    }

    /// What came.
    pub const fn call(&self) -> &Call {
        &self.call
    }

    /// How its signature was found right.
    pub const fn signature(&self) -> VerifiedSignature {
        self.signature
    }

    /// Both, without a copy.
    pub fn into_parts(self) -> (Call, VerifiedSignature) {
        (self.call, self.signature)
    }
}

/// A call that is not believed, or was refused before its signature was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// What came.
    pub call: Call,
    /// The reason.
    pub why: RejectionReason,
    /// What there is to add to the reason, as a remark or in the words of the call.
    pub detail: Option<String>,
    /// HTTP status it is answered with.
    pub answered: u16,
}

/// What is appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// Believed: it takes effect once.
    Verified(Verified),
    /// Kept for whoever wants to see why; it never takes effect.
    Rejected(Rejected),
}

/// The idempotency key of a call: of the message's own id where it has one, else of its body. `batchId` and `operation`, the
/// other parts of the key of docs/wire.md 1.6, are in the body already. At Ratepay an endpoint belongs to one subscription,
/// which is the other part of its key (docs/wire.md 3.3). Rainforest's messages have an id of their own (docs/wire.md 2.4).
pub(crate) fn key_of(endpoint: &EndpointId, id: Option<&str>, body: &[u8]) -> [u8; 16] {
    key(endpoint, id.map_or(body, str::as_bytes))
}

/// The same at two endpoints is two deliveries. Half of a SHA-256 digest: no two deliveries will ever share it by chance.
fn key(endpoint: &EndpointId, of: &[u8]) -> [u8; 16] {
    let digest = Sha256::new().chain_update(endpoint.as_str()).chain_update([0]).chain_update(of).finalize();
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

/// Headers as they are kept.
pub(crate) fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let value = if UNKEPT.contains(&name.as_str()) {
                "•••".to_owned()
            } else {
                String::from_utf8_lossy(value.as_bytes()).into_owned()
            };
            (name.as_str().to_owned(), value)
        })
        .collect()
}
