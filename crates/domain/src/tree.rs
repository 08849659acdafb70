//! A merchant's stores as one list in preorder: a row's descendants follow it directly.

use crate::{IntegrationId, StoreId};
use std::collections::HashSet;

/// One store as the provider's status call describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// The provider's id.
    pub id: StoreId,
    /// As printed; may be blank, and then the store cannot be provisioned.
    pub name: String,
    /// Resolved by the provider from the merchant's account.
    pub brand: String,
    /// Set only when the store is integrated (Rappi's guide).
    pub integration: Option<IntegrationId>,
}

/// A store with its children, as it came off the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The store itself.
    pub store: Store,
    /// Its children, in the provider's order.
    pub children: Vec<Branch>,
}

/// One row of the flattened tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The store.
    pub store: Store,
    /// The row of its parent, always smaller than its own.
    pub parent: Option<u32>,
}

/// The flattened tree and what had to be left out to make it one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flattened {
    /// All stores, in preorder.
    pub rows: Vec<Row>,
    /// Ids that came more than once; the first one stands.
    pub repeated: Vec<StoreId>,
}

/// Puts branches into preorder. Works without recursion, so that no answer can exhaust the stack.
pub fn flatten(branches: Vec<Branch>) -> Flattened {
    let mut flat = Flattened::default();
    let mut seen = HashSet::new();
    let mut open: Vec<(Option<u32>, Branch)> = branches.into_iter().rev().map(|branch| (None, branch)).collect();
    while let Some((parent, branch)) = open.pop() {
        if !seen.insert(branch.store.id.clone()) {
            flat.repeated.push(branch.store.id);
            continue;
        }
        let row = flat.rows.len() as u32;
        flat.rows.push(Row { store: branch.store, parent });
        open.extend(branch.children.into_iter().rev().map(|child| (Some(row), child)));
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::{Branch, Store, flatten};
    use proptest::prelude::*;

    fn branch(id: u32, children: Vec<Branch>) -> Branch {
        let store =
            Store { id: id.to_string().into(), name: format!("Store {id}"), brand: "B".into(), integration: None };
        Branch { store, children }
    }

    fn ids(branches: Vec<Branch>) -> (Vec<String>, Vec<Option<u32>>) {
        let rows = flatten(branches).rows;
        (rows.iter().map(|row| row.store.id.0.clone()).collect(), rows.iter().map(|row| row.parent).collect())
    }

    #[test]
    fn children_follow_their_parent() {
        let (ids, parents) =
            ids(vec![branch(1, vec![branch(3, vec![branch(5, vec![])]), branch(4, vec![])]), branch(2, vec![])]);
        assert_eq!(ids, ["1", "3", "5", "4", "2"]);
        assert_eq!(parents, [None, Some(0), Some(1), Some(0), None]);
    }

    #[test]
    fn a_repeated_id_is_named_and_left_out_with_its_children() {
        let flat = flatten(vec![branch(1, vec![]), branch(1, vec![branch(2, vec![])])]);
        assert_eq!(flat.rows.len(), 1);
        assert_eq!(flat.repeated, ["1".into()]);
    }

    fn forest() -> impl Strategy<Value = Vec<Branch>> {
        let leaf = any::<u32>().prop_map(|id| branch(id, vec![]));
        let tree = leaf.prop_recursive(4, 60, 6, |inner| {
            (any::<u32>(), prop::collection::vec(inner, 0..6)).prop_map(|(id, children)| branch(id, children))
        });
        prop::collection::vec(tree, 0..8)
    }

    proptest! {
        #[test]
        fn every_id_once_and_parents_before_children(branches in forest()) {
            let flat = flatten(branches);
            let mut seen = std::collections::HashSet::new();
            for (row, entry) in flat.rows.iter().enumerate() {
                prop_assert!(seen.insert(entry.store.id.clone()));
                prop_assert!(entry.parent.is_none_or(|parent| (parent as usize) < row));
            }
        }
    }
}
