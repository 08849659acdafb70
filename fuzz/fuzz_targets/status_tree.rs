//! A status answer of any bytes: a tree in which parents come before their children and no store is twice, or a refusal.
#![no_main]

use gangway_domain::tree::flatten;
use gangway_providers::rappi::read_tree;
use libfuzzer_sys::fuzz_target;
use std::collections::HashSet;

fuzz_target!(|body: &[u8]| {
    let Ok(branches) = read_tree(body) else { return };
    let flat = flatten(branches);
    let mut seen = HashSet::new();
    for (at, row) in flat.rows.iter().enumerate() {
        assert!(seen.insert(&row.store.id), "a store is there twice");
        assert!(row.parent.is_none_or(|parent| (parent as usize) < at), "a parent comes after its child");
    }
});
