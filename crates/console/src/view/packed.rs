use super::{Note, StoreColumns};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The columns as bytes: parsing 5 MB of JSON takes the window longer than all the rest of opening a tree.
///
/// All numbers are little-endian. `u32` length of the head in bytes, then the head ([`PackedHead`] as JSON, padded with blanks
/// to a multiple of 4), then for each of `size` rows, column by column: parent `i32`, brand `u32`, integration `i32`, length of
/// the id `u32`, length of the name `u32` (both in UTF-16 units), state `u8`; then, as UTF-8, all ids and after them all names.
#[derive(Debug, Clone, PartialEq, Eq, Type)]
#[specta(transparent)]
pub struct PackedStores(pub Vec<u8>);

/// What is not a column. See [`StoreColumns`] for the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PackedHead {
    /// Number of rows.
    pub size: u32,
    /// See [`StoreColumns::version`].
    pub version: i64,
    /// See [`StoreColumns::revision`].
    pub revision: i64,
    /// See [`StoreColumns::brands`].
    pub brands: Vec<String>,
    /// See [`StoreColumns::integrations`].
    pub integrations: Vec<String>,
    /// See [`StoreColumns::notes`].
    pub notes: Vec<Note>,
}

impl From<StoreColumns> for PackedStores {
    fn from(columns: StoreColumns) -> Self {
        let size = columns.ids.len();
        let text: usize = columns.ids.iter().chain(&columns.names).map(String::len).sum();
        let head = PackedHead {
            size: size as u32,
            version: columns.version,
            revision: columns.revision,
            brands: columns.brands,
            integrations: columns.integrations,
            notes: columns.notes,
        };
        let mut head = serde_json::to_vec(&head).unwrap_or_default();
        head.resize(head.len().next_multiple_of(4), b' ');
        let mut bytes = Vec::with_capacity(4 + head.len() + size * 21 + text);
        bytes.extend((head.len() as u32).to_le_bytes());
        bytes.extend(head);
        let units = |text: &String| if text.is_ascii() { text.len() } else { text.encode_utf16().count() } as u32;
        bytes.extend(columns.parent.iter().flat_map(|value| value.to_le_bytes()));
        bytes.extend(columns.brand.iter().flat_map(|value| value.to_le_bytes()));
        bytes.extend(columns.integration.iter().flat_map(|value| value.to_le_bytes()));
        bytes.extend(columns.ids.iter().flat_map(|id| units(id).to_le_bytes()));
        bytes.extend(columns.names.iter().flat_map(|name| units(name).to_le_bytes()));
        bytes.extend(&columns.state);
        for text in columns.ids.iter().chain(&columns.names) {
            bytes.extend(text.as_bytes());
        }
        Self(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{PackedHead, PackedStores};
    use crate::view::StoreColumns;

    #[test]
    fn every_column_is_where_the_description_says() {
        let mut columns = StoreColumns::of_size(2);
        columns.ids = vec!["7".into(), "80".into()];
        columns.names = vec!["Açaí 🍇".into(), String::new()];
        columns.brands = vec!["Bé".into()];
        columns.parent = vec![-1, 0];
        columns.state = vec![3, 10];
        columns.notes = vec![(0, "no".into())];
        let PackedStores(bytes) = columns.into();
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let head_length = number(0) as usize;
        assert_eq!(head_length % 4, 0);
        let head: PackedHead = serde_json::from_slice(&bytes[4..4 + head_length]).unwrap();
        assert_eq!((head.size, head.notes.len(), head.brands[0].as_str()), (2, 1, "Bé"));
        let columns = 4 + head_length;
        let words: Vec<u32> = (0..10).map(|index| number(columns + 4 * index)).collect();
        assert_eq!(words, [u32::MAX, 0, 0, 0, u32::MAX, u32::MAX, 1, 2, 7, 0]);
        assert_eq!(&bytes[columns + 40..columns + 42], [3, 10]);
        assert_eq!(&bytes[columns + 42..], "780Açaí 🍇".as_bytes());
    }
}
