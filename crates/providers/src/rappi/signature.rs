//! `Rappi-Signature: t=<timestamp>,sign=<hex>`: HMAC-SHA256 over `<t>.<raw body>` (docs/wire.md 1.6).

use super::tester::tester_form;
use crate::{Unverified, webhook_signature::verified::fitting};
use gangway_domain::RejectionReason;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use thiserror::Error;

/// Name of the header, as written in the document; compared without regard to case.
pub const HEADER: &str = "Rappi-Signature";
/// How far `t` may be from our clock, either way, in milliseconds.
pub(super) const TOLERANCE_MS: i64 = 5 * 60 * 1000;

/// A call whose signature is right. Only [`verify`] makes one.
pub type Verified<'a> = crate::Verified<'a, Form>;

/// Over which form of the body the signature is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// The exact bytes.
    #[default]
    Raw,
    /// Rappi's tester: numbers, booleans and null signed as strings. Accepted only outside production.
    Tester,
}

impl Form {
    /// The word in the record and in every output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Tester => "tester",
        }
    }
}

/// Why a call is not believed. Precise, because the reason is worth more than the 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Rejection {
    /// No `Rappi-Signature`: no secret is registered, or somebody else called.
    #[error("the Rappi-Signature header is missing")]
    HeaderMissing,
    /// Two of them.
    #[error("the Rappi-Signature header is there more than once")]
    HeaderDoubled,
    /// Not `t=…,sign=…`.
    #[error("the Rappi-Signature header is malformed: {0}")]
    HeaderMalformed(Malformed),
    /// The signature is right, the time is not: replayed, delayed, or one of the clocks is off.
    #[error("the signature is right but {} s {}", by_ms.abs() / 1000, if *by_ms < 0 { "old" } else { "in the future" })]
    ClockOff {
        /// Their time minus ours.
        by_ms: i64,
    },
    /// None of the secrets gives this signature.
    #[error("the signature does not match: another secret, or the body was changed on the way")]
    WrongSecret,
    /// There is no secret for this endpoint.
    #[error("no secret is stored for this endpoint")]
    NoSecret,
}

/// What is wrong with a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Malformed {
    /// Bytes that are no text.
    #[error("not text")]
    NotText,
    /// A part without `=`.
    #[error("a part without =")]
    NoValue,
    /// `t` or `sign` is there more than once.
    #[error("a part is there twice")]
    Twice,
    /// No `t`.
    #[error("t is missing")]
    NoTime,
    /// No `sign`.
    #[error("sign is missing")]
    NoSign,
    /// `t` is not 9 to 14 digits.
    #[error("t is not 9 to 14 digits")]
    Time,
    /// `sign` is not 64 hexadecimal digits.
    #[error("sign is not 64 hexadecimal digits")]
    Sign,
}

impl Malformed {
    /// The code in every output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotText => "not_text",
            Self::NoValue => "no_value",
            Self::Twice => "twice",
            Self::NoTime => "no_time",
            Self::NoSign => "no_sign",
            Self::Time => "time",
            Self::Sign => "sign",
        }
    }
}

impl Rejection {
    /// The code in the record and in every output.
    pub const fn reason(self) -> RejectionReason {
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

/// Verifies a call against the current secret and, during a rotation, the previous one. `now` in Unix milliseconds.
pub fn verify<'a>(call: &Unverified<'a>, secrets: &[SecretString], now: i64) -> Result<Verified<'a>, Rejection> {
    let (time, sign) = read(call.signatures)?;
    if secrets.is_empty() {
        return Err(Rejection::NoSecret);
    }
    let (form, secret) = matching(call.body, time, &sign, secrets).ok_or(Rejection::WrongSecret)?;
    let by_ms = milliseconds(time)? - now;
    if by_ms.abs() > TOLERANCE_MS {
        return Err(Rejection::ClockOff { by_ms });
    }
    Ok(Verified::new(call.body, form, secret))
}

/// The header's parts, when there is exactly one header and it is well formed.
pub(super) fn read<'a>(signatures: &[&'a [u8]]) -> Result<(&'a str, [u8; 32]), Rejection> {
    match signatures {
        [] => Err(Rejection::HeaderMissing),
        [one] => split(std::str::from_utf8(one).map_err(|_| Rejection::HeaderMalformed(Malformed::NotText))?),
        _ => Err(Rejection::HeaderDoubled),
    }
}

/// `t` as the text that was signed, and the signature's 32 bytes.
fn split(header: &str) -> Result<(&str, [u8; 32]), Rejection> {
    let malformed = Rejection::HeaderMalformed;
    let (mut time, mut sign) = (None, None);
    for part in header.split(',') {
        let (key, value) = part.trim().split_once('=').ok_or(malformed(Malformed::NoValue))?;
        let place = match key {
            "t" => &mut time,
            "sign" => &mut sign,
            _ => continue,
        };
        if place.replace(value).is_some() {
            return Err(malformed(Malformed::Twice));
        }
    }
    let time = time.ok_or(malformed(Malformed::NoTime))?;
    let sign = sign.ok_or(malformed(Malformed::NoSign))?;
    milliseconds(time)?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(sign, &mut bytes).map_err(|_| malformed(Malformed::Sign))?;
    Ok((time, bytes))
}

/// 9 to 14 digits; below 1e12 it means seconds (docs/wire.md 1.6).
pub(super) fn milliseconds(time: &str) -> Result<i64, Rejection> {
    if !(9..=14).contains(&time.len()) || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Rejection::HeaderMalformed(Malformed::Time));
    }
    let number: i64 = time.parse().map_err(|_| Rejection::HeaderMalformed(Malformed::Time))?;
    Ok(if number < 1_000_000_000_000 { number * 1000 } else { number })
}

fn matching(body: &[u8], time: &str, sign: &[u8; 32], secrets: &[SecretString]) -> Option<(Form, usize)> {
    let fits = |text: &[u8]| fitting(secrets, |secret| digest(secret, time, text).ct_eq(sign).into());
    if let Some(index) = fits(body) {
        return Some((Form::Raw, index));
    }
    tester_form(body).and_then(|text| fits(&text)).map(|index| (Form::Tester, index))
}

pub(super) fn digest(secret: &SecretString, time: &str, body: &[u8]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("any key length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests;
