//! Stores as a file: what the window shows or the command line lists, row by row.

use crate::{
    Failure,
    files::workbook::workbook,
    view::{Language, STATE_WORDS, StoreColumns},
};
use gangway_domain::store_file::{Style, write};
use jiff::{Timestamp, tz::TimeZone};

const TITLES: [&str; 8] = ["storeId", "name", "parentId", "parent", "brand", "state", "integrationId", "lastAnswer"];
/// The longest part of a file's name that comes from a merchant's.
const NAMED: usize = 40;

/// Rows of a tree as CSV, in their order. States and our own remarks are codes, so that programs can read them too.
pub fn stores_csv(columns: &StoreColumns, rows: impl Iterator<Item = usize>, style: Style) -> Vec<u8> {
    write(style, stores_table(columns, rows))
}

/// The same as a workbook, whose ids no spreadsheet changes.
pub fn stores_xlsx(columns: &StoreColumns, rows: impl Iterator<Item = usize>) -> Result<Vec<u8>, Failure> {
    workbook(stores_table(columns, rows))
}

fn stores_table(columns: &StoreColumns, rows: impl Iterator<Item = usize>) -> impl Iterator<Item = [&str; 8]> {
    let notes: std::collections::HashMap<u32, &str> =
        columns.notes.iter().map(|(row, note)| (*row, note.as_str())).collect();
    let at = |index: i32| usize::try_from(index).ok();
    let rows = rows.filter(|row| *row < columns.ids.len()).map(move |row| {
        let parent = at(columns.parent[row]);
        [
            columns.ids[row].as_str(),
            columns.names[row].as_str(),
            parent.map_or("", |parent| &columns.ids[parent]),
            parent.map_or("", |parent| &columns.names[parent]),
            &columns.brands[columns.brand[row] as usize],
            STATE_WORDS.get(usize::from(columns.state[row])).copied().unwrap_or_default(),
            at(columns.integration[row]).map_or("", |index| &columns.integrations[index]),
            notes.get(&(row as u32)).copied().unwrap_or_default(),
        ]
    });
    std::iter::once(TITLES).chain(rows)
}

/// How files of a language are written: spreadsheets open a file by the habits of their language. Without one it is for
/// programs, which stumble over a mark.
pub fn stores_style(language: Option<Language>) -> Style {
    let delimiter = language.map_or(b',', |language| language.list_separator() as u8);
    Style { delimiter, marked: language.is_some() }
}

/// `cafe-del-sol-2026-11-22-1436`: whose, and when, in letters that every desk takes for a file's name.
pub(crate) fn stamped(merchant: &str, at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::system());
    let letters =
        merchant.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>();
    let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(NAMED).collect();
    format!("{}-{}", name.trim_matches('-'), at.strftime("%Y-%m-%d-%H%M")).trim_start_matches('-').to_owned()
}

/// The word that IPC has for it too.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{stamped, stores_csv, stores_style};
    use crate::view::StoreColumns;

    #[test]
    fn a_row_says_whose_it_is_and_what_was_last_said_of_it() {
        let columns = StoreColumns {
            ids: vec!["1".into(), "2".into()],
            names: vec!["=Uno".into(), "Dos; \"tres\"".into()],
            brands: vec!["B".into()],
            integrations: vec!["ours".into()],
            parent: vec![-1, 0],
            state: vec![1, 3],
            integration: vec![0, -1],
            notes: vec![(1, "409".into())],
            ..StoreColumns::of_size(2)
        };
        let text = String::from_utf8(stores_csv(&columns, 0..2, stores_style(None))).unwrap();
        assert_eq!(
            text,
            "storeId,name,parentId,parent,brand,state,integrationId,lastAnswer\r\n\
             1,'=Uno,,,B,ours,ours,\r\n\
             2,\"Dos; \"\"tres\"\"\",1,'=Uno,B,failed,,409\r\n"
        );
    }

    #[test]
    fn a_merchants_name_is_no_path() {
        let name = stamped("../Café & \"Té\"/..\\x", 0);
        assert!(name.starts_with("café-té-x-19"), "{name}");
        assert!(stamped("", 0).starts_with("19"));
    }
}
