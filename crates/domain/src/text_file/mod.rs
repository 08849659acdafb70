//! Any text that a person gives in a file: lists of ids, secrets, settings, tables.
//!
//! One reader for all of them, because they come from the same places: a spreadsheet's "Unicode text", an editor that writes a
//! mark, a chat that puts a character between letters which nobody sees. What is taken away is named, with its place.

mod encoding;
mod foreign;
mod invisible;
mod secret;

pub use encoding::{Decoded, Encoding, decode};
pub use foreign::{Foreign, foreign};
pub use invisible::{Invisible, Removed, clean, remove};
pub use secret::{NoSecret, secret};

/// The largest text that is read: settings, ids of the largest chain, a secret.
pub const TEXT_LIMIT: usize = 50 * 1024 * 1024;

/// A text, with `\n` at the end of its lines and without what cannot be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    /// What is in it.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// What was taken away, the first place of each kind.
    pub removed: Vec<Removed>,
}

/// Why a file is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoText {
    /// More than [`TEXT_LIMIT`].
    #[error("it has {0} bytes, and {limit} can be read", limit = TEXT_LIMIT)]
    TooLarge(usize),
    /// Something else than text.
    #[error("it is {0}")]
    Foreign(Foreign),
    /// Bytes that mean nothing in the encoding that the file's mark names.
    #[error("line {line} has bytes that are no text")]
    Damaged {
        /// From 1.
        line: u32,
    },
}

/// Reads any bytes as text.
pub fn read_text(bytes: &[u8]) -> Result<TextFile, NoText> {
    if bytes.len() > TEXT_LIMIT {
        return Err(NoText::TooLarge(bytes.len()));
    }
    if let Some(kind) = foreign(bytes) {
        return Err(NoText::Foreign(kind));
    }
    let decoded = decode(bytes);
    let text = lines_ended(&decoded.text);
    if decoded.damaged {
        let line = text.lines().position(|line| line.contains('\u{fffd}')).unwrap_or_default() as u32 + 1;
        return Err(NoText::Damaged { line });
    }
    let (text, removed) = remove(&text);
    Ok(TextFile { text, encoding: decoded.encoding, removed })
}

/// `\n` for every end of a line.
fn lines_ended(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n")
}

#[cfg(test)]
mod tests {
    use super::{Foreign, Invisible, NoText, Removed, read_text};
    use proptest::prelude::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn one_text_however_it_was_written() {
        let check = |bytes: &[u8]| assert_eq!(read_text(bytes).unwrap().text, "10\n20 # Bogotá\n30\n");
        check("10\n20 # Bogotá\n30\n".as_bytes());
        check("\u{feff}10\r\n20 # Bogotá\r\n30\r\n".as_bytes());
        check("10\r20 # Bogotá\r30\r".as_bytes());
        check(&utf16("\u{feff}10\r\n20 # Bogotá\r\n30\r\n", u16::to_le_bytes));
        check(&utf16("\u{feff}10\n20 # Bogotá\n30\n", u16::to_be_bytes));
        check(&utf16("10\n20 # Bogotá\n30\n", u16::to_le_bytes));
        check(b"10\n20 # Bogot\xe1\n30\n");
        check("1\u{200b}0\n\u{2060}20\u{a0}# Bogotá\n3\0\u{ad}0\u{200e}\n".as_bytes());
    }

    #[test]
    fn what_is_taken_away_is_named_with_its_place() {
        let read = read_text("10\n2\u{200b}0\u{200b}\n30\u{a0}\n".as_bytes()).unwrap();
        let expected = [
            Removed { what: Invisible::ZeroWidth, count: 2, line: 2, column: 2 },
            Removed { what: Invisible::NoBreakSpace, count: 1, line: 3, column: 3 },
        ];
        assert_eq!(read.removed, expected);
        assert_eq!(expected[0].to_string(), "2 zero-width characters, the first at line 2, column 2");
        assert_eq!(expected[1].to_string(), "a no-break space at line 3, column 3");
    }

    #[test]
    fn what_is_no_text_is_named() {
        let check = |bytes: &[u8], kind| assert_eq!(read_text(bytes), Err(NoText::Foreign(kind)));
        check(b"%PDF-1.7\n", Foreign::Pdf);
        check(b"PK\x03\x04rest", Foreign::Archive);
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OldWorkbook);
        check(b"\x89PNG\r\n\x1a\n", Foreign::Image);
        check(b"\n<!DOCTYPE html><p>", Foreign::Html);
        assert_eq!(read_text(b"\xEF\xBB\xBFa\nb\xFF"), Err(NoText::Damaged { line: 2 }));
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_without_marks_or_none(bytes: Vec<u8>) {
            if let Ok(read) = read_text(&bytes) {
                let unseen = read.text.contains(['\r', '\0', '\u{feff}', '\u{200b}', '\u{a0}']);
                prop_assert!(!unseen);
                prop_assert_eq!(read_text(read.text.as_bytes()).map(|again| again.text), Ok(read.text));
            }
        }
    }
}
