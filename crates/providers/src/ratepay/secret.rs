//! Secrets that sign calls: how long they are, and what they are recognised by.

use gangway_domain::Fingerprint;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// Fewest characters of a secret (Ratepay's guide). A rule of creating: a verifier takes any length.
pub const SHORTEST: usize = 64;
/// Keeps the digest apart from any other use of the same text.
const PURPOSE: &[u8] = b"gangway subscription secret\0";

/// The first half of a SHA-256 over the secret, in hex: enough to recognise one, useless to whoever reads the record.
pub fn fingerprint(secret: &SecretString) -> Fingerprint {
    let digest = Sha256::new().chain_update(PURPOSE).chain_update(secret.expose_secret()).finalize();
    Fingerprint(hex::encode(&digest[..16]))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn it_recognises_and_does_not_tell() {
        let (one, same, other) = (fingerprint(&"a".into()), fingerprint(&"a".into()), fingerprint(&"b".into()));
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_eq!(one.0.len(), 32);
        // The plain SHA-256 of "a", which tables of common secrets hold.
        assert!(!"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb".contains(&one.0));
    }
}
