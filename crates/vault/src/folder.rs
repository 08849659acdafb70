//! Secrets from a folder of files, one secret a file: how servers hand credentials to a program.

use crate::StoreError;
use secrecy::SecretString;
use std::path::{Path, PathBuf};

/// Where the folder is looked for, in this order. The second is set by systemd (`LoadCredential=`).
pub const FOLDER_VARIABLES: [&str; 2] = ["GANGWAY_CREDENTIALS_DIR", "CREDENTIALS_DIRECTORY"];

/// The folder, if the environment names one.
pub fn folder_from_environment() -> Option<PathBuf> {
    FOLDER_VARIABLES.iter().find_map(std::env::var_os).map(PathBuf::from)
}

/// Reads `<folder>/<name>`; one line end at the end is not part of the secret.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Option<SecretString>, StoreError> {
    // Names are ours, yet one with a separator must never leave the folder.
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return Ok(None);
    }
    match std::fs::read_to_string(folder.join(name)) {
        Ok(mut text) => {
            if text.ends_with('\n') {
                text.pop();
            }
            if text.ends_with('\r') {
                text.pop();
            }
            Ok(Some(text.into()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Failed(format!("{}: {error}", folder.join(name).display()))),
    }
}
