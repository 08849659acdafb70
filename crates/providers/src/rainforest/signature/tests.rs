//! The vectors of docs/wire.md 2.4, and everything that is not one.

use super::{Rejection, Unverified, is_secret, verify};
use proptest::prelude::*;
use secrecy::SecretString;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const AT: &str = "1614265330";
const NOW: i64 = 1_614_265_330_000;
const BODY: &str = r#"{"test": 2432232314}"#;
const SIGN: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

struct Call<'a> {
    ids: Vec<&'a str>,
    timestamps: Vec<&'a str>,
    signatures: Vec<&'a str>,
    body: &'a [u8],
}

impl Default for Call<'_> {
    fn default() -> Self {
        Self { ids: vec![ID], timestamps: vec![AT], signatures: vec![SIGN], body: BODY.as_bytes() }
    }
}

fn at(call: &Call<'_>, secrets: &[&str], now: i64) -> Result<usize, Rejection> {
    let [ids, timestamps, signatures] =
        [&call.ids, &call.timestamps, &call.signatures].map(|it| it.iter().map(|it| it.as_bytes()).collect::<Vec<_>>());
    let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
    let call = Unverified { ids: &ids, timestamps: &timestamps, signatures: &signatures, body: call.body };
    verify(&call, &secrets, now).map(|verified| verified.secret())
}

fn check(call: &Call<'_>) -> Result<usize, Rejection> {
    at(call, &[SECRET], NOW)
}

#[test]
fn the_vectors() {
    assert_eq!(check(&Call::default()), Ok(0));
    let body = r#"{"data":{"merchant_application_id":"app_2sOuOghBfy4SGFS6b7Le8uW8zGo","merchant_id":"mid_2sOuQknV0ornUMNElq9HS3Y5XUv","status":"CREATED"},"event_type":"merchant_application.created"}"#;
    let second = Call {
        ids: vec!["msg_2sOuOghBfy4SGFS6b7Le8uW8zGo"],
        timestamps: vec!["1776765600"],
        signatures: vec!["v1,OMn7wVF27mMPN6vRE4ZdhN6reOQILiRiaWE9fCFOMlA="],
        body: body.as_bytes(),
    };
    assert_eq!(at(&second, &[SECRET], 1_776_765_600_000), Ok(0));
}

#[test]
fn several_signatures_and_several_secrets() {
    let other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let future = "v2,not+even+base64!";
    for signatures in [format!("{other} {SIGN}"), format!("{future} {SIGN}"), format!("{SIGN} v1a,x")] {
        assert_eq!(check(&Call { signatures: vec![&signatures], ..Call::default() }), Ok(0), "{signatures}");
    }
    assert_eq!(at(&Call::default(), &["whsec_bmV3", SECRET], NOW), Ok(1), "the previous one");
    assert_eq!(at(&Call::default(), &["whsec_bmV3", "whsec_b2xk"], NOW), Err(Rejection::WrongSecret));
    assert_eq!(at(&Call::default(), &["not base64!", SECRET], NOW), Ok(1));
    assert_eq!(at(&Call::default(), &[], NOW), Err(Rejection::NoSecret));
    assert_eq!(at(&Call::default(), &["not base64!", "whsec_"], NOW), Err(Rejection::NoSecret));
    assert_eq!(at(&Call::default(), &[&SECRET[6..]], NOW), Ok(0), "without its prefix");
    assert_eq!(at(&Call::default(), &[&format!(" {SECRET}\n")], NOW), Ok(0), "copied with white space");
}

#[test]
fn five_minutes_both_ways() {
    let by = |ms: i64| at(&Call::default(), &[SECRET], NOW + ms);
    for ms in [0, 300_000, -300_000] {
        assert_eq!(by(ms), Ok(0), "{ms}");
    }
    assert_eq!(by(300_001), Err(Rejection::ClockOff { by_ms: -300_001 }));
    assert_eq!(by(-300_001), Err(Rejection::ClockOff { by_ms: 300_001 }));
    // Whoever has no secret learns nothing of our clock.
    assert_eq!(at(&Call::default(), &["whsec_bmV3"], NOW + 900_000), Err(Rejection::WrongSecret));
}

