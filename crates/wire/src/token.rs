use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// By which a device is known to its relay: 256 bits. The relay keeps its digest only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceToken([u8; 32]);

/// Text that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not a device token")]
pub struct NotAToken;

impl DeviceToken {
    /// Of bytes by chance.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What the relay keeps of it. Nobody finds 256 bits by trying, so it needs no salt and no slow digest.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::new().chain_update(b"gangway device token\0").chain_update(self.0).finalize().into()
    }

    /// For the header of a request, and for the vault.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

impl std::fmt::Debug for DeviceToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceToken(•••)")
    }
}

impl std::str::FromStr for DeviceToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotAToken)?;
        Ok(Self(bytes.try_into().map_err(|_| NotAToken)?))
    }
}

impl TryFrom<String> for DeviceToken {
    type Error = NotAToken;

    fn try_from(text: String) -> Result<Self, NotAToken> {
        text.parse()
    }
}

impl From<DeviceToken> for String {
    fn from(token: DeviceToken) -> Self {
        token.expose()
    }
}
