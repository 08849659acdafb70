//! What an answer of the status call does: the tree is replaced, what differs is listed, open outcomes are settled.

use super::end::end_if_settled;
use gangway_domain::{
    MerchantId, OperationId, StoreId,
    compare::{Difference, Differs, compare},
    fold::{self, Report, Source, Standing},
    operation::{Event, Kind, StoreState, next},
    remark::Remark,
    tree,
};
use gangway_record::{
    Connection, Sql, merchants,
    operations::{open_stores, operation_stores},
    stores::{self, drift},
    team::claims,
};
use std::collections::{HashMap, HashSet};

/// What was known when the question was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// When.
    pub(crate) at: i64,
    /// The merchant's revision then.
    pub(crate) revision: i64,
}

/// How long an answer of "not done" leaves something open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// An unknown outcome: the provider may still be working on it. Milliseconds.
    pub(crate) unknown_ms: i64,
    /// A result that is overdue, from when its request left. Milliseconds.
    pub(crate) no_result_ms: i64,
}

/// What a status call changed.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    pub(crate) refreshed: stores::Refreshed,
    /// Stores of operations that were settled.
    pub(crate) settled: u32,
    pub(crate) operations: HashSet<OperationId>,
}

/// Applies an answer. `by`: the person who asked; nobody when the program asks by itself.
pub(crate) fn looked(
    c: &Connection,
    merchant: &MerchantId,
    mut rows: Vec<tree::Row>,
    asked: Asked,
    limits: Limits,
    by: Option<&str>,
) -> Sql<Looked> {
    let before = stores::tree(c, merchant)?;
    let mut looked = Looked::default();
    settle(c, merchant, &rows, (asked.at, limits, by), &mut looked)?;
    keep_newer(&mut rows, &before, asked);
    looked.refreshed = stores::replace(c, merchant, &before, &rows, asked.at)?;
    claims::read_anew(c, merchant, asked.at)?;
    drift::add(c, merchant, &unexplained(before, &rows), asked.at)?;
    Ok(looked)
}

/// A webhook that came while the question was under way knows more than the answer: without this the store would look free,
/// and be sent once more.
fn keep_newer(rows: &mut [tree::Row], before: &[stores::Stored], asked: Asked) {
    let newer = |it: &&stores::Stored| it.revision > asked.revision && it.latest == Some(StoreState::Confirmed);
    let newer: HashMap<&StoreId, &stores::Stored> =
        before.iter().filter(newer).map(|stored| (&stored.store.id, stored)).collect();
    for row in rows {
        if let Some(stored) = newer.get(&row.store.id) {
            row.store.integration.clone_from(&stored.store.integration);
        }
    }
}

/// "Not done" ends what is overdue only after the longer limit. It ends an unknown outcome only when it had lasted for at least `unknown_ms` when the question was asked: a provider that
/// works asynchronously may not have got to it before.
fn settle(
    c: &Connection,
    merchant: &MerchantId,
    rows: &[tree::Row],
    (asked_at, limits, by): (i64, Limits, Option<&str>),
    looked: &mut Looked,
) -> Sql<()> {
    let open = open_stores::open(c, Some(merchant))?;
    if open.is_empty() {
        return Ok(());
    }
    let now_at: HashMap<&StoreId, &tree::Store> = rows.iter().map(|row| (&row.store.id, &row.store)).collect();
    let revision = merchants::next_revision(c, merchant)?;
    for open in open {
        let row = &open.row;
        let Some(store) = now_at.get(&row.store) else { continue };
        // An answer to a question asked before the request left says nothing about it.
        if open.sent_at.is_none_or(|sent| sent > asked_at) {
            continue;
        }
        let done = match open.kind {
            Kind::Provision => store.integration.as_ref() == Some(&open.integration),
            Kind::Deprovision => store.integration.is_none(),
        };
        // An unknown outcome begins when the request was cut off, not when it left: until then it may have been on its way.
        if !done && row.changed_at.is_none_or(|began| asked_at - began < limits.unknown_ms.max(1)) {
            continue;
        }
        let late = open.sent_at.is_some_and(|sent| asked_at - sent >= limits.no_result_ms);
        let given_up = next(row.standing.state, Event::GiveUp).filter(|_| !done && late);
        let (standing, message) = if let Some(state) = given_up {
            (Standing { state, report: None }, Some(Remark::NoResult.text()))
        } else {
            let report = Report { source: Source::StatusCall, at: 0, success: done, code: None, message: None };
            let Some(standing) = fold::apply(&row.standing, &report) else { continue };
            (standing, (!done).then(|| Remark::StatusNotDone.text()))
        };
        operation_stores::settle(c, &row.operation, &row.store, &standing, message.as_deref(), None, asked_at)?;
        if let Some(person) = by {
            operation_stores::asked_by(c, &row.operation, &row.store, person)?;
        }
        stores::mark(c, merchant, &row.store, &row.operation, standing.state, None, revision)?;
        looked.settled += 1;
        looked.operations.insert(row.operation.clone());
    }
    for operation in &looked.operations {
        end_if_settled(c, operation, asked_at)?;
    }
    Ok(())
}

/// What differs from what we believed, and no run of ours explains. The first look explains itself.
fn unexplained(before: Vec<stores::Stored>, after: &[tree::Row]) -> Vec<Difference> {
    if before.is_empty() {
        return Vec::new();
    }
    let ours: HashSet<_> = before
        .iter()
        .filter(|stored| stored.latest.is_some_and(StoreState::is_open))
        .map(|stored| stored.store.id.clone())
        .collect();
    let before: Vec<tree::Row> =
        before.into_iter().map(|stored| tree::Row { store: stored.store, parent: stored.parent }).collect();
    let by_a_run = |it: &Difference| {
        ours.contains(&it.store) && matches!(it.change, Differs::Integrated | Differs::Released | Differs::ChangedHands)
    };
    let mut found = compare(&before, after);
    found.retain(|it| !by_a_run(it));
    found
}
