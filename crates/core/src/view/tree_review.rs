//! Reviewing a merchant's tree: snapshots, what differs between two of them, and sign-offs.

use gangway_domain::compare::Differs;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A tree to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TreeAt {
    /// As it is now.
    Now,
    /// As it was kept.
    Snapshot {
        /// Which snapshot.
        id: i64,
    },
}

/// A tree that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotRow {
    /// Grows.
    pub id: i64,
    /// When it was kept.
    pub at: i64,
    /// When the tree had been read from the provider.
    pub refreshed_at: Option<i64>,
    /// Who kept it.
    pub actor: String,
    /// What they called it; may be empty.
    pub name: String,
    /// Stores in it.
    pub stores: u32,
    /// Stores in it that were ours.
    pub integrated: u32,
    /// SHA-256 over the tree, in hexadecimal: the same for the same tree.
    pub fingerprint: String,
    /// Whether a sign-off names it; then it cannot be removed.
    pub signed_off: bool,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// Its snapshot; absent: the tree as it is now.
    pub snapshot: Option<i64>,
    /// Its name; empty where it has none.
    pub name: String,
    /// When the tree had been read from the provider.
    pub refreshed_at: Option<i64>,
    /// Stores in it.
    pub stores: u32,
    /// Stores in it that were ours.
    pub integrated: u32,
    /// SHA-256 over the tree, in hexadecimal.
    pub fingerprint: String,
}

/// What is asked about two trees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompareRequest {
    /// Whose trees.
    pub merchant: String,
    /// The earlier side.
    pub from: TreeAt,
    /// The later side.
    pub to: TreeAt,
    /// Only this kind of difference.
    pub change: Option<Differs>,
    /// Found in name, id, before or after, whatever the case.
    pub search: String,
    /// Differences to leave out at the beginning.
    pub offset: u32,
    /// Differences at most.
    pub limit: u32,
}

/// How often a kind of difference occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ChangeCount {
    /// The kind.
    pub change: Differs,
    /// How often.
    pub count: u32,
}

/// One difference of one store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct DifferenceRow {
    /// The store's id.
    pub store: String,
    /// Its name now, or its last one.
    pub name: String,
    /// How it differs.
    pub change: Differs,
    /// Name, parent's id or integration before, if it had one.
    pub before: Option<String>,
    /// The same now.
    pub after: Option<String>,
}

/// What differs between two trees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The earlier side.
    pub from: Side,
    /// The later side.
    pub to: Side,
    /// All differences by kind; kinds that do not occur are left out.
    pub counts: Vec<ChangeCount>,
    /// Differences that match what was asked.
    pub total: u32,
    /// Those of the page, in the order of the later tree.
    pub rows: Vec<DifferenceRow>,
}

/// That somebody compared two trees and put their name to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignOffRow {
    /// Grows.
    pub id: i64,
    /// When.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// What they wrote.
    pub note: String,
    /// The earlier snapshot.
    pub from: i64,
    /// The later snapshot.
    pub to: i64,
    /// Differences by kind.
    pub counts: Vec<ChangeCount>,
}

/// A merchant's snapshots and sign-offs, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reviews {
    /// Trees that were kept.
    pub snapshots: Vec<SnapshotRow>,
    /// What was signed off.
    pub sign_offs: Vec<SignOffRow>,
}
