//! Signature headers of any bytes: what is believed and what is explained never differ.
#![no_main]

use gangway_providers::{webhook_signature::lab::Keys, rappi::{Unverified, examine, verify}};
use libfuzzer_sys::fuzz_target;
use secrecy::SecretString;

const NOW: i64 = 1_776_765_600_000;

// Header values are separated by line feeds, as they are on the wire; the last part is the body.
fuzz_target!(|data: &[u8]| {
    let mut parts: Vec<&[u8]> = data.split(|byte| *byte == b'\n').take(4).collect();
    let body = parts.pop().unwrap_or_default();
    let call = Unverified { signatures: &parts, body };
    let (current, previous) = (SecretString::from("your-hmac-secret"), SecretString::from("another"));
    let verified = verify(&call, &[current.clone(), previous.clone()], NOW);
    let examined = examine(&call, &Keys { current: Some(current), previous: Some(previous) }, NOW);
    assert_eq!(verified.map(|verified| verified.form().word()).ok(), examined.finding.form());
});
