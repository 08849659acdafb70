//! Addresses of any text: a closed answer or a refusal, and neither shows a code.
#![no_main]

use gangway_domain::callback::{Callback, parse, pasted, shown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|address: &str| {
    let bare = pasted(address);
    assert!(!bare.contains(char::is_whitespace) && pasted(&bare) == bare);
    // What a refusal says never decides whether it counts, and is always fit to be shown.
    if let Some(said) = shown(address) {
        assert!(said.chars().count() <= 301 && !said.contains(char::is_control));
    }
    if !address.contains(['#', '&']) {
        let refusal = format!("dev.gangway.console:/oauth/callback?error=e&error_description={address}&state=s");
        let read = parse(&refusal, "dev.gangway.console:/oauth/callback");
        assert!(matches!(read, Ok(Callback::Refused { .. })) || refusal.len() > 16 << 10);
    }
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
