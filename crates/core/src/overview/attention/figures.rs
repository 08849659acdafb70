//! Figures for a glance, and how long applications have been where they are.

use crate::{
    clock::{DAY, WEEK},
    view::{Figures, StatusAges},
};
use gangway_domain::{application::Status, operation};
use gangway_record::{
    Connection, Sql, applications,
    operations::{open_stores::Waiting, operation_stores},
};

/// How many applications are in each status, and for how long.
pub(super) fn ages(c: &Connection, at: i64) -> Sql<Vec<StatusAges>> {
    let mut found = applications::ages(c, [at - DAY, at - 3 * DAY, at - WEEK])?;
    let place = |status: &Status| Status::KNOWN.iter().position(|known| known == status).unwrap_or(Status::KNOWN.len());
    found.sort_by_key(|(status, _)| place(status));
    let row = |(status, ages): (Status, [u32; 4])| StatusAges { status, count: ages.iter().sum(), ages };
    Ok(found.into_iter().map(row).collect())
}

pub(super) fn figures(c: &Connection, waiting: &[Waiting], at: i64, overdue_ms: i64) -> Sql<Figures> {
    let in_state = |state| waiting.iter().filter(|it| it.state == state).map(|it| it.stores).sum::<u32>();
    let (integrated, failed) = operation_stores::settled_since(c, operation::Kind::Provision, at - WEEK)?;
    let overdue = in_state(operation::StoreState::Overdue);
    Ok(Figures {
        integrated,
        failed,
        waiting: in_state(operation::StoreState::Accepted) + overdue,
        overdue,
        unknown: in_state(operation::StoreState::Unknown),
        missed: operation_stores::missed(c, None, at - overdue_ms)?,
    })
}
