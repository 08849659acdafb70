use super::{State, Vault, VaultError};
use crate::{Store, StoreError, memory::Memory};
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

const SHORT: Duration = Duration::from_millis(200);

/// A keyring that fails as told.
struct Failing(Arc<Mutex<Option<StoreError>>>, Memory);

impl Failing {
    fn check(&self) -> Result<(), StoreError> {
        self.0.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

impl Store for Failing {
    fn get(&mut self, name: &str) -> Result<Option<SecretString>, StoreError> {
        self.check()?;
        self.1.get(name)
    }
    fn put(&mut self, name: &str, secret: &SecretString) -> Result<(), StoreError> {
        self.check()?;
        self.1.put(name, secret)
    }
    fn remove(&mut self, name: &str) -> Result<(), StoreError> {
        self.check()?;
        self.1.remove(name)
    }
}

async fn read(vault: &Vault, name: &str) -> Result<Option<String>, VaultError> {
    Ok(vault.get(name).await?.map(|secret| secret.expose_secret().to_owned()))
}

#[tokio::test]
async fn stores_reads_and_removes() {
    let vault = Vault::in_memory().await;
    assert_eq!(vault.state(), State::Keyring);
    vault.put("a", "1".into()).await.unwrap();
    assert_eq!(read(&vault, "a").await, Ok(Some("1".to_owned())));
    vault.remove("a").await.unwrap();
    assert_eq!(read(&vault, "a").await, Ok(None));
}

#[tokio::test]
async fn without_a_keyring_this_session_only() {
    let fault = Arc::new(Mutex::new(Some(StoreError::Absent("none".into()))));
    let vault = Vault::with(Box::new(Failing(fault, Memory::default())), None, SHORT).await;
    assert_eq!(vault.state(), State::Absent("none".into()));
    vault.put("a", "1".into()).await.unwrap();
    assert_eq!(read(&vault, "a").await, Ok(Some("1".to_owned())));
}

#[tokio::test]
async fn a_locked_keyring_is_an_error_until_it_is_unlocked() {
    let fault = Arc::new(Mutex::new(Some(StoreError::Locked("asleep".into()))));
    let vault = Vault::with(Box::new(Failing(Arc::clone(&fault), Memory::default())), None, SHORT).await;
    assert_eq!(vault.state(), State::Locked("asleep".into()));
    assert_eq!(vault.put("a", "1".into()).await, Err(VaultError::Locked));
    *fault.lock().unwrap() = None;
    vault.put("a", "1".into()).await.unwrap();
    assert_eq!(vault.state(), State::Keyring);
}

/// A keyring that waits for a prompt until released.
struct Hanging(mpsc::Receiver<()>);

impl Store for Hanging {
    fn get(&mut self, _: &str) -> Result<Option<SecretString>, StoreError> {
        let _ = self.0.recv();
        Ok(None)
    }
    fn put(&mut self, _: &str, _: &SecretString) -> Result<(), StoreError> {
        let _ = self.0.recv();
        Ok(())
    }
    fn remove(&mut self, _: &str) -> Result<(), StoreError> {
        Ok(())
    }
}

#[tokio::test]
async fn a_keyring_that_never_answers_counts_as_locked_and_holds_nobody_up() {
    let (release, waits) = mpsc::channel();
    let vault = Vault::with(Box::new(Hanging(waits)), None, SHORT).await;
    assert!(matches!(vault.state(), State::Locked(_)));
    let started = std::time::Instant::now();
    assert_eq!(vault.get("a").await.err(), Some(VaultError::Locked));
    assert!(started.elapsed() < SHORT, "a second caller waited too");
    drop(release);
}

#[tokio::test]
async fn a_folder_of_files_is_read_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), "from the file\n").unwrap();
    let vault = Vault::with(Box::new(Memory::default()), Some(folder.path().to_owned()), SHORT).await;
    assert_eq!(read(&vault, "secret").await, Ok(Some("from the file".to_owned())));
    assert_eq!(read(&vault, "../secret").await, Ok(None));
    vault.put("token", "learned".into()).await.unwrap();
    assert_eq!(read(&vault, "token").await, Ok(Some("learned".to_owned())));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
