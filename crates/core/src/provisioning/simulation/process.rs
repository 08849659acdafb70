//! The process: carries the engine's decisions out step by step, as `run.rs`, `fold.rs`, `settle.rs`, `refresh.rs` and
//! `open.rs` do with tasks.

use super::{
    checks::Checks,
    event::{Event, Ours, RunId},
    world::World,
};
use crate::{
    Code, Failure,
    provisioning::{
        control::{Control, Runs},
        engine::{Asking, NextStep, Step, Wave, WaveScheduler, Worker, begin, end, recover, write},
    },
    webhooks::fold_delivery::{AT_ONCE, fold_arrived},
};
use gangway_domain::{StoreId, notifications::Rules};
use gangway_providers::rappi::Submission;
use gangway_record::{
    Keys,
    operations::{self, Operation, open_stores},
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

pub(super) const OVERDUE_MS: i64 = 30_000;
/// Longer than the provider ever works on a request that was cut off.
pub(super) const DOUBT_MS: i64 = 60_000;
/// Longer than an unknown outcome, and than any result takes that comes at all.
pub(super) const NO_RESULT_MS: i64 = 600_000;
/// All that is forgotten when it dies.
pub(super) struct Process {
    pub(super) runs: Runs,
    pub(super) live: BTreeMap<RunId, Live>,
    pub(super) asking: Asking,
    pub(super) began: i64,
    pub(super) clock: u32,
    /// One status call at a time; who waits for a turn. `true`: the clock of late results, which waits for its answer.
    pub(super) asks: VecDeque<bool>,
    pub(super) keys: Keys,
}

pub(super) struct Live {
    pub(super) operation: Operation,
    pub(super) control: Arc<Control>,
    pub(super) token: u32,
    begun: bool,
    course: Option<WaveScheduler>,
    wave: Option<Arc<Wave>>,
    pub(super) workers: Vec<At>,
}

/// A worker, and what it has to note: whose answer to which stores.
pub(super) struct At {
    pub(super) worker: Worker,
    over: bool,
    pub(super) held: Vec<StoreId>,
    pub(super) answer: Option<(Vec<StoreId>, Submission)>,
}

impl World {
    pub(super) fn start(&mut self) {
        if self.process.is_some() {
            return;
        }
        self.life += 1;
        self.process = Some(Process {
            runs: Runs::default(),
            live: BTreeMap::new(),
            asking: Asking::default(),
            began: self.now,
            clock: 0,
            asks: VecDeque::new(),
            keys: Keys::recall(&self.record).unwrap(),
        });
        let now = self.now;
        // A disk that is full at the start is a start that fails; somebody tries again.
        let Some((_, moved)) = self.write(|c| recover(c, false, now)) else {
            self.process = None;
            return self.later(1000, Event::Start);
        };
        self.checks.lost(&moved);
        self.check(&moved);
        self.soon(Ours::Fold);
        self.tick(0);
    }

    pub(super) fn crash(&mut self) {
        if self.calm {
            return;
        }
        self.process = None;
        self.died.insert(self.life, self.now);
        let (away, next) = (self.chance.between(1, 20_000), self.chance.between(1, 120_000));
        self.later(away, Event::Start);
        self.later(away + next, Event::Crash);
    }

    pub(super) fn step(&mut self, event: Ours) {
        match event {
            Ours::Run(run) => self.run(run),
            Ours::End(run) => self.end(run),
            Ours::Gone(run) => self.gone(run),
            Ours::Work(run, worker) => self.work(run, worker),
            Ours::Answer { run, worker, position, submission } => self.answered(run, worker, position, submission),
            Ours::Paused(run, worker) => {
                let Some(live) = self.live(run) else { return };
                let goes_on = live.control.orders().goes_on();
                live.workers[worker].worker.paused(goes_on);
                self.soon(Ours::Work(run, worker));
            }
            Ours::Fold => self.fold(),
            Ours::Clock(number) => self.clock(number),
            Ours::Status { asked, answer } => self.status(asked, answer),
        }
    }

    pub(super) fn live(&mut self, run: RunId) -> Option<&mut Live> {
        self.process.as_mut()?.live.get_mut(&run)
    }

    /// What `set_off` does.
    pub(super) fn set_off(&mut self, operation: Operation, token: u32) {
        let run = self.started;
        self.started += 1;
        let Some(process) = &mut self.process else { return };
        let control = process.runs.start(operation.id.clone());
        let begun = operation.hold_until.is_none();
        let live = Live { operation, control, token, begun, course: None, wave: None, workers: Vec::new() };
        process.live.insert(run, live);
        self.soon(Ours::Run(run));
    }

    fn run(&mut self, run: RunId) {
        let now = self.now;
        let Some(live) = self.live(run) else { return };
        if !live.begun {
            let until = live.operation.hold_until.unwrap_or(now);
            if live.control.orders().goes_on() && !live.control.orders().begins() && now < until {
                // It looks again when it is told something; every second stands for that.
                return self.ours((until - now).clamp(1, 1000), Ours::Run(run));
            }
            live.begun = true;
            let operation = live.operation.clone();
            match self.write(|c| begin(c, &operation)) {
                Some((true, _)) => {}
                Some((false, _)) => return self.soon(Ours::Gone(run)),
                None => self.halt(run),
            }
            return self.soon(Ours::Run(run));
        }
        let Some(id) = self.live(run).map(|live| live.operation.id.clone()) else { return };
        let awaited = open_stores::any_awaited(&self.record, &id).unwrap();
        let course = self.live(run).and_then(|live| live.course.take());
        let mut course = course.unwrap_or_else(|| WaveScheduler::of(&self.record, &id).unwrap());
        let concurrency = self.concurrency;
        let Some(live) = self.live(run) else { return };
        match course.next(live.control.orders(), awaited) {
            NextStep::Wave(positions) => {
                live.wave =
                    Some(Arc::new(Wave::new(live.operation.clone(), Arc::clone(live.control.orders()), positions)));
                let at = || At { worker: Worker::new(), over: false, held: Vec::new(), answer: None };
                live.workers = (0..concurrency).map(|_| at()).collect();
                live.course = Some(course);
                (0..concurrency).for_each(|worker| self.soon(Ours::Work(run, worker)));
            }
            NextStep::Results => {
                live.course = Some(course);
                self.ours(500, Ours::Run(run));
            }
            NextStep::End => self.soon(Ours::End(run)),
        }
    }

    /// The disk was full under a run.
    fn halt(&mut self, run: RunId) {
        if let Some(live) = self.live(run) {
            live.control.halt(Failure::new(Code::RecordFull, "full"));
        }
    }

    fn end(&mut self, run: RunId) {
        let now = self.now;
        let Some(live) = self.live(run) else { return };
        let (operation, control, token) = (live.operation.clone(), Arc::clone(&live.control), live.token);
        if control.orders().halted().is_some_and(|failure| failure.code == Code::SignInAgain) {
            self.forget_refused(token);
        }
        let Some(((), moved)) = self.write(|c| end(c, &operation, control.orders(), now)) else {
            return self.ours(5000, Ours::End(run));
        };
        self.checks.lost(&moved);
        self.check(&moved);
        self.soon(Ours::Gone(run));
    }

    fn gone(&mut self, run: RunId) {
        let Some(process) = &mut self.process else { return };
        if let Some(live) = process.live.remove(&run) {
            process.runs.end(&live.operation.id, &live.control);
        }
        self.tick(0);
    }

    fn work(&mut self, run: RunId, worker: usize) {
        let now = self.now;
        let Some(live) = self.live(run) else { return };
        let Some(wave) = live.wave.clone() else { return };
        let operation = live.operation.clone();
        let at = &mut live.workers[worker];
        match at.worker.next() {
            Step::Write(writing) => {
                let answer = at.answer.take();
                let Some((left, moved)) = self.write(|c| write(c, &wave, writing, now)) else {
                    // The worker ends with the error; the others finish what they are at.
                    self.halt(run);
                    return self.over(run, worker);
                };
                self.checks.noted(&self.record, &operation, answer.as_ref(), &moved);
                self.check(&moved);
                if let Some(live) = self.live(run) {
                    live.workers[worker].worker.written(left);
                }
                self.soon(Ours::Work(run, worker));
                self.tick(0);
            }
            Step::Ask(leaving) => self.ask_permit(run, worker, leaving),
            Step::Send(leaving, _) => self.send(run, worker, &leaving),
            Step::Pause(pause) => self.ours(pause.as_millis() as i64, Ours::Paused(run, worker)),
            Step::Over => self.over(run, worker),
        }
    }

    fn over(&mut self, run: RunId, worker: usize) {
        let Some(live) = self.live(run) else { return };
        live.workers[worker].over = true;
        if live.workers.iter().all(|it| it.over) {
            live.wave = None;
            self.soon(Ours::Run(run));
        }
    }

    fn fold(&mut self) {
        let now = self.now;
        let spoken = Checks::before_fold(&self.record, &self.provider);
        let Some((touched, moved)) =
            self.write(|c| fold_arrived(c, now, &Rules::default(), crate::registry::descriptor_of))
        else {
            return self.ours(5000, Ours::Fold);
        };
        self.checks.folded(&self.record, spoken, now);
        self.check(&moved);
        if touched.deliveries == AT_ONCE as usize {
            self.soon(Ours::Fold);
        }
    }

    /// What was changed is what journal and reports give, and nothing is shown as running that does not run.
    pub(super) fn check(&self, moved: &[super::checks::Moved]) {
        self.checks.rows(&self.record, Some(&Checks::keys(moved)));
        let Some(process) = &self.process else { return };
        for phase in [operations::Phase::Running, operations::Phase::Holding] {
            for row in operations::in_phase(&self.record, phase).unwrap() {
                let lives = process.live.values().any(|live| live.operation.id == row.id);
                assert!(lives, "{row:?} is shown as running, and nothing of it runs");
            }
        }
    }
}
