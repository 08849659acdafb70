//! Text files that a person gives, read in one way; see [`gangway_domain::text_file`].

use crate::{Code, Failure, Reason, files::place::Files};
use gangway_domain::text_file::{self, Foreign, NoText, TextFile};
use secrecy::{SecretString, zeroize::Zeroize};
use std::path::Path;

/// Reads a text, and says in the log what was taken away of it.
pub fn read_text_file(files: &dyn Files, path: &Path) -> Result<TextFile, Failure> {
    let bytes = files.read(path).map_err(|error| unreadable(path, &error))?;
    text(path, &bytes)
}

pub(crate) fn text(path: &Path, bytes: &[u8]) -> Result<TextFile, Failure> {
    let text = text_file::read_text(bytes).map_err(|problem| no_text(path, problem))?;
    for removed in &text.removed {
        tracing::warn!("{}: {removed} was taken away", path.display());
    }
    Ok(text)
}

/// Reads a secret. Nothing of it is in any failure.
pub fn read_secret_file(files: &dyn Files, path: &Path) -> Result<SecretString, Failure> {
    secret_at(files, path).map_err(|problem| {
        let failure = Failure::new(Code::BadInput, format!("The secret file {}: {problem}.", path.display()));
        failure.because(Reason::SecretFile).about(path.display().to_string())
    })
}

/// Reads a secret from bytes that came from `place`, such as `stdin`, and wipes them.
pub fn read_secret(place: &str, read: std::io::Result<Vec<u8>>) -> Result<SecretString, Failure> {
    let secret = read.map_err(|error| error.to_string()).and_then(|mut bytes| {
        let secret = text_file::secret(&bytes).map_err(|problem| problem.to_string());
        bytes.zeroize();
        secret
    });
    secret.map(Into::into).map_err(|problem| {
        let failure = Failure::new(Code::BadInput, format!("The secret from {place}: {problem}."));
        failure.because(Reason::SecretFile).about(place)
    })
}

/// The same, with what is wrong alone.
pub(crate) fn secret_at(files: &dyn Files, path: &Path) -> Result<SecretString, String> {
    let mut bytes = files.read(path).map_err(|error| error.to_string())?;
    let secret = text_file::secret(&bytes);
    bytes.zeroize();
    secret.map(Into::into).map_err(|problem| problem.to_string())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let failure = Failure::new(Code::BadInput, format!("{} cannot be read: {error}.", path.display()));
    failure.because(Reason::FileUnreadable).about(path.display().to_string())
}

fn no_text(path: &Path, problem: NoText) -> Failure {
    let reason = match problem {
        NoText::TooLarge(_) => Reason::FileTooLarge,
        NoText::Foreign(kind) => Reason::from(kind),
        NoText::Damaged { .. } => Reason::FileDamaged,
    };
    let failure = Failure::new(Code::BadInput, format!("{}: {problem}.", path.display()));
    failure.because(reason).about(path.display().to_string())
}

impl From<Foreign> for Reason {
    fn from(kind: Foreign) -> Self {
        match kind {
            Foreign::Html => Self::FileHtml,
            Foreign::Pdf => Self::FilePdf,
            Foreign::Workbook => Self::FileWorkbook,
            Foreign::OldWorkbook => Self::FileOldWorkbook,
            Foreign::Encrypted => Self::FileEncrypted,
            Foreign::Document => Self::FileDocument,
            Foreign::Archive => Self::FileArchive,
            Foreign::Image => Self::FileImage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read_secret_file, read_text_file};
    use crate::{Reason, files::place::LocalFiles};
    use secrecy::ExposeSecret;

    #[test]
    fn a_failure_names_the_file_and_nothing_of_a_secret() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let secret = read_secret_file(&LocalFiles, &file("good", b"\xEF\xBB\xBFs3cret\r\n\r\n")).unwrap();
        assert_eq!(secret.expose_secret(), "s3cret");
        let failure = read_secret_file(&LocalFiles, &file("quoted", b"\"s3cret\"\n")).unwrap_err();
        assert_eq!(failure.reason, Some(Reason::SecretFile));
        assert!(failure.message.ends_with("quoted: the secret is in quotation marks; write it without them."));
        assert!(!format!("{failure:?}").contains("s3cret"));
        let failure = read_text_file(&LocalFiles, &file("page", b"<html>")).unwrap_err();
        assert_eq!(failure.reason, Some(Reason::FileHtml));
        assert_eq!(
            read_text_file(&LocalFiles, &folder.path().join("none")).unwrap_err().reason,
            Some(Reason::FileUnreadable)
        );
    }
}
