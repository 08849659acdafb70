//! Folders that only their owner can enter: what a profile keeps speaks of merchants; and files that are written whole.

use std::{io, path::Path};

/// Makes the folder where it is missing, and takes from everybody but its owner what they may do in it, whoever made it, and when.
///
/// Unix: mode 700, so that the modes of what is inside do not matter. A folder of another user (a service that shares one with a
/// group) stays as that user set it. Windows: folders below `%APPDATA%` and a person's own folders inherit a list that names the
/// person, administrators and the system, and nobody else; there is nothing to take away.
///
/// # Errors
/// The folder cannot be made or looked at.
pub fn private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let found = std::fs::metadata(path)?;
        if found.mode() & 0o077 != 0 {
            match std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    tracing::warn!(path = %path.display(), "others may read this folder, and it is not ours to change");
                }
                changed => changed?,
            }
        }
    }
    Ok(())
}

/// Whole or not at all: written beside, synced, then renamed.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = std::fs::File::create(&beside)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::private_folder;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    #[test]
    fn nobody_else_enters_a_new_one_nor_one_of_before() {
        let home = tempfile::tempdir().unwrap();
        let mode = |name: &str| std::fs::metadata(home.path().join(name)).unwrap().mode() & 0o777;
        private_folder(&home.path().join("new/inner")).unwrap();
        assert_eq!(mode("new/inner"), 0o700);

        let before = home.path().join("before");
        std::fs::create_dir(&before).unwrap();
        std::fs::set_permissions(&before, std::fs::Permissions::from_mode(0o755)).unwrap();
        private_folder(&before).unwrap();
        assert_eq!(mode("before"), 0o700);
        std::fs::write(home.path().join("file"), "").unwrap();
        assert!(private_folder(&home.path().join("file")).is_err(), "a file is no folder");
    }
}
