//! What the provider's own log must show after whatever happened.

use crate::Call;
use std::collections::HashMap;

/// No store was received twice unless the provider was asked about it in between, and no request was beyond its bounds.
pub fn never_twice_unasked(log: &[Call]) {
    let mut received: HashMap<&str, usize> = HashMap::new();
    let mut asked = None;
    for (at, call) in log.iter().enumerate() {
        match call.call.as_str() {
            "provisioning" | "deprovisioning" => {
                assert!(call.stores.len() <= 20, "{call:?}");
                // The provider itself answers a request of two integrations with 400.
                assert_ne!(call.status, Some(400), "{call:?}");
                for store in &call.stores {
                    let before = received.insert(store, at);
                    assert!(before.is_none_or(|before| asked > Some(before)), "{store} again, unasked: {call:?}");
                }
            }
            "integration-status" if call.status == Some(200) => asked = Some(at),
            _ => {}
        }
    }
}
