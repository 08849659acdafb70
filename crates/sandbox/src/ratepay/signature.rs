//! `x-signature` (Ratepay's guide, docs/wire.md 3.3).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;

/// HMAC-SHA512 over the compact text, lower-case hex.
pub(super) fn sign(secret: &str, compact: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha512>::new_from_slice(secret.as_bytes()) else {
        unreachable!("HMAC takes keys of any length")
    };
    mac.update(compact.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn is_the_vector_of_the_document() {
        assert_eq!(
            sign("abc123", r#"{"key":"value"}"#),
            "4c131d60caea39b5f65625b80270e5305d5a00ebc5d15a00ecf82da9de2fcc8ff45df068a11f8b336890b161eb1fdefafe452d2e452623b37e4bd3277bb348fd"
        );
    }
}
