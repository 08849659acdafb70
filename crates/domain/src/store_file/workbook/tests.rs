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
    let number =
        "<table:table-cell office:value-type=\"float\" office:value=\"10\"><text:p>10,00</text:p></table:table-cell>";
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
