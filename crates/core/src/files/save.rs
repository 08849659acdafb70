//! Files for the person. What is written is complete or not there at all.

use crate::{Code, Failure, files::place::Files};
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// A folder with more files of one name than this is left alone.
const TRIES: u32 = 1000;

/// Writes a new file in a folder, beside whatever is there: `plan.csv`, `plan (2).csv` … The folder is made if need be.
pub fn save_new(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let name = file_name(name);
    let failed = |path: &Path, error: &std::io::Error| failed(path, error);
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    for number in 1..=TRIES {
        let path = folder.join(numbered(&name, number));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(&path, &error)),
            Ok(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                return written.map(|()| path.clone()).map_err(|error| {
                    let _ = std::fs::remove_file(&path);
                    failed(&path, &error)
                });
            }
        }
    }
    let taken = std::io::Error::from(ErrorKind::AlreadyExists);
    Err(failed(&folder.join(name), &taken))
}

/// Writes a file where the person said, over one that is there.
pub fn save_as(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    files.write(path, bytes).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("{} could not be written.", path.display());
    Failure::new(Code::FileFailed, message).with(format!("{}: {error}", path.display()))
}

/// A name and nothing else: no folder, no hidden file, no character that some desk refuses.
fn file_name(name: &str) -> String {
    let fits = |c: char| !c.is_control() && !r#"/\:*?"<>|"#.contains(c);
    let name: String = name.chars().map(|c| if fits(c) { c } else { '-' }).take(160).collect();
    let name = name.trim_start_matches('.').trim();
    if name.is_empty() { "gangway".to_owned() } else { name.to_owned() }
}

fn numbered(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, ending))) => format!("{stem} ({number}).{ending}"),
        (_, None) => format!("{name} ({number})"),
    }
}

#[cfg(test)]
mod tests {
    use super::{save_as, save_new};
    use crate::Code;
    use crate::files::place::LocalFiles;

    #[test]
    fn nothing_is_overwritten_and_nothing_escapes_the_folder() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("Downloads");
        let saved = |name| save_new(&folder, name, b"x").unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(saved("a.csv"), "a.csv");
        assert_eq!(saved("a.csv"), "a (2).csv");
        assert_eq!(saved("../../b.csv"), "-..-b.csv");
        assert_eq!(saved("..\u{0}"), "-");
        assert_eq!(saved(""), "gangway");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        save_as(&LocalFiles, &file, b"1").unwrap();
        save_as(&LocalFiles, &file, b"2").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"2");
        for failure in
            [save_new(&file, "a", b"x").unwrap_err(), save_as(&LocalFiles, &file.join("a"), b"x").unwrap_err()]
        {
            assert_eq!(failure.code, Code::FileFailed);
            assert!(failure.message.contains("file"), "{failure}");
        }
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing half written");
    }
}
