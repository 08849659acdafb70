//! What stands between cells.

use super::{Column, Record, records, table};

/// In order of preference where nothing else decides.
pub const DELIMITERS: [u8; 4] = *b";,\t|";
const ROWS: usize = 20;
const SAMPLE: usize = 64 * 1024;

/// The delimiter that makes the first rows most alike, names of columns that we know first. A text without any has one column.
pub fn detect(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    // `max_by_key` takes the last of equals.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| likeness(sample, *delimiter)).unwrap_or(b',')
}

fn likeness(sample: &str, delimiter: u8) -> (usize, usize, usize) {
    let rows: Vec<Record> = records(sample, delimiter).take(ROWS).collect();
    // Lines above the table have other cells, or none.
    let Some((start, _)) = table::start(&rows) else { return (0, 0, 0) };
    let wide = |row: &Record| row.cells.len() > 1;
    let Some(first) = rows[start..].iter().find(|row| wide(row)) else { return (0, 0, 0) };
    let known = first.cells.iter().filter(|cell| Column::named(cell).is_some()).count();
    let alike = rows[start..].iter().filter(|row| row.cells.len() == first.cells.len()).count();
    (known, alike, first.cells.len())
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn each_delimiter() {
        let check = |text, expected: u8| assert_eq!(char::from(detect(text)), char::from(expected), "{text:?}");
        check("id;name\n1;A, B", b';');
        check("id,name\n1,A; B\n2,C; D", b',');
        check("id\tname\n1\tA, B; C", b'\t');
        check("1;A,B\n2;C", b';');
        check("1,\"A;B;C\"\n2,C", b',');
        check("id|name\n1|A, B; C", b'|');
        check("Stores, of November\nid;name\n1;A\n2;B", b';');
        check("id\n1\n2", b';');
        check("", b';');
    }
}
