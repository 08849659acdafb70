//! What leaves next, journalled before it leaves.

use gangway_domain::{
    fold::Standing,
    operation::{Event, Kind, next},
};
use gangway_providers::rappi::NewStore;
use gangway_record::{
    Connection, Sql, merchants,
    operations::{Operation, batches, operation_stores},
    stores,
};

/// Writes `sending` for what is still planned in the batch and may go. The request leaves once that is on disk.
pub(super) fn journal(c: &Connection, operation: &Operation, position: u32, at: i64) -> Sql<Vec<NewStore>> {
    let mut sending = Vec::new();
    let revision = merchants::next_revision(c, &operation.merchant)?;
    for row in operation_stores::of_batch(c, &operation.id, position)? {
        let Some(state) = next(row.standing.state, Event::Send) else { continue };
        if !stores::is_claimed(c, &operation.merchant, &row.store, &operation.id)? {
            continue;
        }
        // A child that failed, or whose outcome is unknown, stayed: then its parent stays too (docs/wire.md 1.1).
        if operation.kind == Kind::Deprovision && stores::any_integrated_below(c, &operation.merchant, &row.store)? {
            continue;
        }
        let standing = Standing { state, report: None };
        operation_stores::settle(c, &operation.id, &row.store, &standing, None, None, at)?;
        stores::mark(c, &operation.merchant, &row.store, &operation.id, state, None, revision)?;
        sending.push(NewStore { id: row.store, name: row.name, integration: operation.integration.clone() });
    }
    if !sending.is_empty() {
        batches::sending(c, &operation.id, position, at)?;
    }
    Ok(sending)
}

/// The request did not leave after all: everything is as it was before.
pub(super) fn take_back(c: &Connection, operation: &Operation, position: u32, at: i64) -> Sql<()> {
    let revision = merchants::next_revision(c, &operation.merchant)?;
    for row in operation_stores::of_batch(c, &operation.id, position)? {
        let Some(state) = next(row.standing.state, Event::NotTaken) else { continue };
        let standing = Standing { state, report: None };
        operation_stores::settle(c, &operation.id, &row.store, &standing, None, None, at)?;
        stores::mark(c, &operation.merchant, &row.store, &operation.id, state, None, revision)?;
    }
    batches::not_left(c, &operation.id, position)
}
