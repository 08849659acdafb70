//! The decisions of the operation engine: what leaves next, what an answer means, what a report settles, what a crash leaves
//! behind, what a restart does. Synchronous: the record, the time and plain values come in as arguments.
//!
//! `run.rs`, `settle.rs` and `operate.rs` beside this folder, and `webhooks/`, `merchants/` and `app/`, only carry these decisions
//! out, with a network, a clock and tasks around them; `simulation/` carries out the very same with seeded ones.

mod answer;
mod asking;
mod end;
mod judge;
mod late;
mod leave;
mod of_team;
mod orders;
mod permit;
mod recover;
mod repeat;
mod results;
mod resume;
mod start;
mod status;
mod wave_scheduler;
mod worker;

pub(crate) use asking::Asking;
pub(crate) use end::end;
pub(crate) use judge::{Judged, Verdict};
pub(crate) use late::mark_overdue;
pub(crate) use orders::Orders;
pub(crate) use permit::Permit;
pub(crate) use recover::recover;
pub(crate) use repeat::{REPEATS, due, repeat, rest};
pub(crate) use results::fold_result;
pub(crate) use resume::{reclaim, waits_for_sign_in};
pub(crate) use start::{begin, give_up, insert};
pub(crate) use status::{Asked, Limits, looked};
pub(crate) use wave_scheduler::{NextStep, WaveScheduler};
pub(crate) use worker::{Leaving, Step, Wave, Worker, write};