#[test]
fn malformed_headers() {
    let malformed = |call: &Call<'_>| {
        let verdict = check(call);
        assert!(matches!(verdict, Err(Rejection::HeaderMalformed(_))), "{verdict:?}");
    };
    let long = "x".repeat(257);
    for id in ["", " ", "a b", "msg.1614265330", "msg\u{e9}", "msg\n", "\u{202e}msg", &long] {
        malformed(&Call { ids: vec![id], ..Call::default() });
    }
    for timestamp in [
        "",
        " ",
        "-1614265330",
        "+1614265330",
        "1614265330 ",
        "1614265330.5",
        "0x6037",
        "161426533000000",
        "now",
        "１６",
    ] {
        malformed(&Call { timestamps: vec![timestamp], ..Call::default() });
    }
    let bare = &SIGN[3..];
    let cut = &SIGN[..SIGN.len() - 8];
    let long = format!("v1,{}", "A".repeat(88));
    let tab = format!("\t{SIGN}");
    let upper = SIGN.replace("v1", "V1");
    for signature in ["", " ", "v1", "v1,", bare, cut, "v2,AAAA", "v1,!!!!", &long, &tab, &upper, "v1;AAAA", ",,,"] {
        malformed(&Call { signatures: vec![signature], ..Call::default() });
    }
}

#[test]
fn missing_and_doubled_headers() {
    let missing = Err(Rejection::HeaderMissing);
    assert_eq!(check(&Call { ids: vec![], ..Call::default() }), missing);
    assert_eq!(check(&Call { timestamps: vec![], ..Call::default() }), missing);
    assert_eq!(check(&Call { signatures: vec![], ..Call::default() }), missing);
    let doubled = Err(Rejection::HeaderDoubled);
    assert_eq!(check(&Call { ids: vec![ID, ID], ..Call::default() }), doubled);
    assert_eq!(check(&Call { timestamps: vec![AT, "1"], ..Call::default() }), doubled);
    assert_eq!(check(&Call { signatures: vec![SIGN, SIGN], ..Call::default() }), doubled);
}

#[test]
fn changed_bodies_ids_and_times() {
    let wrong = Err(Rejection::WrongSecret);
    for body in ["", "{}", r#"{"test":2432232314}"#, "{\"test\": 2432232314}\n", "\u{feff}{\"test\": 2432232314}"] {
        assert_eq!(check(&Call { body: body.as_bytes(), ..Call::default() }), wrong, "{body}");
    }
    assert_eq!(check(&Call { body: &[0xff, 0, 0xfe], ..Call::default() }), wrong);
    assert_eq!(check(&Call { ids: vec!["msg_other"], ..Call::default() }), wrong);
    assert_eq!(check(&Call { timestamps: vec!["1614265331"], ..Call::default() }), wrong);
    assert_eq!(
        check(&Call { timestamps: vec!["01614265330"], ..Call::default() }),
        wrong,
        "another text, the same time"
    );
}

#[test]
fn what_can_be_a_secret() {
    for text in [SECRET, &SECRET[6..], "whsec_bmV3", "whsec_YQ==", "whsec_YQ"] {
        assert!(is_secret(text), "{text}");
    }
    for text in ["", "whsec_", "whsec_!", "a secret", "whsec_bm V3"] {
        assert!(!is_secret(text), "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics(
        id in "\\PC{0,40}", timestamp in "\\PC{0,14}", signature in "\\PC{0,140}",
        body in prop::collection::vec(any::<u8>(), 0..200)
    ) {
        let call = Call { ids: vec![&id], timestamps: vec![&timestamp], signatures: vec![&signature], body: &body };
        let verdict = check(&call);
        prop_assert!(verdict.is_err());
    }

    #[test]
    fn one_flipped_bit_is_refused(at in 0usize..BODY.len() * 8) {
        let mut body = BODY.as_bytes().to_vec();
        body[at / 8] ^= 1 << (at % 8);
        let verdict = check(&Call { body: &body, ..Call::default() });
        prop_assert!(verdict.is_err());
    }
}
