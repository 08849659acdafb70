use super::{Note, StoreColumns};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The columns as bytes: JSON of 100,000 stores takes the window longer to read than all the rest of opening a tree, and every
/// byte costs time on its way into the page.
///
/// All numbers are little-endian. `u32` length of the head in bytes, then the head ([`PackedHead`] as JSON, padded with blanks
/// to a multiple of 4), then for each of `size` rows, column by column: how far above its parent is (0: it has none), brand,
/// integration + 1 (0: none), length of the id, length of the name (both in UTF-16 units), state. A column takes 1, 2 or 4
/// bytes a row, as [`PackedHead::widths`] says, and is padded to a multiple of 4 bytes. Then, as UTF-8, all ids and after them
/// all names.
#[derive(Debug, Clone, PartialEq, Eq, Type)]
#[specta(transparent)]
pub struct PackedStores(pub Vec<u8>);

/// Columns of numbers, in the order of [`PackedStores`].
const COLUMNS: usize = 6;

/// What is not a column. See [`StoreColumns`] for the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PackedHead {
    /// Number of rows.
    pub size: u32,
    /// Bytes a row of each column: 1, 2 or 4.
    pub widths: Vec<u8>,
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
        let units = |text: &String| if text.is_ascii() { text.len() } else { text.encode_utf16().count() } as u32;
        // A parent stands before what is below it.
        let above = |(row, parent): (usize, &i32)| {
            u32::try_from(*parent).map_or(0, |parent| (row as u32).saturating_sub(parent))
        };
        let numbers: [Vec<u32>; COLUMNS] = [
            columns.parent.iter().enumerate().map(above).collect(),
            columns.brand,
            columns.integration.iter().map(|index| (index + 1) as u32).collect(),
            columns.ids.iter().map(units).collect(),
            columns.names.iter().map(units).collect(),
            columns.state.into_iter().map(u32::from).collect(),
        ];
        let widths = numbers.each_ref().map(|column| width(column));
        let head = PackedHead {
            size: size as u32,
            widths: widths.to_vec(),
            version: columns.version,
            revision: columns.revision,
            brands: columns.brands,
            integrations: columns.integrations,
            notes: columns.notes,
        };
        let mut head = serde_json::to_vec(&head).unwrap_or_default();
        head.resize(head.len().next_multiple_of(4), b' ');
        let text: usize = columns.ids.iter().chain(&columns.names).map(String::len).sum();
        let most: usize = widths.iter().map(|width| usize::from(*width) * size + 3).sum();
        let mut bytes = Vec::with_capacity(4 + head.len() + most + text);
        bytes.extend((head.len() as u32).to_le_bytes());
        bytes.extend(head);
        for (column, width) in numbers.iter().zip(widths) {
            match width {
                1 => bytes.extend(column.iter().map(|value| *value as u8)),
                2 => bytes.extend(column.iter().flat_map(|value| (*value as u16).to_le_bytes())),
                _ => bytes.extend(column.iter().flat_map(|value| value.to_le_bytes())),
            }
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        for text in columns.ids.iter().chain(&columns.names) {
            bytes.extend_from_slice(text.as_bytes());
        }
        Self(bytes)
    }
}

/// The fewest bytes that hold every value of a column.
fn width(column: &[u32]) -> u8 {
    match column.iter().max() {
        None | Some(0..=0xff) => 1,
        Some(0x100..=0xffff) => 2,
        Some(_) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{PackedHead, PackedStores, width};
    use crate::view::StoreColumns;

    /// The window's test reads the same three stores.
    #[test]
    fn every_column_is_where_the_description_says() {
        let mut columns = StoreColumns::of_size(3);
        columns.ids = vec!["7".into(), "8".repeat(300), "80".into()];
        columns.names = vec!["Açaí 🍇".into(), String::new(), "Café".into()];
        columns.brands = vec!["Bé".into()];
        columns.integration = vec![-1, 0, -1];
        columns.parent = vec![-1, 0, 0];
        columns.state = vec![3, 10, 0];
        columns.notes = vec![(0, "no".into())];
        let PackedStores(bytes) = columns.into();
        let head_length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
        assert_eq!(head_length % 4, 0);
        let head: PackedHead = serde_json::from_slice(&bytes[4..4 + head_length]).unwrap();
        assert_eq!((head.size, head.notes.len(), head.brands[0].as_str()), (3, 1, "Bé"));
        assert_eq!(head.widths, [1, 1, 1, 2, 1, 1]);
        let (columns, text) = bytes[4 + head_length..].split_at(28);
        let above_brand_integration = [0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0];
        let lengths_and_states = [1, 0, 44, 1, 2, 0, 0, 0, 7, 0, 4, 0, 3, 10, 0, 0];
        assert_eq!(columns, [&above_brand_integration[..], &lengths_and_states[..]].concat());
        assert_eq!(text, format!("7{}80Açaí 🍇Café", "8".repeat(300)).as_bytes());
    }

    #[test]
    fn a_column_takes_no_more_than_its_greatest_value_needs() {
        for (most, expected) in [(0, 1), (0xff, 1), (0x100, 2), (0xffff, 2), (0x1_0000, 4), (u32::MAX, 4)] {
            assert_eq!(width(&[1, most]), expected, "{most}");
        }
        assert_eq!(width(&[]), 1);
    }
}
