use super::Flags;
use gangway_domain::{
    store_file::{Columns, Overruled, Rivals, RowVerdict},
    text_file::{Encoding, Removed},
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How a file's rows are to be understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRequest {
    /// The first row has titles.
    pub headed: bool,
    /// Which column means what.
    pub columns: Columns,
    /// Where rows go that do not say.
    pub integration: Option<String>,
    /// Options of rows that do not say.
    pub flags: Flags,
    /// The sheet of a workbook, from 0. Another one is read anew, and its columns are guessed.
    pub sheet: Option<u32>,
    /// Ids that a spreadsheet changed are taken for those that they probably were.
    pub accept_changed: bool,
}

/// A row as it is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// The line of the file that it begins at, from 1.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// How many rows have a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportCount {
    /// Which.
    pub verdict: RowVerdict,
    /// How many.
    pub rows: u32,
    /// Whether they are part of a plan.
    pub goes: bool,
}

/// Rows with the same integration and options: one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportGroup {
    /// Where to.
    pub integration: String,
    /// With which options.
    pub flags: Flags,
    /// How many stores.
    pub stores: u32,
}

/// A file that is open, and what becomes of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportView {
    /// Ours.
    pub id: String,
    /// As the person's desk calls it.
    pub name: String,
    /// How it was written; a workbook says that itself.
    pub encoding: Option<Encoding>,
    /// Something in it was no text of that encoding.
    pub damaged: bool,
    /// Characters that nobody sees and that were taken away, the first place of each kind.
    pub removed: Vec<Removed>,
    /// What stands between its cells, in a text.
    pub delimiter: Option<String>,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// How it was understood.
    pub request: ImportRequest,
    /// Titles of its columns; none without a header.
    pub titles: Vec<String>,
    /// Cells of its longest row.
    pub width: u32,
    /// Its first rows.
    pub preview: Vec<ImportRow>,
    /// Rows in all, without the header.
    pub rows: u32,
    /// Verdicts that some row has.
    pub counts: Vec<ImportCount>,
    /// What can be planned. Nothing of a file that contradicts itself.
    pub groups: Vec<ImportGroup>,
    /// Columns that a person has to tell apart, because their titles are equally good.
    pub rivals: Vec<Rivals>,
    /// A title that was not believed, because of what is in the columns.
    pub overruled: Option<Overruled>,
    /// Ids that a spreadsheet changed and whose store is known.
    pub changed: u32,
    /// Ids and names are of different stores in most rows.
    pub contradiction: Option<ImportContradiction>,
}

/// How many rows have the id of one store and the name of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportContradiction {
    /// How many.
    pub rows: u32,
    /// Of how many that have an id and a name of the merchant's.
    pub of: u32,
}

/// What becomes of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportVerdict {
    /// The line of the file that it begins at, from 1.
    pub line: u32,
    /// The store's id, as written.
    pub store: String,
    /// Its name, as written.
    pub name: String,
    /// What becomes of it.
    pub verdict: RowVerdict,
    /// What the verdict is about.
    pub about: Option<String>,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPage {
    /// How many there are.
    pub total: u32,
    /// This page.
    pub rows: Vec<ImportVerdict>,
}

/// What a plan is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// For programs.
    Json,
    /// For spreadsheets that are told what the columns are; it can be imported.
    Csv,
    /// A workbook, whose ids no spreadsheet changes; it can be imported too.
    Xlsx,
    /// For people and paper.
    Html,
}

/// What a list is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// For programs.
    Json,
    /// For programs, and for spreadsheets that are told what the columns are.
    Csv,
    /// A workbook, in which no spreadsheet changes anything.
    Xlsx,
}

/// How a table of stores is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum SheetFormat {
    /// For programs, and for spreadsheets that are told what the columns are.
    Csv,
    /// A workbook, whose ids no spreadsheet changes.
    Xlsx,
}

impl SheetFormat {
    /// How a file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A file that was written for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// By which it is opened and shown.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// The folder it is in.
    pub folder: String,
}
