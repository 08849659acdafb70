//! Reading `docs/rappi.md`.

use std::collections::BTreeMap;

const PAGE: &str = include_str!("../../docs/rappi.md");

/// A table below a heading: its head, and its rows by their first cell.
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: BTreeMap<String, Vec<String>>,
}

/// The table below `## heading`.
pub(crate) fn table(heading: &str) -> Table {
    let (_, below) = PAGE.split_once(&format!("\n## {heading}\n")).expect("the page has this heading");
    let below = below.split("\n## ").next().unwrap();
    let mut lines = below.lines().filter(|line| line.starts_with('|')).map(cells);
    let head = lines.next().expect("there is a table");
    lines.next().expect("it has a line below its head");
    let mut rows = BTreeMap::new();
    for row in lines {
        assert_eq!(row.len(), head.len(), "{row:?}");
        let key = row[0].clone();
        assert!(rows.insert(key.clone(), row).is_none(), "{key} is there twice");
    }
    Table { head, rows }
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}
