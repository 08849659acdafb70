//! Where files of a person are: on this computer as this program sees it, or as another one does that asked for something.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Reads and writes whole files for a person.
pub trait Files {
    /// All of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// A whole file, over one that is there; complete, or not there at all.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
}

/// As this program sees them.
#[derive(Debug, Clone, Copy)]
pub struct LocalFiles;

impl Files for LocalFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut partial = path.as_os_str().to_owned();
        partial.push(".part");
        let partial = PathBuf::from(partial);
        let written = std::fs::write(&partial, bytes).and_then(|()| std::fs::rename(&partial, path));
        written.inspect_err(|_| drop(std::fs::remove_file(&partial)))
    }
}
