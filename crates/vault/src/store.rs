use gangway_domain::text_file::NoSecret;
use secrecy::SecretString;
use thiserror::Error;

/// Something that keeps secrets by name. Blocking.
pub trait Store: Send {
    /// The secret, if there is one.
    fn get(&mut self, name: &str) -> Result<Option<SecretString>, StoreError>;
    /// Stores or replaces it.
    fn put(&mut self, name: &str, secret: &SecretString) -> Result<(), StoreError>;
    /// Removes it; nothing happens when there is none.
    fn remove(&mut self, name: &str) -> Result<(), StoreError>;
}

/// Why a store did not do it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// It would be forgotten when the program ends.
    #[error("it would be forgotten when the program ends: {0}")]
    Forgetful(String),
    /// There is no keyring on this desk.
    #[error("there is no keyring: {0}")]
    Absent(String),
    /// There is one, and it is locked.
    #[error("the keyring is locked: {0}")]
    Locked(String),
    /// The file of a secret has something else in it.
    #[error("{path}: {problem}")]
    File {
        /// Which.
        path: String,
        /// What is wrong with it.
        problem: NoSecret,
    },
    /// The keyring answered something else.
    #[error("the keyring failed: {0}")]
    Failed(String),
}
