//! `svix-signature`: base64 of HMAC-SHA256 over `id.timestamp.body`, keyed with what stands in base64 after `whsec_`; several
//! may stand side by side (docs/wire.md 2.4, Standard Webhooks).

use crate::webhook_signature::verified::fitting;
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use gangway_domain::{RejectionReason, VerifiedBody};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use thiserror::Error;

/// Names of the three headers, compared without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    /// Of the message's id.
    pub id: &'static str,
    /// Of the time it was signed for.
    pub timestamp: &'static str,
    /// Of the signatures.
    pub signature: &'static str,
}

/// As Svix sends them.
pub const SVIX: Names = Names { id: "svix-id", timestamp: "svix-timestamp", signature: "svix-signature" };
/// As Standard Webhooks has them.
pub const WEBHOOK: Names = Names { id: "webhook-id", timestamp: "webhook-timestamp", signature: "webhook-signature" };

/// How far a call's time may be from ours, both ways, in milliseconds (docs/wire.md 2.4).
const TOLERANCE: i64 = 5 * 60 * 1000;
/// Longest id that is taken.
const LONGEST_ID: usize = 256;
/// Signatures of one call that are looked at: a rotation has two.
const SIGNATURES: usize = 16;
const PREFIX: &str = "whsec_";
/// Padding may be missing: secrets are copied by hand.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A call as it came in. Nothing in it is to be believed.
#[derive(Debug, Clone, Copy)]
pub struct Unverified<'a> {
    /// All values of the id's header.
    pub ids: &'a [&'a [u8]],
    /// All values of the time's header.
    pub timestamps: &'a [&'a [u8]],
    /// All values of the signatures' header.
    pub signatures: &'a [&'a [u8]],
    /// The exact bytes received.
    pub body: &'a [u8],
}

/// A call whose signature is right and whose time is near. Only [`verify`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a> {
    body: &'a [u8],
    id: &'a str,
    secret: usize,
}

impl<'a> Verified<'a> {
    /// The message's id: the same however often it is sent.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// Which of the secrets it was: 0 is the current one.
    pub fn secret(&self) -> usize {
        self.secret
    }

    /// As if it had been verified, for tests of what reads it.
    #[cfg(test)]
    pub(super) const fn pretended(body: &'a [u8]) -> Self {
        Self { body, id: "", secret: 0 }
    }
}

impl VerifiedBody for Verified<'_> {
    fn body(&self) -> &[u8] {
        self.body
    }
}

/// Why a call is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Rejection {
    /// One of the three headers is not there.
    #[error("the headers svix-id, svix-timestamp and svix-signature are not all there")]
    HeaderMissing,
    /// One of them is there twice.
    #[error("one of the headers svix-id, svix-timestamp and svix-signature is there twice")]
    HeaderDoubled,
    /// One of them cannot be read.
    #[error("the header {0} is malformed")]
    HeaderMalformed(&'static str),
    /// Right, but made for another time.
    #[error("the signature is right, but its time is {} s off", by_ms / 1000)]
    ClockOff {
        /// Theirs minus ours, milliseconds.
        by_ms: i64,
    },
    /// No secret makes this signature from this body.
    #[error("no secret fits the signature")]
    WrongSecret,
    /// There is no secret to verify with, or none that can be read.
    #[error("there is no secret to verify with")]
    NoSecret,
}

impl Rejection {
    /// The code in the record.
    pub const fn reason(&self) -> RejectionReason {
        match self {
            Self::HeaderMissing => RejectionReason::HeaderMissing,
            Self::HeaderDoubled => RejectionReason::HeaderDoubled,
            Self::HeaderMalformed(_) => RejectionReason::HeaderMalformed,
            Self::ClockOff { .. } => RejectionReason::ClockOff,
            Self::WrongSecret => RejectionReason::WrongSecret,
            Self::NoSecret => RejectionReason::NoSecret,
        }
    }
}

/// Whether a text can be a secret: `whsec_` and base64, or base64 alone.
pub fn is_secret(text: &str) -> bool {
    key(text).is_some()
}

/// Verifies a call that came at `now` (Unix milliseconds) with the endpoint's secrets, the current one first.
pub fn verify<'a>(call: &Unverified<'a>, secrets: &[SecretString], now: i64) -> Result<Verified<'a>, Rejection> {
    let id = one(call.ids, "svix-id")?;
    let timestamp = one(call.timestamps, "svix-timestamp")?;
    let signatures = one(call.signatures, "svix-signature")?;
    // A dot in the id would let parts of it stand for the time, and of the time for the body.
    if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'.') {
        return Err(Rejection::HeaderMalformed("svix-id"));
    }
    let seconds = seconds(timestamp).ok_or(Rejection::HeaderMalformed("svix-timestamp"))?;
    let given = given(signatures);
    if given.is_empty() {
        return Err(Rejection::HeaderMalformed("svix-signature"));
    }
    let keys: Vec<Option<Vec<u8>>> = secrets.iter().map(|secret| key(secret.expose_secret())).collect();
    if keys.iter().all(Option::is_none) {
        return Err(Rejection::NoSecret);
    }
    let secret = fitting_key(&keys, &given, [id, timestamp], call.body).ok_or(Rejection::WrongSecret)?;
    let by_ms = seconds * 1000 - now;
    if by_ms.abs() > TOLERANCE {
        return Err(Rejection::ClockOff { by_ms });
    }
    Ok(Verified { body: call.body, id, secret })
}

fn one<'a>(values: &[&'a [u8]], name: &'static str) -> Result<&'a str, Rejection> {
    match values {
        [] => Err(Rejection::HeaderMissing),
        [value] => std::str::from_utf8(value).map_err(|_| Rejection::HeaderMalformed(name)),
        _ => Err(Rejection::HeaderDoubled),
    }
}

/// Digits only: what is signed is the text, and it has one reading.
fn seconds(text: &str) -> Option<i64> {
    let fits = (1..=11).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

/// The signatures of version 1; others are ignored (Standard Webhooks).
fn given(header: &str) -> Vec<[u8; 32]> {
    let signature = |part: &str| BASE64.decode(part.strip_prefix("v1,")?).ok()?.try_into().ok();
    header.split(' ').take(SIGNATURES).filter_map(signature).collect()
}

fn key(secret: &str) -> Option<Vec<u8>> {
    let text = secret.trim();
    BASE64.decode(text.strip_prefix(PREFIX).unwrap_or(text)).ok().filter(|key| !key.is_empty())
}

/// Every secret is tried with every signature, so that the time taken does not tell which one fits.
fn fitting_key(keys: &[Option<Vec<u8>>], given: &[[u8; 32]], head: [&str; 2], body: &[u8]) -> Option<usize> {
    fitting(keys, |key| {
        key.as_ref().is_some_and(|key| {
            let made = digest(key, head, body);
            given.iter().fold(false, |found, given| bool::from(made.ct_eq(given)) | found)
        })
    })
}

fn digest(key: &[u8], [id, timestamp]: [&str; 2], body: &[u8]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key length");
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests;
