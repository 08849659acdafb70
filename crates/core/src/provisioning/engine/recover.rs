//! What the last process left under way becomes what it is: unknown.

use super::end::end_if_settled;
use gangway_domain::{fold::Standing, operation::StoreState, remark::Remark};
use gangway_record::{
    Connection, Sql, endpoints, merchants,
    operations::{self, Phase, open_stores, operation_stores},
    stores,
};

/// Run once, before anything else of a new process. Answers how many stores are open. `fresh_sandbox`: the simulated
/// provider was started anew with this process and knows nothing of what an earlier one was told.
pub(crate) fn recover(c: &Connection, fresh_sandbox: bool, at: i64) -> Sql<u32> {
    // What waited to begin does not begin by itself at a time that nobody chose.
    for operation in operations::in_phase(c, Phase::Holding)? {
        operations::step(c, &operation.id, &[Phase::Holding], Phase::Paused, None, None)?;
    }
    let running = operations::in_phase(c, Phase::Running)?;
    for operation in &running {
        // One that had sent everything only waits for its results; there is nothing to go on with.
        let unsent = operation_stores::counts(c, &operation.id)?.iter().any(|(state, _)| *state == StoreState::Planned);
        let (phase, ended) = if unsent { (Phase::Interrupted, Some(at)) } else { (Phase::Waiting, None) };
        operations::set_phase(c, &operation.id, phase, None, ended)?;
    }
    for open in open_stores::open(c, None)? {
        if open.row.standing.state == StoreState::Sending {
            lose(c, &open, &Remark::Interrupted.text(), at)?;
        } else if fresh_sandbox {
            lose(c, &open, &Remark::SandboxAnew.text(), at)?;
        }
    }
    for operation in &running {
        end_if_settled(c, &operation.id, at)?;
    }
    if fresh_sandbox {
        // No registration, no token.
        endpoints::forget_registrations(c)?;
        merchants::forget_all_tokens(c)?;
    }
    open_stores::open(c, None).map(|open| open.len() as u32)
}

fn lose(c: &Connection, open: &open_stores::Open, why: &str, at: i64) -> Sql<()> {
    let (merchant, row) = (&open.merchant, &open.row);
    let standing = Standing { state: StoreState::Unknown, report: None };
    operation_stores::settle(c, &row.operation, &row.store, &standing, Some(why), None, at)?;
    let revision = merchants::next_revision(c, merchant)?;
    stores::mark(c, merchant, &row.store, &row.operation, StoreState::Unknown, None, revision)
}
