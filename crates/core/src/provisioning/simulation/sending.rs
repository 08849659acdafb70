//! What leaves for the provider: the permit before, what becomes of the request on its way, and its answer.

use super::{
    event::{Ours, RunId, Theirs},
    provider::{Request, Stage},
    world::World,
};
use crate::{
    Code, Failure,
    provisioning::engine::{Leaving, Permit, Verdict},
};
use gangway_domain::{Provider, StoreId};
use gangway_providers::{
    http::Cut,
    net::ApiErrorKind,
    rappi::{Submission, UnknownOutcome},
};
use std::sync::Arc;

pub(super) const CALL_MS: i64 = 20_000;
/// A request arrives so long after it was cut off at the latest. With the longest work, less than [`DOUBT_MS`].
pub(super) const ARRIVES_MS: i64 = 35_000;

impl World {
    /// Now and then the team's relay is away, or a colleague has a store.
    pub(super) fn ask_permit(&mut self, run: RunId, worker: usize, leaving: Leaving) {
        let fate = if self.calm { 1000 } else { self.chance.below(1000) };
        let why = match fate {
            0..15 => Some(Code::RelayUnavailable),
            15..18 => Some(Code::Stale),
            _ => None,
        };
        let Some(live) = self.live(run) else { return };
        let control = Arc::clone(&live.control);
        let at = &mut live.workers[worker];
        match why {
            None => at.worker.permitted(leaving, Permit::ALONE),
            Some(code) => {
                let not_sent = ApiErrorKind::Cut(Cut::NotConnected).by(Provider::Rappi);
                let stores = leaving.stores.iter().map(|it| it.id.clone()).collect();
                at.answer = Some((stores, Submission::NotTaken(not_sent)));
                at.worker.refused(control.orders(), leaving.position, &Failure::new(code, "no permit"));
            }
        }
        self.soon(Ours::Work(run, worker));
    }

    /// The request leaves, and what becomes of it on its way is decided.
    pub(super) fn send(&mut self, run: RunId, worker: usize, leaving: &Leaving) {
        let (operation, token) = {
            let Some(live) = self.live(run) else { return };
            live.workers[worker].held = leaving.stores.iter().map(|it| it.id.clone()).collect();
            (live.operation.clone(), live.token)
        };
        let checked = (&self.provider, self.now);
        self.checks.leaves(&self.record, &operation, leaving.position, &leaving.stores, checked);
        let stores: Vec<StoreId> = leaving.stores.iter().map(|it| it.id.clone()).collect();
        let request = self.provider.requests.len();
        self.trace.note(format_args!(
            "request {request} of {} at {}: {:?} {stores:?}",
            operation.id, leaving.position, operation.kind
        ));
        let held = Request::new(operation.id, leaving.position, operation.kind, stores);
        self.provider.requests.push(held);
        let position = leaving.position;
        let came = |submission| Ours::Answer { run, worker, position, submission };
        let cut = |word: &str, cut| {
            Submission::Unknown(UnknownOutcome { answer: word.to_owned(), message: None, cut: Some(cut) })
        };
        let ms = self.chance.between(1, 200);
        let fate = if self.calm { 1000 } else { self.chance.below(1000) };
        match fate {
            // No connection.
            0..30 => {
                self.provider.requests[request].stage = Stage::Over;
                self.ours(ms, came(Submission::NotTaken(ApiErrorKind::Cut(Cut::NotConnected).by(Provider::Rappi))));
            }
            // Lost on its way; nobody can tell.
            30..60 => {
                self.provider.requests[request].stage = Stage::Over;
                self.ours(ms, came(cut("reset", Cut::Reset)));
            }
            // The answer is lost, at once or in the end; the request itself may arrive after that.
            60..130 => {
                let patient = self.chance.per_mille(500);
                let (word, how, at) =
                    if patient { ("timeout", Cut::TimedOut, CALL_MS) } else { ("reset", Cut::Reset, ms) };
                let late = self.chance.between(1, at + ARRIVES_MS);
                let late = if self.chance.per_mille(500) { ms } else { late };
                self.theirs(late, Theirs::Request { request, back: None });
                self.ours(at, came(cut(word, how)));
            }
            _ => {
                let back = Some((self.life, run, worker));
                self.requested.insert(request, (position, token, self.life));
                return self.theirs(ms, Theirs::Request { request, back });
            }
        }
        self.requested.insert(request, (position, token, self.life));
    }

    pub(super) fn answered(&mut self, run: RunId, worker: usize, position: u32, submission: Submission) {
        let Some(live) = self.live(run) else { return };
        let control = Arc::clone(&live.control);
        let at = &mut live.workers[worker];
        at.answer = Some((std::mem::take(&mut at.held), submission.clone()));
        let judged = at.worker.answered(control.orders(), position, submission);
        if let Verdict::Halt(failure) = judged.verdict {
            self.trace.note(format_args!("halted: {failure}"));
        }
        self.soon(Ours::Work(run, worker));
    }
}
