//! What became of a merchant's stores between two looks at them.

use crate::{StoreId, tree::Row};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How a store differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// Its name or brand is another one.
    Renamed,
    /// It is below another store, or below none any more.
    Moved,
    /// It was provisioned.
    Integrated,
    /// It was deprovisioned.
    Released,
    /// It went from one integration to another.
    ChangedHands,
}

impl Differs {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Removed, Self::Renamed, Self::Moved, Self::Integrated, Self::Released, Self::ChangedHands];

    /// The word in the record and over IPC.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Integrated => "integrated",
            Self::Released => "released",
            Self::ChangedHands => "changed_hands",
        }
    }

    /// Reads [`Differs::word`] back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.word() == word)
    }
}

/// One difference of one store. A store can have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub store: StoreId,
    /// Its name now, or its last one.
    pub name: String,
    /// How it differs.
    pub change: Differs,
    /// Name, parent's id or integration before, if it had one.
    pub before: Option<String>,
    /// The same now.
    pub after: Option<String>,
}

/// Every difference, in the order of the tree now; what is gone comes last, in the order it had.
pub fn compare(before: &[Row], after: &[Row]) -> Vec<Difference> {
    let known: HashMap<&StoreId, &Row> = before.iter().map(|row| (&row.store.id, row)).collect();
    let above = |rows: &[Row], row: &Row| {
        row.parent.and_then(|parent| rows.get(parent as usize)).map(|row| row.store.id.0.clone())
    };
    let mut differences = Vec::new();
    let mut note = |row: &Row, change, before, after| {
        let (store, name) = (row.store.id.clone(), row.store.name.clone());
        differences.push(Difference { store, name, change, before, after });
    };
    let integration = |row: &Row| row.store.integration.as_ref().map(|id| id.0.clone());
    for row in after {
        let Some(old) = known.get(&row.store.id) else {
            note(row, Differs::Added, None, integration(row));
            continue;
        };
        let named = |row: &Row| Some(format!("{} · {}", row.store.name, row.store.brand));
        if named(old) != named(row) {
            note(row, Differs::Renamed, named(old), named(row));
        }
        let (was, is) = (above(before, old), above(after, row));
        if was != is {
            note(row, Differs::Moved, was, is);
        }
        let (was, is) = (integration(old), integration(row));
        match (&was, &is) {
            (None, Some(_)) => note(row, Differs::Integrated, was, is),
            (Some(_), None) => note(row, Differs::Released, was, is),
            (Some(from), Some(to)) if from != to => note(row, Differs::ChangedHands, was, is),
            _ => {}
        }
    }
    let there: std::collections::HashSet<&StoreId> = after.iter().map(|row| &row.store.id).collect();
    for row in before.iter().filter(|row| !there.contains(&row.store.id)) {
        note(row, Differs::Removed, integration(row), None);
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::{Differs, compare};
    use crate::tree::{Row, Store};
    use proptest::prelude::*;

    fn row(id: &str, name: &str, parent: Option<u32>, integration: Option<&str>) -> Row {
        let store =
            Store { id: id.into(), name: name.into(), brand: "B".into(), integration: integration.map(Into::into) };
        Row { store, parent }
    }

    #[test]
    fn each_kind_of_change() {
        let before = [
            row("1", "A", None, None),
            row("2", "B", Some(0), Some("x")),
            row("3", "C", None, Some("x")),
            row("4", "D", None, None),
        ];
        let after = [
            row("1", "A2", None, Some("x")),
            row("3", "C", Some(0), Some("y")),
            row("2", "B", None, None),
            row("5", "E", None, Some("x")),
        ];
        let seen: Vec<_> = compare(&before, &after)
            .into_iter()
            .map(|it| (it.store.0, it.change, it.before.unwrap_or_default(), it.after.unwrap_or_default()))
            .collect();
        let line = |store: &str, change, before: &str, after: &str| {
            (store.to_owned(), change, before.to_owned(), after.to_owned())
        };
        assert_eq!(
            seen,
            [
                line("1", Differs::Renamed, "A · B", "A2 · B"),
                line("1", Differs::Integrated, "", "x"),
                line("3", Differs::Moved, "", "1"),
                line("3", Differs::ChangedHands, "x", "y"),
                line("2", Differs::Moved, "1", ""),
                line("2", Differs::Released, "x", ""),
                line("5", Differs::Added, "", "x"),
                line("4", Differs::Removed, "", ""),
            ]
        );
    }

    fn any_tree() -> impl Strategy<Value = Vec<Row>> {
        let one = (0u32..30, "[ab]", prop::option::of("[xy]"), any::<prop::sample::Index>());
        prop::collection::vec(one, 0..20).prop_map(|rows| {
            let mut seen = std::collections::HashSet::new();
            let mut tree: Vec<Row> = Vec::new();
            for (id, name, integration, above) in rows {
                if seen.insert(id) {
                    let parent = (!tree.is_empty() && id % 2 == 0).then(|| above.index(tree.len()) as u32);
                    tree.push(row(&id.to_string(), &name, parent, integration.as_deref()));
                }
            }
            tree
        })
    }

    proptest! {
        #[test]
        fn nothing_differs_from_itself_and_no_difference_is_lost(before in any_tree(), after in any_tree()) {
            prop_assert_eq!(compare(&before, &before), vec![]);
            let there = compare(&before, &after);
            let back = compare(&after, &before);
            prop_assert_eq!(there.len(), back.len(), "the way back undoes each");
            let count = |list: &[super::Difference], change| list.iter().filter(|it| it.change == change).count();
            for (one, other) in [
                (Differs::Added, Differs::Removed),
                (Differs::Integrated, Differs::Released),
                (Differs::Moved, Differs::Moved),
                (Differs::ChangedHands, Differs::ChangedHands),
            ] {
                prop_assert_eq!(count(&there, one), count(&back, other));
            }
        }
    }
}
