//! From rows to a file.

use super::{Judged, StoreFile, safe};
use csv::{ByteRecord, WriterBuilder};

/// How a file is written. The encoding is UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// What stands between cells.
    pub delimiter: u8,
    /// With a mark, without which spreadsheets take UTF-8 for something else.
    pub marked: bool,
}

/// A file with these rows; every cell is made [`safe`].
pub fn write<R, C>(style: Style, rows: R) -> Vec<u8>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item: AsRef<str>>,
{
    let start: &[u8] = if style.marked { b"\xEF\xBB\xBF" } else { b"" };
    let mut writer = WriterBuilder::new()
        .delimiter(style.delimiter)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(start.to_vec());
    let mut record = ByteRecord::new();
    for row in rows {
        record.clear();
        for cell in row {
            record.push_field(safe(cell.as_ref()).as_bytes());
        }
        // Writing into memory does not fail, and rows may differ in length.
        let _ = writer.write_byte_record(&record);
    }
    writer.into_inner().unwrap_or_default()
}

/// The rows that do not go, as they were, each with its line and the reason after its last column.
pub fn refused(
    file: &StoreFile,
    headed: bool,
    judged: &[Judged],
    titles: [&str; 2],
    words: impl Fn(&Judged) -> String,
) -> Vec<Vec<String>> {
    let rows = file.rows(headed).iter().zip(judged).filter(|(_, judged)| !judged.verdict.goes());
    let width = file.records.iter().map(|record| record.cells.len()).max().unwrap_or_default();
    let wide = |cells: &csv::StringRecord| -> Vec<String> {
        let cells = cells.iter().map(|cell| super::plain(cell).to_owned());
        cells.chain(std::iter::repeat(String::new())).take(width).collect()
    };
    let head = headed.then(|| {
        let mut head = wide(&file.first().cells);
        head.extend(titles.map(str::to_owned));
        head
    });
    let rows = rows.map(|(record, judged)| {
        let mut row = wide(&record.cells);
        row.extend([record.line.to_string(), words(judged)]);
        row
    });
    head.into_iter().chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::{Style, refused, write};
    use crate::{
        store_file::{RowVerdict, delimiter::DELIMITERS, plain, read},
        text_file::clean,
    };
    use proptest::prelude::*;

    #[test]
    fn refused_rows_keep_their_cells() {
        let file = read("id;name\n1;A\n=2;\"B;\nC\"\n3\n".as_bytes()).unwrap();
        let judged = [RowVerdict::Ready.into(), RowVerdict::UnknownStore.into(), RowVerdict::Duplicate.about("2")];
        let rows = refused(&file, true, &judged, ["line", "reason"], |judged| format!("{:?}", judged.verdict));
        let bytes = write(Style { delimiter: file.delimiter(), marked: true }, rows);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "\u{feff}id;name;line;reason\r\n'=2;\"B;\nC\";3;UnknownStore\r\n3;;5;Duplicate\r\n");
    }

    fn any_cell() -> impl Strategy<Value = String> {
        prop_oneof!["['=+@\"\t\r\n;, a-]{0,10}", "\\PC{0,20}", any::<String>()]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(
            rows in prop::collection::vec((1u32..1_000_000, any_cell(), any_cell()), 1..20),
            delimiter in prop::sample::select(DELIMITERS.to_vec()),
            marked: bool,
        ) {
            let cells: Vec<[String; 3]> = rows.into_iter().map(|(id, name, brand)| [id.to_string(), name, brand]).collect();
            let head = ["storeId", "name", "brand"].map(str::to_owned);
            let bytes = write(Style { delimiter, marked }, std::iter::once(&head).chain(&cells));
            let file = read(&bytes).unwrap();
            prop_assert_eq!(file.delimiter(), delimiter);
            prop_assert!(file.headed);
            let seen = |row: &[String; 3]| row.clone().map(|cell| clean(&cell).into_owned());
            let cells: Vec<[String; 3]> = cells.iter().map(seen).collect();
            let back: Vec<Vec<&str>> = file.rows(true).iter().map(|row| row.cells.iter().map(plain).collect()).collect();
            prop_assert_eq!(back, cells);
        }

        #[test]
        fn any_bytes_are_a_file_or_none(bytes: Vec<u8>) {
            if let Ok(file) = read(&bytes) {
                prop_assert!(!file.records.is_empty());
            }
        }
    }
}
