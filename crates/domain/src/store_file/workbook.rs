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
mod tests;
