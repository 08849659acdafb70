//! What was seen, beside the profile: it outlives the program, or a file of last year would be news after every start.

use super::{Updates, decision::Seen};
use crate::{Code, Failure, Reason, profiles::private_folder::write_whole};
use std::{io::ErrorKind, path::PathBuf};

/// In the profile's folder.
const FILE: &str = "updates.json";

impl Updates {
    fn seen_file(&self) -> PathBuf {
        self.environment.profile().folder.join(FILE)
    }

    /// The newest that was seen; `None`: nothing yet. What cannot be read is no *nothing*.
    pub(super) fn seen(&self) -> Result<Option<Seen>, Failure> {
        let path = self.seen_file();
        let unreadable = |why: String| {
            let failure = Failure::new(Code::RecordDamaged, format!("{} cannot be read: {why}.", path.display()));
            failure.because(Reason::FileUnreadable).about(path.display().to_string())
        };
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| unreadable(error.to_string())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(error.to_string())),
        }
    }

    /// From now on nothing older counts.
    pub(super) fn keep_seen(&self, seen: &Seen) -> Result<(), Failure> {
        let path = self.seen_file();
        let text = serde_json::to_string(seen).unwrap_or_default();
        write_whole(&path, text.as_bytes()).map_err(|error| {
            Failure::new(Code::RecordReadOnly, format!("{} cannot be written: {error}.", path.display()))
        })
    }
}
