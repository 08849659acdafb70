//! One of the workers of a run, as a machine: journal, ask for a permit, send, note, batch after batch. It says what is to be done next and
//! hears how that went; it does nothing itself.

use super::{
    Orders,
    answer::{Sent, note_answer},
    judge::{Judged, Verdict, judge, judge_refusal},
    leave::{journal, take_back},
    permit::Permit,
};
use crate::Failure;
use gangway_providers::rappi::{NewStore, Submission};
use gangway_record::{Connection, Sql, operations::Operation};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// What the workers of one wave share.
pub(crate) struct Wave {
    pub(crate) operation: Operation,
    pub(crate) orders: Arc<Orders>,
    /// Positions of the batches that nobody took yet.
    queue: Mutex<VecDeque<u32>>,
}

impl Wave {
    pub(crate) fn new(operation: Operation, orders: Arc<Orders>, positions: Vec<u32>) -> Self {
        Self { operation, orders, queue: Mutex::new(positions.into()) }
    }

    /// None when there is none, or when the run was told to end.
    fn take(&self) -> Option<u32> {
        if !self.orders.goes_on() {
            return None;
        }
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// A request that is journalled and leaves next, if it may.
#[derive(Debug, Clone)]
pub(crate) struct Leaving {
    pub(crate) position: u32,
    pub(crate) stores: Vec<NewStore>,
}

/// What goes into the record, all of it or nothing: an answer, and what leaves after it. One transaction for both, because
/// two waits for the disk between two requests would be one too many.
#[derive(Debug)]
pub(crate) struct Writing {
    before: Option<Before>,
    then: Then,
}

/// What became of the batch that was journalled before.
#[derive(Debug)]
enum Before {
    /// It left, and this is what came back.
    Answered(u32, Submission),
    /// It did not leave.
    NotLeft(u32),
}

#[derive(Debug, Clone, Copy)]
enum Then {
    /// The next batch leaves.
    Take,
    /// This one leaves again: certainly it was not taken.
    Again(u32),
    /// Nothing leaves for now.
    Nothing,
}

/// What a worker wants done.
pub(crate) enum Step {
    /// [`write`], then [`Worker::written`].
    Write(Writing),
    /// Asks whether it may leave, then [`Worker::permitted`] or [`Worker::refused`].
    Ask(Leaving),
    /// As long as the permit counts; then [`Worker::answered`], or [`Worker::refused`] where it counts no more.
    Send(Leaving, Permit),
    /// Then [`Worker::paused`].
    Pause(Duration),
    /// It has ended.
    Over,
}

/// Hears [`Step`] by step how it went.
pub(crate) struct Worker {
    step: Step,
    /// The present batch, and how often it was sent again.
    position: Option<u32>,
    tries: usize,
    /// The batch to be sent again, after this pause.
    again: Option<(Duration, u32)>,
}

impl Worker {
    pub(crate) fn new() -> Self {
        Self { step: Step::Write(Writing { before: None, then: Then::Take }), position: None, tries: 0, again: None }
    }

    /// What is to be done now.
    pub(crate) fn next(&mut self) -> Step {
        std::mem::replace(&mut self.step, Step::Over)
    }

    /// What [`write`] answered is on disk.
    pub(crate) fn written(&mut self, left: Option<Leaving>) {
        if let Some(leaving) = &left
            && self.position != Some(leaving.position)
        {
            (self.position, self.tries) = (Some(leaving.position), 0);
        }
        self.step = match (&self.again, left) {
            (Some((pause, _)), _) => Step::Pause(*pause),
            (None, Some(leaving)) => Step::Ask(leaving),
            (None, None) => Step::Over,
        };
    }

    /// What was asked about may leave.
    pub(crate) fn permitted(&mut self, leaving: Leaving, permit: Permit) {
        self.step = Step::Send(leaving, permit);
    }

    /// The batch at `position` may not leave, and did not. Tells the run to end where it must.
    pub(crate) fn refused(&mut self, orders: &Orders, position: u32, why: &Failure) -> Judged {
        let judged = orders.judged(|unknowns| judge_refusal(why, self.tries, unknowns));
        self.goes_on(&judged, Before::NotLeft(position), position);
        judged
    }

    /// The answer to the request at `position`, or the want of one. Tells the run to end where it must.
    pub(crate) fn answered(&mut self, orders: &Orders, position: u32, submission: Submission) -> Judged {
        let judged = orders.judged(|unknowns| judge(&submission, self.tries, unknowns));
        self.goes_on(&judged, Before::Answered(position, submission), position);
        judged
    }

    fn goes_on(&mut self, judged: &Judged, before: Before, position: u32) {
        let then = match &judged.verdict {
            Verdict::Again(pause) => {
                self.again = Some((*pause, position));
                Then::Nothing
            }
            Verdict::GoOn | Verdict::Halt(_) => Then::Take,
        };
        self.step = Step::Write(Writing { before: Some(before), then });
    }

    /// The pause is over; `goes_on`: the run was not told to end meanwhile.
    pub(crate) fn paused(&mut self, goes_on: bool) {
        let Some((_, position)) = self.again.take().filter(|_| goes_on) else { return };
        self.tries += 1;
        self.step = Step::Write(Writing { before: None, then: Then::Again(position) });
    }
}

/// Notes the answer and journals what leaves next; `None` when there is nothing, or the run was told to end.
pub(crate) fn write(c: &Connection, wave: &Wave, writing: Writing, at: i64) -> Sql<Option<Leaving>> {
    match writing.before {
        Some(Before::Answered(position, submission)) => {
            note_answer(c, &Sent { operation: &wave.operation, position, submission: &submission }, at)?;
        }
        Some(Before::NotLeft(position)) => take_back(c, &wave.operation, position, at)?,
        None => {}
    }
    let mut next = match writing.then {
        Then::Nothing => None,
        Then::Again(position) => Some(position).filter(|_| wave.orders.goes_on()),
        Then::Take => wave.take(),
    };
    while let Some(position) = next {
        let stores = journal(c, &wave.operation, position, at)?;
        if !stores.is_empty() {
            return Ok(Some(Leaving { position, stores }));
        }
        // Webhooks settled them all meanwhile, or another run has them.
        next = wave.take();
    }
    Ok(None)
}
