//! Workbooks, `.xlsx` and `.ods`, read by what is in them: rows of texts, as a table in a text file gives them.
//!
//! A workbook is a compressed archive, so a small file can be huge: it is unpacked once with a limit before anything reads it.

use super::{ROWS_LIMIT, Record, Unreadable};
use crate::text_file::{Foreign, clean};
use calamine::{Data, DataRef, ExcelDateTime, Ods, OdsError, Reader, SheetVisible, Xlsx};
use csv::StringRecord;
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

/// What a workbook may unpack to.
const UNPACKED_LIMIT: u64 = 512 * 1024 * 1024;
/// Cells of a sheet, empty ones within its rows included.
const CELLS_LIMIT: usize = 10_000_000;
/// Bytes of all texts of a sheet: one text can be in many cells.
const TEXT_LIMIT: usize = 256 * 1024 * 1024;
/// From here on a number is not exact: spreadsheets keep 15 digits.
const EXACT: f64 = 1e15;

type Bytes<'a> = Cursor<&'a [u8]>;

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    /// All sheets that are shown.
    pub(super) names: Vec<String>,
    /// Which of them this is.
    pub(super) at: usize,
    /// Its rows that have anything in them.
    pub(super) records: Vec<Record>,
}

/// Reads a sheet: the one that is wished for, or the first that has anything in it.
pub(super) fn read(bytes: &[u8], wished: Option<&str>) -> Result<Sheet, Unreadable> {
    if unpackable(bytes)? == Kind::OpenDocument {
        let mut ods = Ods::new(Cursor::new(bytes)).map_err(|error| of_ods(&error))?;
        return choose(shown(&ods), wished, |name| ods_rows(&mut ods, name));
    }
    let mut xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Workbook)?;
    choose(shown(&xlsx), wished, |name| xlsx_rows(&mut xlsx, name))
}

fn shown<'a, R: Reader<Bytes<'a>>>(workbook: &R) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    sheets.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect()
}

fn choose(
    names: Vec<String>,
    wished: Option<&str>,
    mut rows: impl FnMut(&str) -> Result<Vec<Record>, Unreadable>,
) -> Result<Sheet, Unreadable> {
    if let Some(wished) = wished {
        let at = names.iter().position(|name| name == wished).ok_or(Unreadable::NoSheet)?;
        let records = rows(&names[at])?;
        return if records.is_empty() { Err(Unreadable::Empty) } else { Ok(Sheet { names, at, records }) };
    }
    for at in 0..names.len() {
        let records = rows(&names[at])?;
        if !records.is_empty() {
            return Ok(Sheet { names, at, records });
        }
    }
    Err(Unreadable::Empty)
}

#[derive(PartialEq, Eq)]
enum Kind {
    OpenDocument,
    Excel,
}

/// Unpacks everything once, to nowhere: what an archive says of its own size may be a lie.
fn unpackable(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let mut kind = Kind::Excel;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Workbook)?;
    let mut left = UNPACKED_LIMIT;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| Unreadable::Workbook)?;
        let content = entry.name().is_ok_and(|name| name == "content.xml");
        let mut limited = entry.take(left + 1);
        let unpacked = if content {
            let mut xml = Vec::new();
            limited.read_to_end(&mut xml).map_err(|_| Unreadable::Workbook)?;
            // The reader of such a file waits for ever for the end of a table that has none.
            balanced(&xml)?;
            kind = Kind::OpenDocument;
            xml.len() as u64
        } else {
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|_| Unreadable::Workbook)?
        };
        left = left.checked_sub(unpacked).ok_or(Unreadable::TooManyCells)?;
    }
    Ok(kind)
}

fn balanced(xml: &[u8]) -> Result<(), Unreadable> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let (mut depth, mut buffer) = (0_u32, Vec::new());
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| Unreadable::Workbook)? {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth = depth.checked_sub(1).ok_or(Unreadable::Workbook)?,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    if depth == 0 { Ok(()) } else { Err(Unreadable::Workbook) }
}

fn of_ods(error: &OdsError) -> Unreadable {
    match error {
        OdsError::Password => Unreadable::Foreign(Foreign::Encrypted),
        OdsError::CellLimitExceeded { .. } => Unreadable::TooManyCells,
        _ => Unreadable::Workbook,
    }
}

