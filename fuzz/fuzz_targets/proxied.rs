//! Rightly signed calls that something in between wrote anew: what is believed and what is explained never differ, for any
//! provider, and whatever was done to the body is told from a wrong secret or not explained at all.
#![no_main]

use gangway_providers::{Unverified, webhook_signature::lab::{Finding, Keys}, rainforest, ratepay};
use libfuzzer_sys::fuzz_target;
use secrecy::SecretString;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
// The first vector of docs/wire.md 2.4: whatever the body is, this signature fits one alone.
const SIGNED: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const AT: i64 = 1_614_265_330_000;

/// What a proxy does: the first byte says which.
fn rewritten(how: u8, body: &str) -> Vec<u8> {
    match how % 6 {
        0 => body.as_bytes().to_vec(),
        1 => format!("{body}\n").into_bytes(),
        2 => format!("{body}\r\n").into_bytes(),
        3 => format!("\u{feff}{body}").into_bytes(),
        4 => body.replace(": ", ":").replace(", ", ",").into_bytes(),
        _ => [b"\x1f\x8b".as_slice(), body.as_bytes()].concat(),
    }
}

fuzz_target!(|input: (u8, &str)| {
    let (how, text) = input;
    let keys = Keys { current: Some(SecretString::from(SECRET)), previous: None };
    let secrets = [SecretString::from(SECRET)];

    let body = rewritten(how, text);
    let sign = ratepay::sign(&SECRET.into(), text);
    let call = Unverified { signatures: &[sign.as_bytes()], body: &body };
    let verified = ratepay::verify(&call, &secrets).map(|verified| verified.form().word()).ok();
    let examined = ratepay::examine(&call, &keys);
    assert_eq!(verified, examined.finding.form());
    if how % 6 < 4 && !text.is_empty() {
        assert_ne!(examined.finding, Finding::WrongSecret, "{how} {text:?}");
    }

    for text in [text, r#"{"test": 2432232314}"#] {
        let body = rewritten(how, text);
        let call = rainforest::Unverified {
            ids: &[b"msg_p5jXN8AQM9LWM0D4loKWxJek"],
            timestamps: &[b"1614265330"],
            signatures: &[SIGNED.as_bytes()],
            body: &body,
        };
        let examined = rainforest::examine(&call, &keys, AT);
        assert_eq!(rainforest::verify(&call, &secrets, AT).is_ok(), examined.finding == Finding::Right);
    }
});
