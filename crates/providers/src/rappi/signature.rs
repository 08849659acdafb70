//! `Rappi-Signature: t=<timestamp>,sign=<hex>`: HMAC-SHA256 over `<t>.<raw body>` (PROVIDERS.md 1.6).

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use thiserror::Error;

/// Name of the header, as written in the document; compared without regard to case.
pub const HEADER: &str = "Rappi-Signature";
/// How far `t` may be from our clock, either way, in milliseconds.
pub(super) const TOLERANCE_MS: i64 = 5 * 60 * 1000;

/// A call as it came in. Nothing in it is to be believed.
#[derive(Debug, Clone, Copy)]
pub struct Unverified<'a> {
    /// All values of the `Rappi-Signature` header.
    pub signatures: &'a [&'a [u8]],
    /// The exact bytes received.
    pub body: &'a [u8],
}

/// A call whose signature is right. Only [`verify`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a> {
    body: &'a [u8],
    form: Form,
    secret: usize,
}

impl<'a> Verified<'a> {
    /// The exact bytes received.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// Over which form of the body the signature is right.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Which of the secrets it was: 0 is the current one.
    pub fn secret(&self) -> usize {
        self.secret
    }

    /// A body that was verified when it came and is read again from the record.
    pub fn from_record(body: &'a [u8]) -> Self {
        Self { body, form: Form::Raw, secret: 0 }
    }
}

/// Over which form of the body the signature is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The exact bytes.
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
    /// The tester's form at a production profile.
    #[error("the signature is right for the tester's form of the body, which a production profile does not accept")]
    TesterForm,
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
    pub const fn code(self) -> &'static str {
        match self {
            Self::HeaderMissing => "header_missing",
            Self::HeaderDoubled => "header_doubled",
            Self::HeaderMalformed(_) => "header_malformed",
            Self::ClockOff { .. } => "clock_off",
            Self::WrongSecret => "wrong_secret",
            Self::NoSecret => "no_secret",
            Self::TesterForm => "tester_form",
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
    Ok(Verified { body: call.body, form, secret })
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

/// 9 to 14 digits; below 1e12 it means seconds (PROVIDERS.md 1.6).
pub(super) fn milliseconds(time: &str) -> Result<i64, Rejection> {
    if !(9..=14).contains(&time.len()) || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Rejection::HeaderMalformed(Malformed::Time));
    }
    let number: i64 = time.parse().map_err(|_| Rejection::HeaderMalformed(Malformed::Time))?;
    Ok(if number < 1_000_000_000_000 { number * 1000 } else { number })
}

fn matching(body: &[u8], time: &str, sign: &[u8; 32], secrets: &[SecretString]) -> Option<(Form, usize)> {
    let fits = |text: &[u8]| {
        // Every secret is tried, so that the time taken does not tell which one fits.
        let fitting = secrets.iter().map(|secret| bool::from(digest(secret, time, text).ct_eq(sign)));
        fitting.enumerate().fold(None, |found, (index, fits)| found.or(fits.then_some(index)))
    };
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

/// Puts quotes around every number, boolean and null, and leaves every other byte alone. `None` when there is none.
pub(super) fn tester_form(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() + 16);
    let (mut at, mut changed) = (0, false);
    while at < body.len() {
        let length = match body[at] {
            b'"' => string_length(&body[at..])?,
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                let length =
                    body[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
                changed = true;
                out.push(b'"');
                out.extend_from_slice(&body[at..at + length]);
                out.push(b'"');
                at += length;
                continue;
            }
            _ => 1,
        };
        out.extend_from_slice(&body[at..at + length]);
        at += length;
    }
    changed.then_some(out)
}

