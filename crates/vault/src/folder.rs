//! Secrets from a folder of files, one secret a file: how servers hand credentials to a program.

use crate::StoreError;
use gangway_domain::text_file;
use secrecy::{SecretString, zeroize::Zeroize};
use std::path::{Path, PathBuf};

/// Where the folder is looked for, in this order. The second is set by systemd (`LoadCredential=`).
pub const FOLDER_VARIABLES: [&str; 2] = ["GANGWAY_CREDENTIALS_DIR", "CREDENTIALS_DIRECTORY"];

/// The folder, if the environment names one.
pub fn folder_from_environment() -> Option<PathBuf> {
    FOLDER_VARIABLES.iter().find_map(std::env::var_os).map(PathBuf::from)
}

/// Writes `<folder>/<name>`, for its owner alone, whole or not at all.
pub(crate) fn write(folder: &Path, name: &str, secret: &str) -> std::io::Result<()> {
    let (path, part) = (folder.join(name), folder.join(format!(".{name}.part")));
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    std::io::Write::write_all(&mut file, secret.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(part, path)
}

/// Removes what [`write`] wrote.
pub(crate) fn remove(folder: &Path, name: &str) -> std::io::Result<()> {
    match std::fs::remove_file(folder.join(name)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Reads `<folder>/<name>`; line ends and a mark around the secret are no part of it.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Option<SecretString>, StoreError> {
    // Names are ours, yet one with a separator must never leave the folder.
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return Ok(None);
    }
    let path = folder.join(name);
    match std::fs::read(&path) {
        Ok(mut bytes) => {
            let secret = text_file::secret(&bytes);
            bytes.zeroize();
            let failed = |problem| StoreError::File { path: path.display().to_string(), problem };
            secret.map(|secret| Some(secret.into())).map_err(failed)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Failed(format!("{}: {error}", path.display()))),
    }
}
