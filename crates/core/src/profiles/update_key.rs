//! Who is believed about new versions: whoever has the key, over the bytes as they came.

use minisign_verify::{PublicKey, Signature};
use std::fmt;

/// A public key of minisign (Ed25519).
#[derive(Clone, PartialEq, Eq)]
pub struct UpdateKey(PublicKey);

impl UpdateKey {
    /// Reads the key, with or without the comment line of a `.pub` file.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
        PublicKey::from_base64(line).ok().map(Self)
    }

    /// Whether the holder of the key signed exactly these bytes. Signatures of the form without a digest are refused: `minisign` has not
    /// made them for years.
    pub(crate) fn signed(&self, bytes: &[u8], signature: &str) -> bool {
        Signature::decode(signature).is_ok_and(|signature| self.0.verify(bytes, &signature, false).is_ok())
    }
}

/// A public key is no secret, yet nobody reads it.
impl fmt::Debug for UpdateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UpdateKey")
    }
}
