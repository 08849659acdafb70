//! A profile that this process alone has, and the vault that belongs to it.

use crate::{
    Code, Failure, Home,
    profiles::{private_folder::private_folder, profile::Profile},
    providers::descriptor::Credential,
    registry::descriptor_of,
};
use gangway_domain::Provider;
use gangway_vault::{StoreError, Vault, VaultError, folder_from_environment};
use sha2::{Digest, Sha256};

const LOCK: &str = "lock";

/// A checked profile, and the lock that keeps others out of it.
pub(super) type Held = (Profile, std::fs::File);

pub(super) fn hold(home: &Home, name: &str) -> Result<Held, Failure> {
    let profile = Profile::load(home.folder(), name)?;
    let lock = lock(&profile)?;
    Ok((profile, lock))
}

/// One process a profile: two would each take the other's requests for left over from a crash.
fn lock(profile: &Profile) -> Result<std::fs::File, Failure> {
    let unwritable = |error: std::io::Error| {
        Failure::new(Code::RecordReadOnly, format!("{} cannot be written: {error}.", profile.folder.display()))
    };
    private_folder(&profile.folder).map_err(unwritable)?;
    let path = profile.folder.join(LOCK);
    let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(unwritable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Failure::new(Code::AlreadyRunning, format!("Another Gangway has the profile {} open.", profile.name)))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(unwritable(error)),
    }
}

/// Keyring namespace: profiles of two homes never share a secret.
pub(crate) fn namespace(home: &Home, name: &str) -> String {
    let folder = std::fs::canonicalize(home.folder()).unwrap_or_else(|_| home.folder().to_owned());
    let digest = hex::encode(Sha256::digest(folder.as_os_str().as_encoded_bytes()));
    format!("{name}-{}", &digest[..8])
}

/// A secret's file with something else in it is a mistake that only the person can mend: said now, and not as a refused
/// sign-in later.
pub(super) async fn refuse_bad_files(vault: &Vault) -> Result<(), Failure> {
    if folder_from_environment().is_none() {
        return Ok(());
    }
    for Credential { name, .. } in Provider::ALL.into_iter().flat_map(|it| descriptor_of(it).credentials) {
        if let Err(error @ VaultError::Store(StoreError::File { .. })) = vault.get(name).await {
            return Err(error.into());
        }
    }
    Ok(())
}
