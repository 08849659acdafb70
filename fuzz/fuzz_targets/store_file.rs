//! A file of stores of any bytes: read with line numbers that grow, and judged with one verdict a row; what is written of it
//! is read as it was.
#![no_main]

use gangway_domain::{
    plan::Facts,
    store_file::{Judgement, Known, Presumed, RowVerdict, Style, choose, judge, plain, read, refused, write},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = read(bytes) else { return };
    assert!(file.records.windows(2).all(|pair| pair[0].line < pair[1].line), "a line is there twice");
    let ours = ["ours".into()];
    let free = Facts { name: "Uno", integration: None, latest: None };
    let known = Known { stores: [("1", free), ("2", free)].into_iter().collect(), ours: &ours };
    let presumed = Presumed { integration: Some(ours[0].clone()), ..Presumed::default() };
    let columns = choose(&file, file.headed, &known).columns;
    let Judgement { rows: judged, groups, contradiction } = judge(&file, file.headed, &columns, &presumed, &known);
    let rows = file.rows(file.headed);
    assert_eq!(judged.len(), rows.len());
    let going = judged.iter().filter(|one| one.verdict.goes()).count();
    let sent = if contradiction.is_some() { 0 } else { going };
    assert_eq!(groups.iter().map(|group| group.rows.len()).sum::<usize>(), sent);
    assert!(going <= 2, "a store goes twice");
    let broken = rows.iter().zip(&judged).filter(|(row, _)| row.broken);
    assert!(broken.into_iter().all(|(_, one)| one.verdict == RowVerdict::BrokenQuote));

    let bad = refused(&file, file.headed, &judged, ["line", "reason"], |one| format!("{:?}", one.verdict));
    assert_eq!(bad.len(), rows.len() - going + usize::from(file.headed));

    // With a title of ours in front, so that the file is known for one.
    let cells = |row: &csv::StringRecord| -> Vec<String> { row.iter().map(|cell| plain(cell).to_owned()).collect() };
    let whole: Vec<Vec<String>> = file.records.iter().filter(|row| !row.broken).map(|row| cells(&row.cells)).collect();
    let longest = whole.iter().flatten().map(String::len).max().unwrap_or_default();
    if longest > 8000 || whole.iter().flatten().any(|cell| cell.contains('\0')) {
        return;
    }
    let head = vec!["storeId".to_owned(), "name".to_owned()];
    let style = Style { delimiter: file.delimiter(), marked: true };
    let back = read(&write(style, std::iter::once(&head).chain(&whole))).unwrap();
    if back.delimiter() != file.delimiter() {
        return;
    }
    // A cell that was made safe has something in it, even where what it says is white space.
    let says = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let read_back: Vec<Vec<String>> = back.records.iter().skip(1).map(|row| cells(&row.cells)).collect();
    assert_eq!(read_back.iter().filter(says).collect::<Vec<_>>(), whole.iter().filter(says).collect::<Vec<_>>());
});
