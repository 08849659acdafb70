//! A file, read.

use super::{Record, delimiter, is_header, records};
use crate::text_file::{Encoding, Foreign, Removed, decode, foreign, remove};

/// The largest file that is read.
pub const BYTES_LIMIT: usize = 50 * 1024 * 1024;
/// The most rows that are read. The largest chains have 100,000 stores.
pub const ROWS_LIMIT: usize = 250_000;

/// A file of stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFile {
    /// How it was written.
    pub encoding: Encoding,
    /// See [`crate::text_file::Decoded::damaged`].
    pub damaged: bool,
    /// What stands between its cells.
    pub delimiter: u8,
    /// Whether its first row has titles, as far as can be told.
    pub headed: bool,
    /// What nobody sees and was taken away.
    pub removed: Vec<Removed>,
    /// Every row that has anything in it, the header included. Never empty.
    pub records: Vec<Record>,
}

impl StoreFile {
    /// Its first row: the header, if it has one.
    pub fn first(&self) -> &Record {
        &self.records[0]
    }

    /// The rows that are stores, if the first row is, or is not, a header.
    pub fn rows(&self, headed: bool) -> &[Record] {
        &self.records[usize::from(headed)..]
    }

    /// Cells of its longest row.
    pub fn width(&self) -> u32 {
        self.records.iter().map(|record| record.cells.len()).max().unwrap_or_default() as u32
    }
}

/// Why a file is not read at all. A mistake in one row is not among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// More than [`BYTES_LIMIT`].
    #[error("the file has {0} bytes, and {limit} can be read", limit = BYTES_LIMIT)]
    TooLarge(usize),
    /// More than [`ROWS_LIMIT`].
    #[error("the file has more than {ROWS_LIMIT} rows")]
    TooManyRows,
    /// No table at all.
    #[error("the file is {0}")]
    Foreign(Foreign),
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
}

/// Reads any bytes. `sep=;` on the first line, which spreadsheets write for each other, is obeyed.
pub fn read(bytes: &[u8]) -> Result<StoreFile, Unreadable> {
    if bytes.len() > BYTES_LIMIT {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    if let Some(kind) = foreign(bytes) {
        return Err(Unreadable::Foreign(kind));
    }
    let decoded = decode(bytes);
    let (text, removed) = remove(&decoded.text);
    let said = said_delimiter(&text);
    let delimiter = said.unwrap_or_else(|| delimiter::detect(&text));
    let rows = records(&text, delimiter).skip(usize::from(said.is_some()));
    let records: Vec<Record> = rows.take(ROWS_LIMIT + 2).collect();
    let first = records.first().ok_or(Unreadable::Empty)?;
    let headed = is_header(&first.cells, records.get(1).map(|second| &second.cells));
    if records.len() - usize::from(headed) > ROWS_LIMIT {
        return Err(Unreadable::TooManyRows);
    }
    Ok(StoreFile { encoding: decoded.encoding, damaged: decoded.damaged, delimiter, headed, removed, records })
}

fn said_delimiter(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    match line.trim_matches('"').strip_prefix("sep=")?.as_bytes() {
        [delimiter] if delimiter::DELIMITERS.contains(delimiter) => Some(*delimiter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BYTES_LIMIT, ROWS_LIMIT, Unreadable, read};

    #[test]
    fn a_spreadsheets_own_word_for_its_delimiter() {
        let file = read(b"sep=,\r\nid,name\r\n1,A;B;C\r\n").unwrap();
        assert_eq!((file.delimiter, file.headed, file.records.len()), (b',', true, 2));
        assert_eq!(file.rows(true)[0].line, 3);
    }

    #[test]
    fn limits() {
        assert_eq!(read(b" \r\n;;\n"), Err(Unreadable::Empty));
        assert_eq!(read(&vec![b'a'; BYTES_LIMIT + 1]), Err(Unreadable::TooLarge(BYTES_LIMIT + 1)));
        let rows = format!("id\n{}", "1\n".repeat(ROWS_LIMIT));
        assert_eq!(read(rows.as_bytes()).unwrap().rows(true).len(), ROWS_LIMIT);
        assert_eq!(read(format!("{rows}1\n").as_bytes()), Err(Unreadable::TooManyRows));
    }
}
