//! From text to rows.
//!
//! Written here and not left to the `csv` crate, which writes our files and is the tests' second opinion: a quote that is never
//! closed makes its reader take the rest of the file for one cell, and it cannot tell so. Here such a line is given as *broken*
//! and the next line is read as if nothing had happened.

use csv::StringRecord;

/// No cell of a real file is longer. It bounds what is looked through for the end of a quote.
const LONGEST_CELL: usize = 16 * 1024;

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line of the file that it begins at, from 1: quoted cells may hold line breaks.
    pub line: u32,
    /// Its cells, as written but for quotes.
    pub cells: StringRecord,
    /// A quote in it is not closed; the cells are those of its first line, quotes and all.
    pub broken: bool,
}

impl Record {
    /// A cell, or nothing where the row is too short.
    pub fn cell(&self, at: Option<u32>) -> &str {
        at.and_then(|at| self.cells.get(at as usize)).unwrap_or_default()
    }
}

/// The rows of a text, but for those without anything in them.
pub fn records(text: &str, delimiter: u8) -> Records<'_> {
    Records { text, delimiter, at: 0, line: 1 }
}

/// See [`records`].
#[derive(Debug, Clone)]
pub struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    line: u32,
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while self.at < self.text.len() {
            let start = (self.at, self.line);
            let read = self.row();
            let broken = read.is_none();
            let cells = read.unwrap_or_else(|| {
                (self.at, self.line) = start;
                self.first_line()
            });
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Record { line: start.1, cells, broken });
            }
        }
        None
    }
}

impl Records<'_> {
    /// `None`: a quote is not closed.
    fn row(&mut self) -> Option<StringRecord> {
        let mut cells = StringRecord::new();
        loop {
            let quoted = self.text.as_bytes().get(self.at) == Some(&b'"');
            let more = if quoted { self.quoted(&mut cells)? } else { self.unquoted(&mut cells, "") };
            if !more {
                return Some(cells);
            }
        }
    }

    fn first_line(&mut self) -> StringRecord {
        let mut cells = StringRecord::new();
        while self.unquoted(&mut cells, "") {}
        cells
    }

    /// Takes the cell up to its end, with `before` in front of it. Answers whether another cell of the row follows.
    fn unquoted(&mut self, cells: &mut StringRecord, before: &str) -> bool {
        let rest = &self.text[self.at..];
        let ends = |byte: &u8| *byte == self.delimiter || *byte == b'\r' || *byte == b'\n';
        let end = rest.as_bytes().iter().position(ends).unwrap_or(rest.len());
        if before.is_empty() {
            cells.push_field(&rest[..end]);
        } else {
            cells.push_field(&format!("{before}{}", &rest[..end]));
        }
        let (more, past) = match &rest.as_bytes()[end..] {
            [] => (false, 0),
            [b'\r', b'\n', ..] => (false, 2),
            [b'\r' | b'\n', ..] => (false, 1),
            _ => (true, 1),
        };
        self.line += u32::from(!more && past > 0);
        self.at += end + past;
        more
    }

    fn quoted(&mut self, cells: &mut StringRecord) -> Option<bool> {
        let inside = self.at + 1;
        let mut cell = String::new();
        let mut from = inside;
        loop {
            let rest = &self.text.as_bytes()[from..];
            let quote = from + rest.iter().take(LONGEST_CELL).position(|byte| *byte == b'"')?;
            if quote - inside > LONGEST_CELL {
                return None;
            }
            cell.push_str(&self.text[from..quote]);
            from = quote + 1;
            if self.text.as_bytes().get(from) != Some(&b'"') {
                break;
            }
            cell.push('"');
            from += 1;
        }
        let lines = line_breaks(&cell);
        let goes_on = !matches!(self.text.as_bytes().get(from), None | Some(b'\r' | b'\n'))
            && self.text.as_bytes().get(from) != Some(&self.delimiter);
        if lines > 0 && goes_on {
            // The quote that ends it opens another cell further down: `"a` here, `"b"` there.
            return None;
        }
        (self.at, self.line) = (from, self.line + lines);
        Some(self.unquoted(cells, &cell))
    }
}

fn line_breaks(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    (0..bytes.len()).filter(|at| ends(*at)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::records;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[(u32, &[&str], bool)]) {
        let read: Vec<_> = records(text, b';').collect();
        let read: Vec<_> =
            read.iter().map(|one| (one.line, one.cells.iter().collect::<Vec<_>>(), one.broken)).collect();
        let expected: Vec<_> = expected.iter().map(|(line, cells, broken)| (*line, cells.to_vec(), *broken)).collect();
        assert_eq!(read, expected, "{text:?}");
    }

    #[test]
    fn lines_end_as_they_like_and_keep_their_numbers() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a;b", "", "1;\"x", "y\"", ";;", "2;z"].join(end);
            let name = format!("x{end}y");
            check(&text, &[(1, &["a", "b"], false), (3, &["1", &name], false), (6, &["2", "z"], false)]);
        }
    }

    #[test]
    fn quotes() {
        check("\"a;\"\"b\"\"\";c", &[(1, &["a;\"b\"", "c"], false)]);
        check("\"\";x\"y\"", &[(1, &["", "x\"y\""], false)]);
        check("\"a\" b;c", &[(1, &["a b", "c"], false)]);
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_its_own_line_only() {
        check(
            "1;a\n2;\"b\n3;c\n4;d",
            &[(1, &["1", "a"], false), (2, &["2", "\"b"], true), (3, &["3", "c"], false), (4, &["4", "d"], false)],
        );
        check("1;\"a\n2;\"b\"\n3;c", &[(1, &["1", "\"a"], true), (2, &["2", "b"], false), (3, &["3", "c"], false)]);
        let far = format!("1;\"a\n{}9;\"z\"\n", "2;b\n".repeat(10_000));
        assert_eq!(records(&far, b';').count(), 10_002);
        assert_eq!(records(&far, b';').filter(|record| record.broken).count(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_some_rows(text in "[\";\r\n,a]{0,40}|\\PC*") {
            for record in records(&text, b';') {
                prop_assert!(record.line >= 1);
            }
        }

        /// What the `csv` crate writes we read; blank rows are not rows to us.
        #[test]
        fn the_crate_that_writes_is_of_the_same_opinion(rows in prop::collection::vec(prop::collection::vec("[\";\r\na' =]{0,6}", 2..4), 0..8)) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = records(&text, b';').map(|record| {
                assert!(!record.broken);
                record.cells.iter().map(str::to_owned).collect()
            }).collect();
            let expected: Vec<_> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
