//! Tables as workbooks, for people whose spreadsheet changes the numbers of a CSV.

use crate::{Code, Failure};
use gangway_domain::store_file::safe;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The longest text that a cell may have.
const LONGEST: usize = 32_767;
/// Rows that a sheet may have.
const ROWS: usize = 1_048_576;

/// A workbook of one sheet. Every cell is a text, ids above all: a spreadsheet shortens what it takes for a number. What it
/// would take for a formula is made [`safe`], because such a table is often saved as CSV later.
pub(crate) fn workbook<R, C>(rows: R) -> Result<Vec<u8>, Failure>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item: AsRef<str>>,
{
    written(rows).map_err(|error| Failure::new(Code::Internal, "The workbook was not written.").with(error.to_string()))
}

fn written<R, C>(rows: R) -> Result<Vec<u8>, XlsxError>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item: AsRef<str>>,
{
    let mut workbook = Workbook::new();
    let now = ExcelDateTime::from_timestamp(crate::now() / 1000)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&now));
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet();
    for (row, cells) in rows.into_iter().take(ROWS).enumerate() {
        for (column, cell) in (0_u16..).zip(cells) {
            let cell: String = safe(cell.as_ref()).chars().take(LONGEST).collect();
            sheet.write_string_with_format(row as u32, column, cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::workbook;
    use gangway_domain::store_file::{Columns, plain, read};

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let rows = [["storeId", "name"], ["010", "=Uno"], ["12345678901234567890", "Dos; \"tres\"\n'4"], ["1E5", ""]];
        let file = read(&workbook(rows).unwrap()).unwrap();
        let back: Vec<Vec<&str>> = file.records.iter().map(|row| row.cells.iter().map(plain).collect()).collect();
        assert_eq!(back, [&rows[0][..], &rows[1][..], &rows[2][..], &rows[3][..1]]);
        assert_eq!(Columns::guess(&file.first().cells, file.headed).id, Some(0));
    }
}
