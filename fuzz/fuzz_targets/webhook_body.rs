//! A signed body of any bytes: it is verified, read or refused, and explained; never a panic.
#![no_main]

use gangway_providers::{webhook_signature::lab::Keys, rappi::{Form, Unverified, examine, parse, verify}};
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use secrecy::SecretString;
use sha2::Sha256;

const SECRET: &str = "a secret";
const TIME: &str = "1776765600000";
const NOW: i64 = 1_776_765_600_000;

fn sign(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key length");
    mac.update(TIME.as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("t={TIME},sign={}", hex::encode(mac.finalize().into_bytes()))
}

fuzz_target!(|body: &[u8]| {
    let header = sign(body);
    let call = Unverified { signatures: &[header.as_bytes()], body };
    let verified = verify(&call, &[SECRET.into()], NOW).expect("it is signed");
    assert_eq!(verified.form(), Form::Raw);
    assert_eq!(verified.body(), body);
    if let Ok(result) = parse(&verified) {
        assert!(result.results.len() <= body.len());
    }
    // The same signature under other bytes is refused, and the reason can be looked for whatever they are.
    let mut other = body.to_vec();
    other.push(b'!');
    let call = Unverified { signatures: &[header.as_bytes()], body: &other };
    assert!(verify(&call, &[SECRET.into()], NOW).is_err());
    let keys = Keys { current: Some(SecretString::from(SECRET)), previous: None };
    assert!(examine(&call, &keys, NOW).finding.form().is_none());
});
