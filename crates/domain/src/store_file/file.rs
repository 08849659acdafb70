//! A file, read.

use super::{Record, delimiter, records, table, workbook};
use crate::text_file::{Encoding, Foreign, Removed, decode, foreign, remove};

/// The largest file that is read.
pub const BYTES_LIMIT: usize = 50 * 1024 * 1024;
/// The most rows that are read. The largest chains have 100,000 stores.
pub const ROWS_LIMIT: usize = 250_000;

/// A file of stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFile {
    /// How it was written.
    pub form: Form,
    /// What nobody sees and was taken away.
    pub removed: Vec<Removed>,
    /// Where the table begins: lines above it say what the table is.
    pub start: usize,
    /// Whether the table's first row has titles, as far as can be told.
    pub headed: bool,
    /// Every row that has anything in it, the header and what is above it included. Never empty.
    pub records: Vec<Record>,
}

/// How a file was written, by its content; its name is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// CSV and its relatives.
    Text {
        /// How its letters were written.
        encoding: Encoding,
        /// See [`crate::text_file::Decoded::damaged`].
        damaged: bool,
        /// What stands between its cells.
        delimiter: u8,
    },
    /// `.xlsx` or `.ods`.
    Workbook {
        /// All sheets that are shown.
        sheets: Vec<String>,
        /// The one that was read.
        sheet: usize,
    },
}

impl StoreFile {
    /// The table's first row: the header, if it has one.
    pub fn first(&self) -> &Record {
        &self.records[self.start]
    }

    /// The rows that are stores, if the first row is, or is not, a header.
    pub fn rows(&self, headed: bool) -> &[Record] {
        &self.records[self.start + usize::from(headed)..]
    }

    /// Cells of its longest row.
    pub fn width(&self) -> u32 {
        self.records.iter().map(|record| record.cells.len()).max().unwrap_or_default() as u32
    }

    /// What stands between its cells, or would in a text.
    pub fn delimiter(&self) -> u8 {
        match self.form {
            Form::Text { delimiter, .. } => delimiter,
            Form::Workbook { .. } => b',',
        }
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
    /// A workbook that unpacks to more than any table of stores.
    #[error("the workbook is larger than any table of stores")]
    TooManyCells,
    /// No table at all.
    #[error("the file is {0}")]
    Foreign(Foreign),
    /// A workbook that cannot be read.
    #[error("the workbook is damaged, or of a kind that cannot be read")]
    Workbook,
    /// The workbook has no sheet of that name.
    #[error("the workbook has no such sheet")]
    NoSheet,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
}

/// Reads any bytes: a workbook's first sheet that has anything in it, or a text. `sep=;` on the first line, which spreadsheets
/// write for each other, is obeyed.
pub fn read(bytes: &[u8]) -> Result<StoreFile, Unreadable> {
    read_sheet(bytes, None)
}

/// The same, with the sheet of a workbook that is wished for.
pub fn read_sheet(bytes: &[u8], sheet: Option<&str>) -> Result<StoreFile, Unreadable> {
    if bytes.len() > BYTES_LIMIT {
        return Err(Unreadable::TooLarge(bytes.len()));
    }
    let (form, removed, records) = match foreign(bytes) {
        Some(Foreign::Workbook) => {
            let read = workbook::read(bytes, sheet)?;
            (Form::Workbook { sheets: read.names, sheet: read.at }, Vec::new(), read.records)
        }
        Some(kind) => return Err(Unreadable::Foreign(kind)),
        None if sheet.is_some() => return Err(Unreadable::NoSheet),
        None => text(bytes),
    };
    let (start, headed) = table::start(&records).ok_or(Unreadable::Empty)?;
    if records.len() - start - usize::from(headed) > ROWS_LIMIT {
        return Err(Unreadable::TooManyRows);
    }
    Ok(StoreFile { form, removed, start, headed, records })
}

fn text(bytes: &[u8]) -> (Form, Vec<Removed>, Vec<Record>) {
    let decoded = decode(bytes);
    let (text, removed) = remove(&decoded.text);
    let said = said_delimiter(&text);
    let delimiter = said.unwrap_or_else(|| delimiter::detect(&text));
    let rows = records(&text, delimiter).skip(usize::from(said.is_some()));
    let records = rows.take(ROWS_LIMIT + 2 + table::ABOVE).collect();
    (Form::Text { encoding: decoded.encoding, damaged: decoded.damaged, delimiter }, removed, records)
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
        assert_eq!((file.delimiter(), file.headed, file.records.len()), (b',', true, 2));
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
