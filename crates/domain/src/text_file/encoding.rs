//! From bytes to text, without being told how the text was written.

use serde::{Deserialize, Serialize};

/// Bytes that are looked at to tell UTF-16 without a mark.
const SAMPLE: usize = 4096;

/// How a file's text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// With or without a mark.
    Utf8,
    /// "Unicode text" of older spreadsheets.
    Utf16Le,
    /// The same, the other way round.
    Utf16Be,
    /// Whatever is none of the others; Latin-1 is a part of it.
    Windows1252,
}

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Without a mark.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Something in it was no text of that encoding and is shown as `�`.
    pub damaged: bool,
}

/// Reads any bytes as text. Windows-1252 is the last resort, because every byte means something in it: so it is a guess, and
/// whoever shows the text says so.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, bytes) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, rest),
        _ => (unmarked(bytes), bytes),
    };
    let by = match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    };
    let (text, damaged) = by.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding, damaged }
}

fn unmarked(bytes: &[u8]) -> Encoding {
    if let Some(encoding) = utf16(&bytes[..bytes.len().min(SAMPLE)]) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() { Encoding::Utf8 } else { Encoding::Windows1252 }
}

/// In text of European languages nearly every second byte of UTF-16 is zero, and always on the same side.
fn utf16(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.len() / 2;
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let (many, few) = (pairs * 7 / 10, pairs / 10);
    match () {
        () if pairs < 2 => None,
        () if second >= many.max(1) && first <= few => Some(Encoding::Utf16Le),
        () if first >= many.max(1) && second <= few => Some(Encoding::Utf16Be),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};
    use proptest::prelude::*;

    const TEXT: &str = "id;nombre\n1;Peñalolén";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_way_of_writing_it() {
        let check = |bytes: Vec<u8>, expected| {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.damaged), (TEXT, expected, false));
        };
        let marked = format!("\u{feff}{TEXT}");
        check(TEXT.into(), Encoding::Utf8);
        check(marked.clone().into(), Encoding::Utf8);
        check(utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le);
        check(utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be);
        check(utf16(TEXT, u16::to_le_bytes), Encoding::Utf16Le);
        check(utf16(TEXT, u16::to_be_bytes), Encoding::Utf16Be);
        check(encoding_rs::WINDOWS_1252.encode(TEXT).0.into_owned(), Encoding::Windows1252);
    }

    #[test]
    fn what_is_no_text_is_said_to_be_damaged() {
        assert!(decode(b"\xEF\xBB\xBFa\xFF").damaged);
        assert!(decode(b"\xFF\xFEa").damaged, "half a letter");
        assert!(!decode(b"").damaged);
    }

    proptest! {
        #[test]
        fn any_bytes_are_some_text(bytes: Vec<u8>) {
            decode(&bytes);
        }
    }
}