fn xlsx_rows(xlsx: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<Vec<Record>, Unreadable> {
    let mut rows = Rows::default();
    let mut cells = xlsx.worksheet_cells_reader(name).map_err(|_| Unreadable::Workbook)?;
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Workbook)? {
        let (row, column) = cell.get_position();
        rows.put(row, column, of_xlsx(cell.get_value()))?;
    }
    rows.records()
}

fn ods_rows(ods: &mut Ods<Bytes<'_>>, name: &str) -> Result<Vec<Record>, Unreadable> {
    let range = ods.worksheet_range(name).map_err(|error| of_ods(&error))?;
    let (first, left) = range.start().unwrap_or_default();
    let mut rows = Rows::default();
    for (row, column, value) in range.used_cells() {
        rows.put(first + row as u32, left + column as u32, of_cell(value))?;
    }
    rows.records()
}

#[derive(Default)]
struct Rows {
    lines: BTreeMap<u32, BTreeMap<u32, String>>,
    text: usize,
    cells: usize,
}

impl Rows {
    fn put(&mut self, row: u32, column: u32, text: String) -> Result<(), Unreadable> {
        if text.is_empty() {
            return Ok(());
        }
        self.text += text.len();
        self.cells += 1;
        if self.text > TEXT_LIMIT || self.cells > CELLS_LIMIT {
            return Err(Unreadable::TooManyCells);
        }
        self.lines.entry(row).or_default().insert(column, text);
        // One header and as many rows as are read; the table may have a few lines above it.
        if self.lines.len() > ROWS_LIMIT + 100 { Err(Unreadable::TooManyRows) } else { Ok(()) }
    }

    fn records(self) -> Result<Vec<Record>, Unreadable> {
        let wide = |cells: &BTreeMap<u32, String>| cells.keys().next_back().map_or(0, |last| *last as usize + 1);
        if self.lines.values().map(wide).sum::<usize>() > CELLS_LIMIT {
            return Err(Unreadable::TooManyCells);
        }
        let record = |(row, cells): (u32, BTreeMap<u32, String>)| {
            let width = wide(&cells) as u32;
            let cell = |at| cells.get(&at).map_or("", String::as_str);
            Record { line: row + 1, cells: (0..width).map(cell).collect::<StringRecord>(), broken: false }
        };
        let records = self.lines.into_iter().map(record);
        Ok(records.filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty())).collect())
    }
}

