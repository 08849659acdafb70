//! Changing the tables of a profile's file, with comments and order kept.

use toml_edit::{Item, Table, value};

/// A key with a text, or no key.
pub(crate) fn put(table: &mut Table, key: &str, text: &str) {
    if text.trim().is_empty() {
        table.remove(key);
    } else {
        table[key] = value(text.trim());
    }
}

/// The table of that name, made if need be.
pub(crate) fn table<'a>(of: &'a mut Table, name: &str) -> &'a mut Table {
    let item = of.entry(name).or_insert_with(|| Item::Table(Table::new()));
    if !item.is_table() {
        // Written inline, as `notifications = {}`: the same, spelled otherwise.
        let inline = std::mem::take(item);
        *item = Item::Table(inline.into_table().unwrap_or_default());
    }
    #[expect(clippy::expect_used, reason = "made a table just above")]
    item.as_table_mut().expect("a table")
}
