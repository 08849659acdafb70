//! Profile files of any text: accepted with hosts that tokens may go to, or refused with the file's name.
#![no_main]

use gangway_core::profiles::profile::Profile;
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|text: &str| {
    match Profile::parse(text, Path::new("/home/p"), "p") {
        Ok(profile) => {
            assert!(profile.receiver.ip().is_loopback());
            let hosts = profile.rappi.iter().flat_map(|keys| [&keys.login, &keys.api]);
            for host in hosts.chain(&profile.wire.token.url) {
                let host = host.to_ascii_lowercase();
                assert!(host.starts_with("https:") || host.starts_with("http:"), "{host}");
            }
        }
        Err(failure) => assert!(failure.message.starts_with("/home/p/profile.toml"), "{}", failure.message),
    }
});
