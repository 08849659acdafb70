//! A secret in a file of its own, as editors, shells and portals leave it.

use super::{Foreign, Invisible, NoText, Removed, encoding::Encoding, read_text, remove};

/// Why a file is no secret. Nothing of what is in it is ever said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSecret {
    /// Not even text.
    #[error(transparent)]
    NoText(#[from] NoText),
    /// Nothing in it.
    #[error("it is empty")]
    Empty,
    /// The first character is a quotation mark and the last one closes it.
    #[error("the secret is in quotation marks; write it without them")]
    Quoted,
    /// Something after its first line.
    #[error("it has {0} lines; a secret is one line")]
    Lines(u32),
    /// Which of them belong to the secret cannot be told.
    #[error("there is {0} within the secret; copy it anew")]
    Invisible(Removed),
    /// Letters that are no UTF-8: which ones they are would be a guess.
    #[error("it is not UTF-8")]
    Encoding,
}

const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('`', '`')];

/// The secret in a file: a mark, line ends and what cannot be seen around it are no part of it; spaces are.
pub fn secret(bytes: &[u8]) -> Result<String, NoSecret> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(NoText::Foreign(Foreign::Archive).into());
    }
    let decoded = super::decode(bytes);
    if decoded.encoding == Encoding::Windows1252 && !decoded.text.is_ascii() {
        return Err(NoSecret::Encoding);
    }
    read_text(bytes)?;
    let around = |letter: char| matches!(letter, '\n' | '\r') || Invisible::of(letter).is_some();
    let secret = decoded.text.trim_matches(around);
    if secret.trim().is_empty() {
        return Err(NoSecret::Empty);
    }
    let lines = super::lines_ended(secret);
    if lines.contains('\n') {
        return Err(NoSecret::Lines(lines.matches('\n').count() as u32 + 1));
    }
    if let Some(removed) = remove(secret).1.first() {
        return Err(NoSecret::Invisible(*removed));
    }
    let bare = secret.trim();
    let quoted = |(open, close): &(char, char)| bare.len() > 1 && bare.starts_with(*open) && bare.ends_with(*close);
    if QUOTES.iter().any(quoted) { Err(NoSecret::Quoted) } else { Ok(secret.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::{NoSecret, secret};
    use crate::text_file::Invisible;

    #[test]
    fn what_is_around_a_secret_is_no_part_of_it() {
        let check = |bytes: &[u8]| assert_eq!(secret(bytes).as_deref(), Ok("s3cret"), "{bytes:?}");
        check(b"s3cret");
        check(b"s3cret\n");
        check(b"\r\ns3cret\r\n\r\n");
        check("\u{feff}s3cret\n\n".as_bytes());
        check("\u{200b}s3cret\u{a0}\0".as_bytes());
        let utf16: Vec<u8> = "\u{feff}s3cret\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16);
        assert_eq!(secret(b" a b "), Ok(" a b ".to_owned()), "spaces may be a part of it");
    }

    #[test]
    fn what_cannot_be_told_is_refused_by_name() {
        let check = |text: &str, expected| assert_eq!(secret(text.as_bytes()), Err(expected), "{text:?}");
        check("", NoSecret::Empty);
        check("\u{feff}\r\n", NoSecret::Empty);
        check("\"s3cret\"\n", NoSecret::Quoted);
        check("“s3cret”", NoSecret::Quoted);
        check("'s3cret'", NoSecret::Quoted);
        check("a\nb\n", NoSecret::Lines(2));
        check("a\rb", NoSecret::Lines(2));
        let inner = secret("s3\u{200b}cret".as_bytes()).unwrap_err();
        assert!(matches!(inner, NoSecret::Invisible(removed) if removed.what == Invisible::ZeroWidth), "{inner}");
        assert_eq!(secret(b"s3cr\xE9t"), Err(NoSecret::Encoding));
        assert!(secret(b"PK\x03\x04").unwrap_err().to_string().contains("archive"));
    }
}
