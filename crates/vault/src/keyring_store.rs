use crate::{Store, StoreError};
use keyring::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};

/// Bytes that fit into one entry. Windows takes 2,560 bytes of UTF-16 (docs/wire.md §5); others have no such limit.
const ENTRY: usize = if cfg!(windows) { 1200 } else { 1 << 20 };
/// First character of an entry that only says how many parts follow. No token begins with it.
const PARTS: char = '\u{1}';

/// The operating system's keyring, one namespace a profile.
pub(crate) struct Keyring {
    service: String,
    entry: usize,
}

impl Keyring {
    pub(crate) fn new(namespace: &str) -> Self {
        Self { service: format!("dev.gangway.console/{namespace}"), entry: ENTRY }
    }

    fn read(&self, name: &str) -> Result<Option<String>, StoreError> {
        match Entry::new(&self.service, name).and_then(|entry| entry.get_password()) {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(sorted(&error)),
        }
    }

    fn write(&self, name: &str, secret: &str) -> Result<(), StoreError> {
        Entry::new(&self.service, name).and_then(|entry| entry.set_password(secret)).map_err(|error| sorted(&error))
    }

    fn delete(&self, name: &str) -> Result<(), StoreError> {
        match Entry::new(&self.service, name).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(sorted(&error)),
        }
    }
}

impl Store for Keyring {
    fn get(&mut self, name: &str) -> Result<Option<SecretString>, StoreError> {
        let Some(head) = self.read(name)? else { return Ok(None) };
        let Some(parts) = head.strip_prefix(PARTS) else { return Ok(Some(head.into())) };
        let mut whole = String::new();
        for part in 0..parts.parse::<usize>().unwrap_or(0) {
            match self.read(&format!("{name}#{part}"))? {
                Some(text) => whole.push_str(&text),
                None => return Ok(None),
            }
        }
        Ok(Some(whole.into()))
    }

    fn put(&mut self, name: &str, secret: &SecretString) -> Result<(), StoreError> {
        let secret = secret.expose_secret();
        if secret.len() <= self.entry {
            return self.write(name, secret);
        }
        // Tokens are ASCII; a cut in the middle of a character would be refused by the keyring, not stored wrongly.
        let parts: Vec<&[u8]> = secret.as_bytes().chunks(self.entry).collect();
        for (part, bytes) in parts.iter().enumerate() {
            let text =
                std::str::from_utf8(bytes).map_err(|_| StoreError::Failed("the secret is not ASCII".to_owned()))?;
            self.write(&format!("{name}#{part}"), text)?;
        }
        self.write(name, &format!("{PARTS}{}", parts.len()))
    }

    fn remove(&mut self, name: &str) -> Result<(), StoreError> {
        if let Some(parts) = self.read(name)?.as_deref().and_then(|head| head.strip_prefix(PARTS)) {
            for part in 0..parts.parse::<usize>().unwrap_or(0) {
                self.delete(&format!("{name}#{part}"))?;
            }
        }
        self.delete(name)
    }
}

fn sorted(error: &Error) -> StoreError {
    match error {
        Error::NoDefaultStore => StoreError::Absent("no Secret Service answers on the session bus".to_owned()),
        Error::NoStorageAccess(source) => StoreError::Locked(source.to_string()),
        other => StoreError::Failed(other.to_string()),
    }
}
