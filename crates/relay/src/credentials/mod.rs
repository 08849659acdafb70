//! What the relay must not lose: the key that it signs heads with, and the one that endpoints' secrets are sealed with. Each is
//! a file of 64 hexadecimal digits in a folder that only the relay may read. All nodes of a relay have the same.

use ed25519_dalek::SigningKey;
use gangway_wire::{EndpointSecret, RelayKey};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};
use thiserror::Error;

const HEADS: &str = "heads.key";
const ENDPOINTS: &str = "endpoints.key";

/// Why there are no credentials.
#[derive(Debug, Error)]
pub enum CredentialsError {
    /// The file cannot be read or made.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// It holds something else.
    #[error("{}: a key is 64 hexadecimal digits", .0.display())]
    NotAKey(PathBuf),
    /// Others may read it.
    #[error("{}: others may read it; only its owner should (chmod 600)", .0.display())]
    Open(PathBuf),
    /// The system gives no random numbers.
    #[error("there are no random numbers")]
    Random,
}

/// Why secrets cannot be unsealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the secrets of the endpoint were sealed with another key")]
pub(crate) struct OtherKey;

/// The relay's keys. Cheap to clone.
#[derive(Clone)]
pub struct Credentials {
    heads: SigningKey,
    endpoints: Arc<LessSafeKey>,
}

impl Credentials {
    /// Those of a folder; keys that are missing are made.
    pub fn open(folder: &Path) -> Result<Self, CredentialsError> {
        std::fs::create_dir_all(folder).map_err(|source| CredentialsError::File { path: folder.into(), source })?;
        Self::new(key(&folder.join(HEADS))?, key(&folder.join(ENDPOINTS))?)
    }

    fn new(heads: [u8; 32], endpoints: [u8; 32]) -> Result<Self, CredentialsError> {
        let unbound = UnboundKey::new(&CHACHA20_POLY1305, &endpoints).map_err(|_| CredentialsError::Random)?;
        Ok(Self { heads: SigningKey::from_bytes(&heads), endpoints: Arc::new(LessSafeKey::new(unbound)) })
    }

    /// What consoles pin.
    pub fn relay_key(&self) -> RelayKey {
        RelayKey::from(&self.heads)
    }

    /// The word by which this relay is known under its public address to whoever has its credentials, and to nobody else.
    pub fn alive(&self) -> String {
        let key = self.heads.to_bytes();
        let digest = Sha256::new().chain_update(b"gangway relay alive\0").chain_update(key).finalize();
        format!("alive-{}", hex::encode(&digest[..16]))
    }

    pub(crate) fn heads(&self) -> SigningKey {
        self.heads.clone()
    }

    /// Seals the secrets of an endpoint. They open under the same id only.
    pub fn seal(&self, endpoint: &str, secrets: &[EndpointSecret]) -> Result<Vec<u8>, CredentialsError> {
        self.seal_bytes(endpoint, serde_json::to_vec(secrets).unwrap_or_default())
    }

    pub(crate) fn unseal(&self, endpoint: &str, sealed: &[u8]) -> Result<Vec<EndpointSecret>, OtherKey> {
        serde_json::from_slice(&self.unseal_bytes(endpoint, sealed)?).map_err(|_| OtherKey)
    }

    /// Seals bytes for the store. They open under the same name only.
    pub(crate) fn seal_bytes(&self, name: &str, mut sealed: Vec<u8>) -> Result<Vec<u8>, CredentialsError> {
        let nonce = random::<NONCE_LEN>()?;
        let aad = Aad::from(name.as_bytes());
        self.endpoints
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .map_err(|_| CredentialsError::Random)?;
        Ok([&nonce[..], &sealed].concat())
    }

    pub(crate) fn unseal_bytes(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, OtherKey> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or(OtherKey)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| OtherKey)?;
        let mut text = text.to_vec();
        let plain = self.endpoints.open_in_place(nonce, Aad::from(name.as_bytes()), &mut text).map_err(|_| OtherKey)?;
        Ok(plain.to_vec())
    }
}

/// Bytes by chance.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], CredentialsError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| CredentialsError::Random)?;
    Ok(bytes)
}

fn key(path: &Path) -> Result<[u8; 32], CredentialsError> {
    let failed = |source| CredentialsError::File { path: path.into(), source };
    match std::fs::read_to_string(path) {
        Ok(text) => {
            refuse_open(path)?;
            let mut key = [0; 32];
            hex::decode_to_slice(text.trim(), &mut key).map_err(|_| CredentialsError::NotAKey(path.into()))?;
            Ok(key)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let key = random()?;
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).map_err(failed)?;
            file.write_all(hex::encode(key).as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
            Ok(key)
        }
        Err(source) => Err(failed(source)),
    }
}

#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<(), CredentialsError> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = std::fs::metadata(path).map_err(|source| CredentialsError::File { path: path.into(), source })?;
    // Of its group as well: that is how systemd hands credentials on.
    let others = metadata.permissions().mode() & 0o007;
    if others == 0 { Ok(()) } else { Err(CredentialsError::Open(path.into())) }
}

#[cfg(not(unix))]
fn refuse_open(_path: &Path) -> Result<(), CredentialsError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Credentials, CredentialsError, ENDPOINTS, OtherKey};
    use gangway_wire::EndpointSecret;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn secrets_open_with_the_same_key_under_the_same_id_only() {
        let secrets = [EndpointSecret::new("one".into()), EndpointSecret::new("two".into())];
        let ours = Credentials::new([1; 32], [2; 32]).unwrap();
        let sealed = ours.seal("e", &secrets).unwrap();
        assert!(!sealed.windows(3).any(|it| it == b"one"));
        assert_eq!(ours.unseal("e", &sealed), Ok(secrets.to_vec()));
        assert_eq!(ours.unseal("f", &sealed), Err(OtherKey));
        assert_eq!(Credentials::new([1; 32], [3; 32]).unwrap().unseal("e", &sealed), Err(OtherKey));
        assert_eq!(ours.unseal("e", &sealed[..5]), Err(OtherKey));
    }

    #[test]
    fn keys_are_made_once_and_refused_where_others_may_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let made = Credentials::open(folder.path()).unwrap().relay_key();
        assert_eq!(Credentials::open(folder.path()).unwrap().relay_key(), made);
        let path = folder.path().join(ENDPOINTS);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Credentials::open(folder.path()), Err(CredentialsError::Open(it)) if it == path));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(Credentials::open(folder.path()), Err(CredentialsError::NotAKey(it)) if it == path));
    }
}
