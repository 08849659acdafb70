use super::{Form, Rejection, digest, verify};
use crate::Unverified;
use proptest::prelude::*;
use secrecy::SecretString;

// docs/wire.md 1.6, computed vectors.
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
