//! A text of any bytes: without what nobody sees, the same when it is read again, and a secret that is one line.
#![no_main]

use gangway_domain::text_file::{read_text, secret};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = read_text(bytes) {
        let unseen = read.text.contains(['\r', '\0', '\u{feff}', '\u{200b}', '\u{a0}', '\u{ad}']);
        assert!(!unseen);
        let lines = read.text.lines().count() as u32 + 1;
        assert!(read.removed.iter().all(|one| one.count > 0 && one.column > 0 && (1..=lines).contains(&one.line)));
        if let Ok(again) = read_text(read.text.as_bytes()) {
            assert_eq!(again.text, read.text);
            assert!(again.removed.is_empty());
        }
    }
    if let Ok(secret) = secret(bytes) {
        assert!(!secret.trim().is_empty() && !secret.contains(['\n', '\r', '\0', '\u{feff}']));
    }
});
