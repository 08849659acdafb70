//! `Rappi-Signature: t=<ms>,sign=<hex>` (docs/wire.md 1.6).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The header's value for a body sent at `t` (milliseconds since 1970).
pub(super) fn header(secret: &str, t: i64, body: &str) -> String {
    format!("t={t},sign={}", sign(secret, &t.to_string(), body))
}

/// HMAC-SHA256 over `<t>.<body>`, lower-case hex.
fn sign(secret: &str, t: &str, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        unreachable!("HMAC takes keys of any length")
    };
    mac.update(t.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn is_the_computed_vector() {
        let body = r#"{"batchId":"550e8400-e29b-41d4-a716-446655440000","integrationId":"your-integration-id","operation":"PROVISION","results":[{"storeId":"10","integrationId":"your-integration-id","brand":"YourBrand","status":"ACTIVE","httpCode":201}],"timestamp":"2026-04-21T10:00:00Z"}"#;
        assert_eq!(
            header("your-hmac-secret", 1_776_765_600_000, body),
            "t=1776765600000,sign=990daac39e595f4c6ec881deb368de9a8616f10edb2d77e542cc42f31f07add4"
        );
    }
}
