//! `x-signature`: lower-case hex of HMAC-SHA512 over the payload's compact JSON (Ratepay's guide, docs/wire.md 3.3). No time and no
//! id are signed, so a repetition cannot be told from a replay.

use crate::{Unverified, webhook_signature::verified::fitting};
use gangway_domain::RejectionReason;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::de::IgnoredAny;
use sha2::Sha512;
use subtle::ConstantTimeEq;
use thiserror::Error;

/// Name of the header; compared without regard to case.
pub const HEADER: &str = "x-signature";

/// A call whose signature is right. Only [`verify`] makes one.
pub type Verified<'a> = crate::Verified<'a, Form>;

/// Over which form of the body the signature is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// The exact bytes.
    #[default]
    Raw,
    /// The same text without the white space between its tokens.
    Compact,
}

impl Form {
    /// The word in the record and in every output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Compact => "compact",
        }
    }
}

/// Why a call is not believed. Precise, because the reason is worth more than the 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Rejection {
    /// No `x-signature`: somebody else called, or something in between took it off.
    #[error("the x-signature header is missing")]
    HeaderMissing,
    /// Two of them.
    #[error("the x-signature header is there more than once")]
    HeaderDoubled,
    /// Not 128 hexadecimal digits.
    #[error("the x-signature header is malformed: {0}")]
    HeaderMalformed(&'static str),
    /// The body is no complete JSON: it was cut on its way, or re-encoded.
    #[error("the body is no complete JSON, so it is not what was signed; was it cut short on its way?")]
    BodyBroken,
    /// None of the secrets gives this signature: another secret, or a body that something in between wrote anew.
    #[error(
        "no secret of this endpoint gives this signature; is the secret another one, or was the body written anew on its way?"
    )]
    WrongSecret,
    /// Ours to mend: there is no secret to verify with.
    #[error("the secret of this endpoint is not in the vault")]
    NoSecret,
}

impl Rejection {
    /// The word in the record and in every output.
    pub const fn reason(self) -> RejectionReason {
        match self {
            Self::HeaderMissing => RejectionReason::HeaderMissing,
            Self::HeaderDoubled => RejectionReason::HeaderDoubled,
            Self::HeaderMalformed(_) => RejectionReason::HeaderMalformed,
            Self::BodyBroken => RejectionReason::BodyBroken,
            Self::WrongSecret => RejectionReason::WrongSecret,
            Self::NoSecret => RejectionReason::NoSecret,
        }
    }
}

/// Verifies a call against the current secret and, during a rotation, others: first the exact bytes, then the compact form.
/// Secrets of any length do; 64 characters are a rule of creating.
pub fn verify<'a>(call: &Unverified<'a>, secrets: &[SecretString]) -> Result<Verified<'a>, Rejection> {
    let header = match call.signatures {
        [] => return Err(Rejection::HeaderMissing),
        [one] => *one,
        _ => return Err(Rejection::HeaderDoubled),
    };
    let mut sign = [0; 64];
    hex::decode_to_slice(header, &mut sign)
        .map_err(|_| Rejection::HeaderMalformed("it is not 128 hexadecimal digits"))?;
    if secrets.is_empty() {
        return Err(Rejection::NoSecret);
    }
    let body = call.body;
    let fits = |text: &[u8]| fitting(secrets, |secret| digest(secret, text).ct_eq(&sign).into());
    if let Some(secret) = fits(body) {
        return Ok(Verified::new(body, Form::Raw, secret));
    }
    let compact = compact(body).ok_or(Rejection::BodyBroken)?;
    fits(&compact).map(|secret| Verified::new(body, Form::Compact, secret)).ok_or(Rejection::WrongSecret)
}

