//! Results that are late.

use gangway_domain::{
    MerchantId, OperationId,
    fold::Standing,
    operation::{Event, next},
};
use gangway_record::{
    Connection, Sql, merchants,
    operations::{open_stores, operation_stores},
    stores,
};
use std::collections::HashSet;

/// Accepted stores whose result is late become overdue. Answers what changed, by merchant.
pub(crate) fn mark_overdue(c: &Connection, at: i64, after_ms: i64) -> Sql<HashSet<(MerchantId, OperationId)>> {
    let mut changed = HashSet::new();
    for open in open_stores::open(c, None)? {
        let late = open.sent_at.is_some_and(|sent| at - sent >= after_ms);
        let Some(state) = next(open.row.standing.state, Event::Wait).filter(|_| late) else { continue };
        let standing = Standing { state, report: None };
        operation_stores::settle(c, &open.row.operation, &open.row.store, &standing, None, None, at)?;
        let revision = merchants::next_revision(c, &open.merchant)?;
        stores::mark(c, &open.merchant, &open.row.store, &open.row.operation, state, None, revision)?;
        changed.insert((open.merchant, open.row.operation));
    }
    Ok(changed)
}
