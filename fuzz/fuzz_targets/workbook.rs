//! Cells of a workbook. The bytes are the XML of a sheet, packed as a spreadsheet packs it, because bytes of an archive itself
//! hardly ever get past its checksums: read without end or excess, and every row judged once.
#![no_main]

use gangway_domain::{
    plan::Facts,
    store_file::{Form, Known, Presumed, choose, judge, read},
};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const MANIFEST: &str = "<manifest/>";
const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let excel = packed(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", bytes),
    ]);
    let open = packed(&[("mimetype", KIND.as_bytes()), ("META-INF/manifest.xml", MANIFEST.as_bytes()), ("content.xml", bytes)]);
    for workbook in [excel, open] {
        let Ok(file) = read(&workbook) else { continue };
        assert!(matches!(file.form, Form::Workbook { .. }));
        assert!(file.records.windows(2).all(|pair| pair[0].line < pair[1].line), "a line is there twice");
        let ours = ["ours".into()];
        let free = Facts { name: "Uno", integration: None, latest: None };
        let known = Known { stores: [("1", free), ("10", free)].into_iter().collect(), ours: &ours };
        let columns = choose(&file, file.headed, &known).columns;
        let presumed = Presumed { integration: Some(ours[0].clone()), accept_changed: true, ..Presumed::default() };
        let judgement = judge(&file, file.headed, &columns, &presumed, &known);
        assert_eq!(judgement.rows.len(), file.rows(file.headed).len());
        assert!(judgement.rows.iter().filter(|one| one.verdict.goes()).count() <= 2, "a store goes twice");
    }
});