fn of_xlsx(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => clean(text).into_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => clean(text).into_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => of_number(*number),
        DataRef::Bool(on) => on.to_string(),
        DataRef::DateTime(date) => of_date(date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn of_cell(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => clean(text).into_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => of_number(*number),
        Data::Bool(on) => on.to_string(),
        Data::DateTime(date) => of_date(date),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// Whole numbers without a point, as ids are written. One that is too large to be exact is written as a spreadsheet shows it,
/// and so is known for one that was changed.
fn of_number(number: f64) -> String {
    if number.abs() >= EXACT {
        return format!("{number:.14E}").replace('E', "E+");
    }
    // `{}` of a whole number has no point, and of any other the shortest digits that are this number.
    number.to_string()
}

fn of_date(date: &ExcelDateTime) -> String {
    if !date.is_datetime() {
        return of_number(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        store_file::{Form, Unreadable, read, read_sheet},
        text_file::Foreign,
    };
    use proptest::prelude::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    fn xlsx() -> Vec<u8> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("Portada").unwrap();
        let sheet = workbook.add_worksheet().set_name("Tiendas").unwrap();
        sheet.merge_range(0, 0, 0, 2, "Tiendas de noviembre", &Format::new()).unwrap();
        for (column, title) in (0..).zip(["Store ID", "Nombre", "Desde"]) {
            sheet.write(2, column, title).unwrap();
        }
        sheet.write(3, 0, 10).unwrap();
        sheet.write(3, 1, "Usaquén").unwrap();
        sheet.write(4, 0, "010").unwrap();
        let date = ExcelDateTime::from_ymd(2026, 11, 28).unwrap();
        sheet.write_with_format(4, 2, date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
        sheet.write(5, 0, 900_001.0).unwrap();
        sheet.write(5, 1, true).unwrap();
        sheet.write(6, 0, 10.5).unwrap();
        sheet.write(7, 0, 1_234_567_890_123_456.0).unwrap();
        sheet.write(9, 0, "2\u{200b}1").unwrap();
        let other = workbook.add_worksheet().set_name("Otras").unwrap();
        other.write(0, 0, "id").unwrap();
        other.write(1, 0, 7).unwrap();
        workbook.save_to_buffer().unwrap()
    }

    fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn ods(table: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
             <table:table table:name=\"Uno\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", &content),
            ("META-INF/manifest.xml", "<manifest/>"),
        ])
    }

    fn rows(bytes: &[u8], sheet: Option<&str>) -> Vec<(u32, Vec<String>)> {
        let file = read_sheet(bytes, sheet).unwrap();
        assert!(file.headed);
        let row = |row: &super::Record| (row.line, row.cells.iter().map(str::to_owned).collect());
        std::iter::once(file.first()).chain(file.rows(true)).map(row).collect()
    }

    #[test]
    fn cells_are_what_a_person_typed() {
        let row = |line, cells: &[&str]| (line, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let expected = [
            row(3, &["Store ID", "Nombre", "Desde"]),
            row(4, &["10", "Usaquén"]),
            row(5, &["010", "", "2026-11-28"]),
            row(6, &["900001", "true"]),
            row(7, &["10.5"]),
            row(8, &["1.23456789012346E+15"]),
            row(10, &["21"]),
        ];
        assert_eq!(rows(&xlsx(), None), expected);
        assert_eq!(rows(&xlsx(), Some("Otras")), [row(1, &["id"]), row(2, &["7"])]);
        let file = read(&xlsx()).unwrap();
        let sheets = ["Portada", "Tiendas", "Otras"].map(str::to_owned).to_vec();
        assert_eq!(file.form, Form::Workbook { sheets, sheet: 1 });
        assert_eq!(read_sheet(&xlsx(), Some("Nobody")), Err(Unreadable::NoSheet));
        assert_eq!(read_sheet(&xlsx(), Some("Portada")), Err(Unreadable::Empty));
        assert_eq!(read_sheet(b"id\n1", Some("x")), Err(Unreadable::NoSheet));
    }

    #[test]
    fn an_open_document_is_a_workbook_too() {
        let cell = |text: &str| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
        };
        let number = "<table:table-cell office:value-type=\"float\" office:value=\"10\"><text:p>10,00</text:p></table:table-cell>";
        let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
        let empty = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>";
        let table = [row(&(cell("ID") + &cell("Nombre"))), empty.to_owned(), row(&(number.to_owned() + &cell("A")))];
        let read = rows(&ods(&table.concat()), None);
        assert_eq!(read, [(1, vec!["ID".to_owned(), "Nombre".to_owned()]), (5, vec!["10".to_owned(), "A".to_owned()])]);
    }

    #[test]
    fn what_is_no_workbook_or_too_much_of_one() {
        let check = |bytes: &[u8], expected| assert_eq!(read(bytes), Err(expected));
        let huge = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
                    table:number-columns-repeated=\"16000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
        check(&ods(huge), Unreadable::TooManyCells);
        check(&zipped(&[("xl/workbook.xml", "<workbook")]), Unreadable::Workbook);
        check(&zipped(&[("a.csv", "id\n1")]), Unreadable::Foreign(Foreign::Archive));
        check(&zipped(&[("word/document.xml", "")]), Unreadable::Foreign(Foreign::Document));
        let cut = zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", "<a><table:table table:name=\"x\"><table:table-row>"),
            ("META-INF/manifest.xml", "<manifest/>"),
        ]);
        check(&cut, Unreadable::Workbook);
        let whole = xlsx();
        check(&whole[..whole.len() / 2], Unreadable::Workbook);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Any byte of a workbook may be another one; whatever it is read as, reading ends.
        #[test]
        fn a_damaged_workbook_is_read_or_refused(at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
            let mut bytes = xlsx();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = read(&bytes);
            bytes.truncate(cut.index(bytes.len()));
            let _ = read(&bytes);
        }
    }
}