fn digest(secret: &SecretString, text: &[u8]) -> [u8; 64] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.expose_secret().as_bytes()).expect("any key length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// The header's value for a body that is compact JSON already, as the provider would sign it: for a test call.
pub fn sign(secret: &SecretString, compact: &str) -> String {
    hex::encode(digest(secret, compact.as_bytes()))
}

/// The same text without the white space between its tokens: order of keys, digits of numbers and escapes stay as they are,
/// which writing parsed JSON anew would not promise. `None` for what is no JSON.
fn compact(body: &[u8]) -> Option<Vec<u8>> {
    // Checked first: `[1 2]` is no JSON, and must not become `[12]`, which is.
    serde_json::from_slice::<IgnoredAny>(body).ok()?;
    let mut out = Vec::with_capacity(body.len());
    let (mut in_string, mut escaped) = (false, false);
    for &byte in body {
        if !in_string && matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            continue;
        }
        out.push(byte);
        (in_string, escaped) = match (in_string, escaped, byte) {
            (true, true, _) => (true, false),
            (true, false, b'\\') => (true, true),
            (_, _, b'"') => (!in_string, false),
            (inside, _, _) => (inside, false),
        };
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Form, Rejection, compact, digest, verify};
    use crate::Unverified;
    use proptest::prelude::*;
    use secrecy::SecretString;

    // The vector of Ratepay's guide.
    const SECRET: &str = "abc123";
    const BODY: &str = r#"{"key":"value"}"#;
    const SIGN: &str = "4c131d60caea39b5f65625b80270e5305d5a00ebc5d15a00ecf82da9de2fcc8ff45df068a11f8b336890b161eb1fdefafe452d2e452623b37e4bd3277bb348fd";

    fn check(headers: &[&str], body: &str, secrets: &[&str]) -> Result<(Form, usize), Rejection> {
        let headers: Vec<&[u8]> = headers.iter().map(|header| header.as_bytes()).collect();
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        let call = Unverified { signatures: &headers, body: body.as_bytes() };
        verify(&call, &secrets).map(|verified| (verified.form(), verified.secret()))
    }

    #[test]
    fn the_vector() {
        assert_eq!(super::sign(&SECRET.into(), BODY), SIGN);
        assert_eq!(check(&[SIGN], BODY, &[SECRET]), Ok((Form::Raw, 0)));
        assert_eq!(check(&[&SIGN.to_uppercase()], BODY, &[SECRET]), Ok((Form::Raw, 0)));
        assert_eq!(check(&[SIGN], BODY, &["new", SECRET]), Ok((Form::Raw, 1)));
        // As the document prints the payload that this is the signature of.
        assert_eq!(check(&[SIGN], "{\n  \"key\": \"value\"\n}", &[SECRET]), Ok((Form::Compact, 0)));
        assert_eq!(check(&[SIGN], "\t{ \"key\" :\r\n\"value\" } ", &["new", SECRET]), Ok((Form::Compact, 1)));
    }

    /// A dispute as it was signed, and every way in which something in between may have written it anew.
    #[test]
    fn a_body_that_was_written_anew() {
        let signed = r#"{"b":1.50,"a":"K\u00e4ufer \/ \"x\"","n":[1e2, -0],"t":true}"#.replace(", ", ",");
        let sign = hex::encode(digest(&SECRET.into(), signed.as_bytes()));
        let is = |body: &str, expected| assert_eq!(check(&[&sign], body, &[SECRET]), expected, "{body}");
        let compact = Ok((Form::Compact, 0));
        is(&signed, Ok((Form::Raw, 0)));
        is(&signed.replace(',', ",\n  ").replace(':', ": "), compact);
        is(&format!("{signed}\n"), compact);
        let wrong = Err(Rejection::WrongSecret);
        is(&signed.replace(r#""b":1.50,"#, "").replace(r#""t":true"#, r#""t":true,"b":1.50"#), wrong);
        is(&signed.replace(r"\u00e4", "ä"), wrong);
        is(&signed.replace(r"\/", "/"), wrong);
        is(&signed.replace("1.50", "1.5"), wrong);
        is(&signed.replace("1e2", "100"), wrong);
        is(&signed.replace("K\\u00e4ufer \\/", "K\\u00e4ufer  \\/"), wrong);
        let broken = Err(Rejection::BodyBroken);
        is(&signed[..signed.len() - 1], broken);
        is(&signed[..signed.len() / 2], broken);
        is("", broken);
        is(&format!("\u{feff}{signed}"), broken);
        // White space to others, and not to JSON.
        for other in ['\u{a0}', '\u{b}', '\u{c}', '\u{2028}', '\0'] {
            is(&format!("{signed}{other}"), broken);
            is(&signed.replacen(':', &format!(":{other}"), 1), broken);
        }
        is(&format!("{signed}{signed}"), broken);
    }

    /// What a parser could lose or choke on: names that are there twice, numbers that fit no type, half a surrogate pair,
    /// more levels than any recursion takes, and bytes that are no UTF-8.
    #[test]
    fn the_compact_form_takes_any_json() {
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        let texts = [
            r#"{"a":1,"a":2,"":{"a":3}}"#,
            "[123456789012345678901234567890.10,1e999,-0.0E+07]",
            r#"{"a\u0000":"\ud800 \\ \" : , \/"}"#,
            r#""\\""#,
            "0",
            &deep,
        ];
        for text in texts {
            let sign = hex::encode(digest(&SECRET.into(), text.as_bytes()));
            let loose = text.replace("[[", "[ [").replace(r#",""#, ",\r\n\t\"").replace("]]", "] ]");
            assert_eq!(check(&[&sign], &format!(" {loose}\n"), &[SECRET]), Ok((Form::Compact, 0)));
            assert_eq!(check(&[&sign], text, &[SECRET]), Ok((Form::Raw, 0)));
        }
        let latin = [&b"{ \"a\" : \"K\xe4ufer\" }"[..], &b"{\"a\":\"K\xe4ufer\"}"[..]];
        assert_eq!(compact(latin[0]).as_deref(), Some(latin[1]));
    }

    #[test]
    fn what_is_no_json_does_not_become_json() {
        let sign = hex::encode(digest(&SECRET.into(), b"[12]"));
        assert_eq!(check(&[&sign], "[12]", &[SECRET]), Ok((Form::Raw, 0)));
        assert_eq!(check(&[&sign], "[1 2]", &[SECRET]), Err(Rejection::BodyBroken));
    }

    #[test]
    fn malformed_headers_and_missing_secrets() {
        for header in ["", " ", "zz", &SIGN[1..], &format!("{SIGN}0"), &format!(" {SIGN}"), &format!("sha512={SIGN}")] {
            let verdict = check(&[header], BODY, &[SECRET]);
            assert!(matches!(verdict, Err(Rejection::HeaderMalformed(_))), "{header:?}: {verdict:?}");
        }
        assert_eq!(check(&[], BODY, &[SECRET]), Err(Rejection::HeaderMissing));
        assert_eq!(check(&[SIGN, SIGN], BODY, &[SECRET]), Err(Rejection::HeaderDoubled));
        assert_eq!(check(&[SIGN], BODY, &[]), Err(Rejection::NoSecret));
        assert_eq!(check(&[SIGN], BODY, &["other"]), Err(Rejection::WrongSecret));
    }

    /// Any JSON.
    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            "[\\PC\"\\\\ \n\t]{0,12}".prop_map(Into::into),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map("[a-z \"]{0,4}", inner, 0..4)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn compact_undoes_pretty_printing(value in json()) {
            let compacted = compact(format!("{value:#}").as_bytes()).unwrap();
            prop_assert_eq!(String::from_utf8(compacted).unwrap(), value.to_string());
        }

        #[test]
        fn never_panics(header in "\\PC{0,140}", body in prop::collection::vec(any::<u8>(), 0..200)) {
            let call = Unverified { signatures: &[header.as_bytes()], body: &body };
            let _ = verify(&call, &[SECRET.into()]);
        }

        #[test]
        fn one_flipped_bit_is_refused(at in 0usize..BODY.len() * 8) {
            let mut body = BODY.as_bytes().to_vec();
            body[at / 8] ^= 1 << (at % 8);
            let call = Unverified { signatures: &[SIGN.as_bytes()], body: &body };
            prop_assert!(verify(&call, &[SECRET.into()]).is_err());
        }
    }
}