/// Bytes of the string that begins here, both quotes included.
pub(super) fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Rejection, Unverified, digest, tester_form, verify};
    use proptest::prelude::*;
    use secrecy::SecretString;

    // PROVIDERS.md 1.6, computed vectors.
    const SECRET: &str = "your-hmac-secret";
    const NOW: i64 = 1_776_765_600_000;
    const BODY: &str = r#"{"batchId":"550e8400-e29b-41d4-a716-446655440000","integrationId":"your-integration-id","operation":"PROVISION","results":[{"storeId":"10","integrationId":"your-integration-id","brand":"YourBrand","status":"ACTIVE","httpCode":201}],"timestamp":"2026-04-21T10:00:00Z"}"#;
    const RAW: &str = "990daac39e595f4c6ec881deb368de9a8616f10edb2d77e542cc42f31f07add4";
    const TESTER: &str = "3184b566af874a2035ea5d9162e6238675b518e79d22655d475f9c28181e03a6";

    fn check(headers: &[&str], body: &str, secrets: &[&str], now: i64) -> Result<(Form, usize), Rejection> {
        let headers: Vec<&[u8]> = headers.iter().map(|header| header.as_bytes()).collect();
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        let call = Unverified { signatures: &headers, body: body.as_bytes() };
        verify(&call, &secrets, now).map(|verified| (verified.form(), verified.secret()))
    }

    #[test]
    fn the_vectors() {
        let header = |sign: &str| format!("t={NOW},sign={sign}");
        assert_eq!(check(&[&header(RAW)], BODY, &[SECRET], NOW), Ok((Form::Raw, 0)));
        assert_eq!(check(&[&header(TESTER)], BODY, &[SECRET], NOW), Ok((Form::Tester, 0)));
        assert_eq!(check(&[&header(RAW)], BODY, &["new", SECRET], NOW), Ok((Form::Raw, 1)));
        assert_eq!(check(&[&header(&RAW.to_uppercase())], BODY, &[SECRET], NOW), Ok((Form::Raw, 0)));
    }

    #[test]
    fn the_window_is_five_minutes_either_way() {
        let header = format!("t={NOW},sign={RAW}");
        let at = |now| check(&[&header], BODY, &[SECRET], now);
        assert_eq!(at(NOW + 300_000), Ok((Form::Raw, 0)));
        assert_eq!(at(NOW - 300_000), Ok((Form::Raw, 0)));
        assert_eq!(at(NOW + 300_001), Err(Rejection::ClockOff { by_ms: -300_001 }));
        assert_eq!(at(NOW - 300_001), Err(Rejection::ClockOff { by_ms: 300_001 }));
    }

    #[test]
    fn seconds_and_milliseconds() {
        let sign = |time: &str| hex::encode(digest(&SECRET.into(), time, b"{}"));
        for (time, now) in [("1776765600", NOW), ("1776765600000", NOW), ("999999999", 999_999_999_000)] {
            let header = format!("t={time},sign={}", sign(time));
            assert_eq!(check(&[&header], "{}", &[SECRET], now), Ok((Form::Raw, 0)), "{time}");
        }
    }

    /// Each is refused with its reason, and the reason never holds the secret or the right signature.
    #[test]
    fn malformed_signatures_and_bodies() {
        let valid = format!("t={NOW},sign={RAW}");
        let with = |text: &str| text.replace("RAW", RAW).replace("NOW", &NOW.to_string());
        let malformed: &[&str] = &[
            "",
            " ",
            ",",
            "=",
            "t",
            "sign",
            "t=,sign=",
            "t=NOW",
            "sign=RAW",
            "t=NOW;sign=RAW",
            "t=NOW sign=RAW",
            "t=NOW,sign=",
            "t=,sign=RAW",
            "t=NOW,sign=RAW0",
            "t=NOW,sign=0",
            "t=NOW,sign=zzRAW",
            "t=NOW,sign=\"RAW\"",
            "t=NOW,sign=sha256=RAW",
            "t=NOW,t=NOW,sign=RAW",
            "t=NOW,sign=RAW,sign=RAW",
            "t=-NOW,sign=RAW",
            "t=+NOW,sign=RAW",
            "t=NOW0000,sign=RAW",
            "t=12345678,sign=RAW",
            "t=1e12000000,sign=RAW",
            "t=NOW.0,sign=RAW",
            "t=0xNOW,sign=RAW",
            "t= NOW,sign=RAW",
            "T=NOW,SIGN=RAW",
            "t=NOW,v1=RAW",
            "RAW",
            "Bearer RAW",
            "t=\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}\u{668}\u{669},sign=RAW",
            "t=NOW,,sign=RAW",
        ];
        assert!(malformed.len() >= 30);
        for header in malformed {
            let header = with(header);
            let verdict = check(&[&header], BODY, &[SECRET], NOW);
            assert!(matches!(verdict, Err(Rejection::HeaderMalformed(_))), "{header:?}: {verdict:?}");
        }
        assert_eq!(check(&[], BODY, &[SECRET], NOW), Err(Rejection::HeaderMissing));
        assert_eq!(check(&[&valid, &valid], BODY, &[SECRET], NOW), Err(Rejection::HeaderDoubled));
        assert_eq!(check(&[&valid], BODY, &[], NOW), Err(Rejection::NoSecret));
        assert_eq!(check(&[&valid], BODY, &["other"], NOW), Err(Rejection::WrongSecret));
        let bodies = [
            String::new(),
            BODY[1..].to_owned(),
            BODY[..BODY.len() - 1].to_owned(),
            format!("{BODY}\n"),
            format!(" {BODY}"),
            BODY.replace(':', ": "),
            BODY.replace("ACTIVE", "FAILED"),
            BODY.to_uppercase(),
            format!("\u{feff}{BODY}"),
            BODY.replace("\"10\"", "10"),
            "null".into(),
            "[".repeat(5000),
            "\"".into(),
            "\"\\".into(),
            "-".into(),
        ];
        for body in bodies {
            assert_eq!(check(&[&valid], &body, &[SECRET], NOW), Err(Rejection::WrongSecret), "{body:?}");
        }
    }

    #[test]
    fn the_tester_form_quotes_bare_words_only() {
        let form = |text: &str| tester_form(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(
            form(r#"{"a": -1.5e+3, "b":[true,null], "c":"x\"1"}"#).as_deref(),
            Some(r#"{"a": "-1.5e+3", "b":["true","null"], "c":"x\"1"}"#)
        );
        assert_eq!(form(r#"{"a":"1"}"#), None);
    }

    proptest! {
        #[test]
        fn never_panics(header in "\\PC{0,90}", body in prop::collection::vec(any::<u8>(), 0..200)) {
            let call = Unverified { signatures: &[header.as_bytes()], body: &body };
            let _ = verify(&call, &[SECRET.into()], NOW);
        }

        #[test]
        fn one_flipped_bit_is_refused(at in 0usize..BODY.len() * 8) {
            let mut body = BODY.as_bytes().to_vec();
            body[at / 8] ^= 1 << (at % 8);
            let header = format!("t={NOW},sign={RAW}");
            let call = Unverified { signatures: &[header.as_bytes()], body: &body };
            prop_assert!(verify(&call, &[SECRET.into()], NOW).is_err());
        }
    }
}
