//! Where the process that holds an environment is asked.

use gangway_core::Home;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// The folder of an environment, by one path however it was named.
pub(super) fn folder(home: &Home, profile: &str) -> PathBuf {
    let folder = home.folder().join(profile);
    folder.canonicalize().unwrap_or(folder)
}

/// Short enough for every system's longest socket address (104 bytes on macOS, with the zero at its end).
#[cfg(unix)]
const LONGEST: usize = 100;

/// In the environment's folder, which is the person's own; where its path is too long for a socket, in the session's.
#[cfg(unix)]
pub(super) fn socket(folder: &Path) -> PathBuf {
    let near = folder.join("commands.sock");
    if near.as_os_str().len() <= LONGEST {
        return near;
    }
    let session = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    session.unwrap_or_else(std::env::temp_dir).join(format!("gangway-{}.sock", name(folder)))
}

/// Windows has named pipes, which are not files.
#[cfg(windows)]
pub(super) fn socket(folder: &Path) -> PathBuf {
    PathBuf::from(format!(r"\\.\pipe\gangway-{}", name(folder)))
}

fn name(folder: &Path) -> String {
    hex::encode(&Sha256::digest(folder.as_os_str().as_encoded_bytes())[..12])
}

#[cfg(all(test, unix))]
mod tests {
    use super::socket;
    use std::path::Path;

    #[test]
    fn a_long_path_has_a_short_place_of_its_own() {
        assert_eq!(socket(Path::new("/h/p")), Path::new("/h/p/commands.sock"));
        let (one, other) = (format!("/{}/p", "a".repeat(120)), format!("/{}/q", "a".repeat(120)));
        let (one, other) = (socket(Path::new(&one)), socket(Path::new(&other)));
        assert!(one != other && one.as_os_str().len() <= 100, "{}", one.display());
    }
}
