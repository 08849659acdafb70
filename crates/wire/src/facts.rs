//! How devices tell their team what was done.

use crate::{FactKind, Key};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Facts of one request at most.
pub const FACTS: usize = 64;
/// Bytes of a fact's details at most, as JSON.
pub const FACT_BYTES: usize = 8 << 10;
/// Bytes of one request at most.
pub const FACTS_BYTES: usize = FACTS * (FACT_BYTES + 1024);

/// Something that was done on a device. Who did it is known to the relay by the device's token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewFact {
    /// Made by the device; the same fact again stays one entry.
    pub key: Key,
    /// When, by the device's clock, Unix milliseconds.
    pub at: i64,
    /// What was done.
    pub what: FactKind,
    /// What it was done to, in the words of its kind. At most 200 characters.
    pub subject: String,
    /// What belongs to it, by its kind.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub details: Value,
}

/// Some facts, in the order in which they came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewFacts {
    /// 1 to [`FACTS`].
    pub facts: Vec<NewFact>,
}

/// Where facts are in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsPlaced {
    /// The number of each, in their order.
    pub seqs: Vec<u64>,
}
