//! Where in a file the table begins: below a few lines that say what it is.

use super::{Column, Record, columns::is_number, is_header};

/// The most lines that are looked at for a header.
pub(super) const ABOVE: usize = 20;

/// The table's first row, and whether that is a header; `None` without any row.
pub(super) fn start(records: &[Record]) -> Option<(usize, bool)> {
    let first = records.first()?;
    let looked_at = &records[..records.len().min(ABOVE)];
    if let Some(at) = titled(looked_at) {
        return Some((at, true));
    }
    let second = |at: usize| records.get(at + 1).map(|second| &second.cells);
    // A line of one cell is no header of a table with more, if the row below it looks like one.
    let below = (1..looked_at.len()).take_while(|at| records[..*at].iter().all(is_line)).find(|at| {
        let row = &records[*at];
        filled(row) > 1 && is_header(&row.cells, second(*at))
    });
    Some(below.map_or_else(|| (0, is_header(&first.cells, second(0))), |at| (at, true)))
}

/// The row with the most titles that are known: the first row with one, or a later one with more that is no row of a table
/// that began already.
fn titled(records: &[Record]) -> Option<usize> {
    let titles = |at: usize| records[at].cells.iter().filter(|cell| Column::named(cell).is_some()).count();
    let first = titles(0);
    let later = (1..records.len()).filter(|at| {
        let lines_above = records[..*at].iter().all(is_line);
        let numbers = records[*at].cells.iter().any(is_number);
        !numbers && titles(*at) > first && (titles(*at) > 1 || lines_above) && !began(&records[..*at], first > 0)
    });
    let later = later.max_by_key(|at| (titles(*at), std::cmp::Reverse(*at)));
    later.or((first > 0).then_some(0))
}

/// Whether a table of stores is under way: rows with a number and another cell, one below titles, two below none.
fn began(above: &[Record], titled: bool) -> bool {
    let rows = above.iter().filter(|row| filled(row) > 1 && row.cells.iter().any(is_number)).count();
    rows > usize::from(!titled)
}

/// One cell, and no number: `Stores of November`.
fn is_line(row: &Record) -> bool {
    filled(row) == 1 && !row.cells.iter().any(is_number)
}

fn filled(row: &Record) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use crate::store_file::read;

    #[test]
    fn a_header_is_looked_for_below_what_is_above_it() {
        let check = |text: &str, line: u32, headed: bool| {
            let file = read(text.as_bytes()).unwrap();
            assert_eq!((file.first().line, file.headed), (line, headed), "{text}");
        };
        check("id;name\n10;A", 1, true);
        check("Stores of November;\nExported by;Ana\nStore ID;Name\n10;A\n20;B", 3, true);
        check("Tiendas\n\nID;Nombre\n10;A", 3, true);
        check("Tiendas\nid\n10\n20", 2, true);
        check("Mis locales\nid\n10\n20", 2, true);
        check("Report;2026\n;\nStore number,Store ID;Name\nStore ID;Name\n10;A", 4, true);
        check("Locales de hoy;\nLocal;Barrio\n10;A\n20;B", 2, true);
        check("id;name\n10;A\nStore ID;Name;Integration\n20;B", 1, true);
        check("10;A\n20;Tienda", 1, false);
        check("10;A\n20;B\nTienda;Nombre\n30;C", 1, false);
    }
}
