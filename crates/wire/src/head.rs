//! How far the log goes, in the relay's own hand.

use crate::{Link, TeamId, bytes_text::bytes_as_text};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What the signature is over, before the fields: so that no signature of this key over anything else is a head.
const DOMAIN: &[u8] = b"gangway head 1\0";

bytes_as_text! {
    /// The relay's public key (Ed25519). A console pins it when it joins.
    RelayKey, 32
}

bytes_as_text! {
    /// An Ed25519 signature.
    HeadSignature, 64
}

/// Where the log of a team ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose log.
    pub team: TeamId,
    /// The number of its newest entry; 0 while there is none.
    pub seq: u64,
    /// Its link.
    pub link: Link,
    /// When it was signed, Unix milliseconds. No newer one for 45 s is "not live".
    pub time: i64,
}

/// A head that the relay put its name to. Two of them with one number and two links prove a fork.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    head: Head,
    signature: HeadSignature,
}

/// Why a head is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HeadError {
    /// The pinned key is no point of the curve.
    #[error("the relay's key is no key")]
    Key,
    /// Another key signed it, or it was changed.
    #[error("the relay's signature is wrong")]
    Signature,
}

impl Head {
    /// Each field with a fixed place, the team's id last.
    fn signed_bytes(&self) -> Vec<u8> {
        let (seq, time) = (self.seq.to_be_bytes(), self.time.to_be_bytes());
        [DOMAIN, &seq, &self.link.0, &time, self.team.as_str().as_bytes()].concat()
    }

    /// Signs it.
    pub fn sign(self, key: &SigningKey) -> SignedHead {
        let signature = HeadSignature(key.sign(&self.signed_bytes()).to_bytes());
        SignedHead { head: self, signature }
    }
}

impl SignedHead {
    /// The head, if the relay signed it.
    pub fn verify(&self, key: &RelayKey) -> Result<&Head, HeadError> {
        let key = VerifyingKey::from_bytes(&key.0).map_err(|_| HeadError::Key)?;
        let signature = Signature::from_bytes(&self.signature.0);
        // Strict: one signature for one head, and no key of small order.
        key.verify_strict(&self.head.signed_bytes(), &signature).map_err(|_| HeadError::Signature)?;
        Ok(&self.head)
    }

    /// What it says, whoever signed it: for the side that made it, and for evidence.
    pub const fn unverified(&self) -> &Head {
        &self.head
    }
}

impl From<&SigningKey> for RelayKey {
    fn from(key: &SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, HeadError, RelayKey, SignedHead};
    use crate::Link;
    use ed25519_dalek::SigningKey;

    fn head() -> Head {
        Head { team: "t".into(), seq: 7, link: Link([1; 32]), time: 9 }
    }

    #[test]
    fn no_field_of_a_head_can_be_changed() {
        let key = SigningKey::from_bytes(&[5; 32]);
        let signed = head().sign(&key);
        assert_eq!(signed.verify(&RelayKey::from(&key)), Ok(&head()));
        let changed = [
            Head { team: "u".into(), ..head() },
            Head { seq: 8, ..head() },
            Head { link: Link::ORIGIN, ..head() },
            Head { time: 10, ..head() },
        ];
        for head in changed {
            let changed = SignedHead { head, ..signed.clone() };
            assert_eq!(changed.verify(&RelayKey::from(&key)), Err(HeadError::Signature), "{changed:?}");
        }
        let other = RelayKey::from(&SigningKey::from_bytes(&[6; 32]));
        assert_eq!(signed.verify(&other), Err(HeadError::Signature));
        // y = 2 is no point of the curve.
        let mut none = [0; 32];
        none[0] = 2;
        assert_eq!(signed.verify(&RelayKey(none)), Err(HeadError::Key));
    }
}
