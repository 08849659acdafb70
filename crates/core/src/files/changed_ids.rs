//! Ids of a list that are no stores, because a spreadsheet changed them.

use crate::view::StoreColumns;
use gangway_domain::{
    plan::Facts,
    store_file::{Changed, Ids},
};

/// What an id that is no store's probably was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProbableId {
    /// Nothing that a spreadsheet makes of a number.
    Unknown,
    /// A spreadsheet changed it, and which store it was cannot be told.
    Unclear,
    /// A spreadsheet changed the id of this store.
    Store(String),
}

/// One answer for each of `strange`.
pub fn probable_ids(columns: &StoreColumns, strange: &[&str]) -> Vec<ProbableId> {
    let nothing = Facts { name: "", integration: None, latest: None };
    let stores = columns.ids.iter().map(|id| (id.as_str(), nothing)).collect();
    let ids = Ids::new(&stores);
    let probable = strange.iter().map(|id| match ids.look_up(id) {
        Changed::Not => ProbableId::Unknown,
        Changed::Unclear => ProbableId::Unclear,
        Changed::Probably(store) => ProbableId::Store(store.to_owned()),
    });
    probable.collect()
}
