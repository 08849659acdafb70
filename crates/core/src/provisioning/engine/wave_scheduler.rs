//! The waves of a run, one after the other.

use super::Orders;
use gangway_domain::OperationId;
use gangway_record::{Connection, Sql, operations::batches};
use std::collections::{BTreeMap, VecDeque};

/// Which batches are still to leave, by wave.
pub(crate) struct WaveScheduler {
    waves: VecDeque<Vec<u32>>,
    begun: bool,
}

/// What a run does next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NextStep {
    /// Sends these batches.
    Wave(Vec<u32>),
    /// Waits until no result is awaited: the next wave builds on this one.
    Results,
    /// Ends.
    End,
}

impl WaveScheduler {
    /// From the record. What has left once is not sent again under the same journal row: a late result of the first request
    /// would be taken for one of the second (docs/decisions/0003-unknown-outcomes.md).
    pub(crate) fn of(c: &Connection, operation: &OperationId) -> Sql<Self> {
        let mut waves: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for batch in batches::of(c, operation)?.into_iter().filter(|batch| batch.sent_at.is_none()) {
            waves.entry(batch.wave).or_default().push(batch.position);
        }
        Ok(Self { waves: waves.into_values().collect(), begun: false })
    }

    /// `awaited`: whether a result of this run may still come.
    pub(crate) fn next(&mut self, orders: &Orders, awaited: bool) -> NextStep {
        if !orders.goes_on() {
            return NextStep::End;
        }
        if awaited && self.begun && !self.waves.is_empty() {
            return NextStep::Results;
        }
        self.begun = true;
        self.waves.pop_front().map_or(NextStep::End, NextStep::Wave)
    }
}
