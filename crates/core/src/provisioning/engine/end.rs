//! How a run ends, or rests.

use super::repeat;
use crate::{
    Code, Failure,
    provisioning::{engine::Orders, halted},
};
use gangway_domain::{
    ActKind, OperationId,
    fold::Standing,
    operation::{Event, StoreState, next},
    remark::Remark,
};
use gangway_record::{
    Connection, Sql,
    audit::{self, Act},
    merchants,
    operations::{self, Operation, Phase, open_stores, operation_stores},
    stores,
};

/// Notes how the run ended, or that it rests. While it rests, what was not sent stays its own. Nothing of it is under way
/// any more: a store whose answer could not be noted has an unknown outcome from now on.
pub(crate) fn end(c: &Connection, operation: &Operation, orders: &Orders, at: i64) -> Sql<()> {
    let id = &operation.id;
    lose_unnoted(c, operation, at)?;
    // Looked at here and not before: what a person says until this is written counts.
    let (halt, stopped, rested) = (orders.halted(), orders.stopped(), orders.rested());
    let unsent = operation_stores::counts(c, id)?.iter().any(|(state, _)| *state == StoreState::Planned);
    let words = |halt: &Failure| halted::kept(halt);
    let signs_in = halt.as_ref().filter(|failure| failure.code == Code::SignInAgain);
    if unsent && !stopped && (signs_in.is_some() || halt.is_none() && rested) {
        return operations::set_phase(c, id, Phase::Paused, signs_in.map(words).as_deref(), None);
    }
    let revision = merchants::next_revision(c, &operation.merchant)?;
    stores::release(c, &operation.merchant, id, revision)?;
    match (halt.as_ref().map(words), stopped && unsent) {
        (Some(halt), _) => ended(c, id, Phase::Halted, Some(&halt), at),
        (None, true) => ended(c, id, Phase::Stopped, None, at),
        (None, false) => {
            operations::set_phase(c, id, Phase::Waiting, None, None)?;
            end_if_settled(c, id, at).map(drop)
        }
    }
}

fn lose_unnoted(c: &Connection, operation: &Operation, at: i64) -> Sql<()> {
    let left = operation_stores::in_state(c, &operation.id, StoreState::Sending)?;
    if left.is_empty() {
        return Ok(());
    }
    let revision = merchants::next_revision(c, &operation.merchant)?;
    for row in left {
        let Some(state) = next(row.standing.state, Event::OutcomeUnknown) else { continue };
        let (standing, why) = (Standing { state, report: None }, Remark::Unnoted.text());
        operation_stores::settle(c, &operation.id, &row.store, &standing, Some(&why), None, at)?;
        stores::mark(c, &operation.merchant, &row.store, &operation.id, state, None, revision)?;
    }
    Ok(())
}

/// An operation that only waited for results ends with the last of them.
pub(crate) fn end_if_settled(c: &Connection, operation: &OperationId, at: i64) -> Sql<bool> {
    let waiting = operations::by_id(c, operation)?.filter(|row| row.phase == Phase::Waiting);
    // While requests leave, every folded delivery asks this; looking at the stores costs more than folding them.
    let Some(row) = waiting else { return Ok(false) };
    if open_stores::any_open(c, Some(operation))? || repeat::is_due(c, &row)? {
        return Ok(false);
    }
    ended(c, operation, Phase::Finished, None, at)?;
    Ok(true)
}

/// The last phase, and an act that says with what: nobody has to be looking when a run ends.
fn ended(c: &Connection, operation: &OperationId, phase: Phase, halt: Option<&str>, at: i64) -> Sql<()> {
    let Some(row) = operations::by_id(c, operation)? else { return Ok(()) };
    operations::set_phase(c, operation, phase, halt, Some(at))?;
    let merchant = merchants::by_id(c, &row.merchant)?.map(|merchant| merchant.name).unwrap_or_default();
    let act = Act::of(ActKind::OperationEnded, &merchant, at).by_itself();
    let act = Act { merchant: Some(row.merchant.0), detail: Some(operation.0.clone()), ..act };
    let mut act = act.changed("phase", Some(row.phase.word().to_owned()), Some(phase.word().to_owned()));
    for (state, stores) in operation_stores::counts(c, operation)? {
        act = act.changed(state.word(), None, Some(stores.to_string()));
    }
    audit::append(c, &act)
}
