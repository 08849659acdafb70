//! A merchant's stores.

use crate::{
    args::{self, Common, Filter},
    exit::Exit,
    open_profile,
    out::{Out, count, table},
    remark_text::said,
};
use gangway_core::{
    Failure, Options, stores_csv, stores_style, stores_xlsx,
    view::{MerchantRow, STATE_WORDS, SheetFormat, StoreColumns},
};
use serde::Serialize;
use std::path::Path;

/// One store, as `--json` prints it.
#[derive(Serialize)]
struct Store<'a> {
    id: &'a str,
    name: &'a str,
    brand: &'a str,
    parent: Option<&'a str>,
    state: &'static str,
    integration: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Listed<'a> {
    merchant: &'a MerchantRow,
    total: usize,
    stores: Vec<Store<'a>>,
}

pub(super) async fn run(common: &Common, args: &args::Stores, out: Out<'_>) -> Result<Exit, Failure> {
    let console = open_profile::open(common, Options::READING, out).await?;
    let mut merchant = open_profile::merchant(&console, &args.merchant).await?;
    if args.refresh {
        let refreshed = console.merchants.ask(&merchant.id).await?;
        out.progress(&format!("{} read, {} changed.", count(refreshed.stores, "store"), refreshed.changed));
        merchant = open_profile::merchant(&console, &merchant.id).await?;
    } else if merchant.refreshed_at.is_none() {
        out.progress("The stores have not been read yet; --refresh does.");
    }
    let columns = console.merchants.stores(&merchant.id).await?;
    let rows = (0..columns.ids.len()).filter(|row| fits(&columns, *row, args.filter));
    if let Some(path) = &args.csv {
        let bytes = match args.format.map_or_else(|| sheet_format(path), SheetFormat::from) {
            SheetFormat::Csv => stores_csv(&columns, rows.clone(), stores_style(None)),
            SheetFormat::Xlsx => stores_xlsx(&columns, rows.clone())?,
        };
        out.save(path, &bytes)?;
        out.progress(&format!("{} written to {}.", count(rows.count() as u32, "store"), path.display()));
        return Ok(Exit::Done);
    }
    let rows = rows.map(|row| store(&columns, row));
    let listed = Listed { merchant: &merchant, total: columns.ids.len(), stores: rows.collect() };
    out.result(&listed, || words(&listed));
    Ok(Exit::Done)
}

/// By the name of the file that is written.
pub(super) fn sheet_format(path: &Path) -> SheetFormat {
    let workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if workbook { SheetFormat::Xlsx } else { SheetFormat::Csv }
}

impl From<args::Sheet> for SheetFormat {
    fn from(sheet: args::Sheet) -> Self {
        match sheet {
            args::Sheet::Csv => Self::Csv,
            args::Sheet::Xlsx => Self::Xlsx,
        }
    }
}

/// Rows that are provisioned to nobody: what `provision --all-not-integrated` begins with.
pub(super) fn not_integrated(columns: &StoreColumns) -> Vec<String> {
    let rows = (0..columns.ids.len()).filter(|row| columns.integration[*row] < 0);
    rows.map(|row| columns.ids[row].clone()).collect()
}

/// Rows that are provisioned to an integration of ours: what `deprovision --all-integrated` begins with.
pub(super) fn integrated(columns: &StoreColumns) -> Vec<String> {
    let rows = (0..columns.ids.len()).filter(|row| columns.state[*row] == 1);
    rows.map(|row| columns.ids[row].clone()).collect()
}

fn fits(columns: &StoreColumns, row: usize, filter: Option<Filter>) -> bool {
    let Some(filter) = filter else { return true };
    match columns.state[row] {
        1 => filter == Filter::Ours,
        2 => filter == Filter::Other,
        3 | 4 => filter == Filter::Failed || filter == Filter::NotIntegrated && columns.integration[row] < 0,
        8 | 9 => filter == Filter::Unknown,
        _ => filter == Filter::NotIntegrated && columns.integration[row] < 0,
    }
}

fn store(columns: &StoreColumns, row: usize) -> Store<'_> {
    let at = |index: i32| usize::try_from(index).ok();
    Store {
        id: &columns.ids[row],
        name: &columns.names[row],
        brand: &columns.brands[columns.brand[row] as usize],
        parent: at(columns.parent[row]).map(|parent| columns.ids[parent].as_str()),
        state: STATE_WORDS.get(usize::from(columns.state[row])).copied().unwrap_or("unknown"),
        integration: at(columns.integration[row]).map(|index| columns.integrations[index].as_str()),
        note: columns.notes.iter().find(|(noted, _)| *noted as usize == row).map(|(_, note)| note.as_str()),
    }
}

fn words(listed: &Listed<'_>) -> String {
    let rows = listed.stores.iter().map(|store| {
        let indent = if store.parent.is_some() { "  " } else { "" };
        vec![
            store.id.to_owned(),
            store.state.to_owned(),
            store.integration.unwrap_or("-").to_owned(),
            format!("{indent}{}", store.name),
            store.note.map(said).unwrap_or_default(),
        ]
    });
    let table = table(&["STORE", "STATE", "INTEGRATION", "NAME", ""], &rows.collect::<Vec<_>>());
    format!("{table}\n{} of {}", listed.stores.len(), count(listed.total as u32, "store"))
}
