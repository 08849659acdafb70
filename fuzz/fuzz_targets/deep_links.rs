//! Addresses of any text: a closed answer or a refusal, and neither shows a code.
#![no_main]

use gangway_domain::callback::{Callback, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|address: &str| {
    for redirect in ["dev.gangway.console:/oauth/callback", "http://127.0.0.1:8976/oauth/callback"] {
        match parse(address, redirect) {
            Ok(callback) => {
                assert!(address.starts_with(redirect));
                assert!(!callback.state().is_empty());
                if let Callback::Code { code, .. } = &callback {
                    assert!(!code.is_empty());
                    assert!(!format!("{callback:?}").contains(code.as_str()) || "Callback::Code(•••)".contains(code.as_str()));
                }
            }
            Err(why) => assert!(why.to_string().len() < 100),
        }
    }
});
