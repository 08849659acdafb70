//! Which column of a file means what: what it says itself, and over it what was said with `--map`.

use crate::{args::FromCsv, out::count};
use gangway_core::{
    Code, Failure, Reason,
    view::{Column, Columns, ImportView},
};

const MEANINGS: [(&str, Column); 7] = [
    ("id", Column::Id),
    ("name", Column::Name),
    ("integration", Column::Integration),
    ("pingActive", Column::PingActive),
    ("getMenuActive", Column::GetMenuActive),
    ("cancellationEvents", Column::CancellationEvents),
    ("status", Column::Status),
];
/// `--map name=none`: the file has no such column.
const NONE: &str = "none";

/// The columns, or why a person has to say which they are.
pub(super) fn columns(view: &ImportView, file: &FromCsv) -> Result<Columns, Failure> {
    let mut columns = view.request.columns;
    let mut said = Vec::new();
    for mapping in &file.map {
        let (meaning, at) = mapped(view, mapping)?;
        *columns.place(meaning) = at;
        said.push(meaning);
    }
    if let Some(rivals) = view.rivals.iter().find(|rivals| !said.contains(&rivals.meaning)) {
        let named: Vec<String> = rivals.columns.iter().map(|at| column_words(view, *at)).collect();
        let meaning = word(rivals.meaning);
        let message = format!(
            "Several columns may be the {meaning}: {}. Say which with --map {meaning}=NUMBER.",
            named.join(", ")
        );
        return Err(Failure::new(Code::BadInput, message).because(Reason::ColumnsAlike).about(named.join(", ")));
    }
    if columns.id.is_none() {
        let message =
            format!("No column looks like the store id; name it with --map id=COLUMN. There is {}.", titles(view));
        return Err(Failure::new(Code::BadInput, message).because(Reason::ColumnMissing));
    }
    Ok(columns)
}

/// That a title was not believed.
pub(super) fn overruled(view: &ImportView) -> Option<String> {
    let overruled = view.overruled.filter(|overruled| view.request.columns.id == Some(overruled.by))?;
    let (titled, by) = (column_words(view, overruled.titled), column_words(view, overruled.by));
    Some(format!("The ids are taken from {by}: what is in {titled} are no stores of the merchant."))
}

fn mapped(view: &ImportView, mapping: &str) -> Result<(Column, Option<u32>), Failure> {
    let bad = |what: &str| Failure::new(Code::BadInput, format!("--map {mapping}: {what}."));
    let (meaning, column) = mapping.split_once('=').ok_or_else(|| bad("a mapping is MEANING=COLUMN"))?;
    let meaning = MEANINGS.iter().find(|(word, _)| *word == meaning.trim()).map(|(_, meaning)| *meaning);
    let meaning = meaning.ok_or_else(|| {
        bad("the meanings are id, name, integration, pingActive, getMenuActive, cancellationEvents and status")
    })?;
    let column = column.trim();
    let titled = |title: &&String| title.trim().eq_ignore_ascii_case(column);
    let numbered = column.parse::<u32>().ok().filter(|at| (1..=view.width).contains(at)).map(|at| at - 1);
    let at = match view.titles.iter().filter(titled).count() {
        1 => view.titles.iter().position(|title| titled(&title)).map(|at| at as u32),
        0 if numbered.is_some() => numbered,
        0 if column == NONE => None,
        0 => return Err(bad(&format!("the file has no such column; it has {}", titles(view)))),
        _ => return Err(bad("several columns have this title; give the column's number, from 1")),
    };
    Ok((meaning, at))
}

fn word(meaning: Column) -> &'static str {
    MEANINGS.iter().find(|(_, one)| *one == meaning).map_or("", |(word, _)| word)
}

/// `"Store ID" (2)`.
fn column_words(view: &ImportView, at: u32) -> String {
    let title = view.titles.get(at as usize).map(|title| title.trim()).filter(|title| !title.is_empty());
    title.map_or_else(|| format!("column {}", at + 1), |title| format!("\"{title}\" ({})", at + 1))
}

fn titles(view: &ImportView) -> String {
    if view.titles.is_empty() {
        format!("no header, and {}", count(view.width, "column"))
    } else {
        view.titles.join(", ")
    }
}
