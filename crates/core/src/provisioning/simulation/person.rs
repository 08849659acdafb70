//! What a person does, as `operate.rs` carries it out; and the end, when a person brings everything to rest.

use super::{
    checks::Checks,
    event::{Event, Ours},
    provider::{OURS, Stage},
    world::World,
};
use crate::{
    Code, Failure,
    provisioning::{
        engine::{REPEATS, due, give_up, insert, reclaim, repeat, rest, waits_for_sign_in},
        plan::drawn_up,
    },
    view::PlanSource,
};
use gangway_domain::{
    ActKind, IntegrationId, OperationId,
    operation::{Kind, StoreState},
};
use gangway_record::{
    audit, deliveries,
    operations::{self, Operation, Phase, open_stores, operation_stores},
};

/// How often a run is told to go on in the calm: a parent whose child failed stays unsent for ever.
const RESUMED: u32 = 4;

impl World {
    pub(super) fn person_acts(&mut self) {
        if self.calm {
            return;
        }
        let next = self.chance.between(1, 15_000);
        self.later(next, Event::Person);
        if self.process.is_none() {
            return;
        }
        let all = operations::list(&self.record, None, u32::MAX).unwrap();
        let ids: Vec<usize> = (0..all.len()).collect();
        let some = self.chance.pick(&ids).map(|at| all[at].clone());
        match (self.chance.below(10), some) {
            (0..=2, _) | (_, None) => self.provision(),
            (3, Some(row)) => self.pause(&row),
            (4 | 5, Some(row)) => self.resume(&row.id),
            (6, Some(row)) => self.stop(&row),
            (7, Some(row)) => self.take_back(&row),
            (8, Some(row)) => {
                if let Some(control) = self.process.as_ref().and_then(|it| it.runs.get(&row.id)) {
                    control.begin();
                }
            }
            (_, Some(_)) => self.ask(false),
        }
    }

    fn provision(&mut self) {
        let Some(token) = self.vault else { return };
        let kind = if self.chance.per_mille(600) { Kind::Provision } else { Kind::Deprovision };
        let share = self.chance.between(100, 1000) as usize;
        let mut stores = Vec::new();
        for at in 0..self.provider.rows.len() {
            if self.chance.per_mille(share) {
                stores.push(self.provider.rows[at].store.id.0.clone());
            }
        }
        let ours = [IntegrationId::from(OURS)];
        let merchant = self.merchant_row();
        let plan = drawn_up(
            &self.record,
            &merchant,
            kind,
            &PlanSource::Stores { stores },
            (&ours[0], &ours),
            &std::collections::HashSet::new(),
        )
        .unwrap();
        if plan.batches.is_empty() {
            return;
        }
        let held = self.chance.per_mille(250);
        let operation = Operation {
            id: OperationId(format!("o{}", self.started)),
            merchant: merchant.id,
            kind,
            integration: ours[0].clone(),
            flags: String::new(),
            phase: if held { Phase::Holding } else { Phase::Running },
            halt: None,
            started_at: self.now,
            ended_at: None,
            hold_until: held.then_some(self.now + 5_000),
            repeats_left: if self.chance.per_mille(700) { REPEATS } else { 0 },
            repeated: 0,
        };
        let act = audit::Act::of(ActKind::OperationStarted, "", self.now);
        if let Some((true, _)) = self.write(|c| insert(c, &operation, &plan, &act)) {
            self.set_off(operation, token);
        }
    }

    fn pause(&mut self, row: &Operation) {
        let Some(process) = &self.process else { return };
        if let Some(control) = process.runs.get(&row.id).filter(|_| row.phase == Phase::Running) {
            control.rest();
        }
    }

    fn stop(&mut self, row: &Operation) {
        let control = self.process.as_ref().and_then(|it| it.runs.get(&row.id));
        if control.is_some() && row.phase == Phase::Holding {
            return self.take_back(row);
        }
        if let Some(control) = &control {
            control.stop();
        }
        let now = self.now;
        self.write(|c| give_up(c, row, &[Phase::Paused], Phase::Stopped, now));
    }

    fn take_back(&mut self, row: &Operation) {
        let now = self.now;
        let Some((true, _)) = self.write(|c| give_up(c, row, &[Phase::Holding], Phase::Undone, now)) else { return };
        if let Some(control) = self.process.as_ref().and_then(|it| it.runs.get(&row.id)) {
            control.stop();
        }
    }

    fn resume(&mut self, id: &OperationId) {
        let Some(token) = self.vault else { return };
        let Some(mut row) = operations::by_id(&self.record, id).unwrap() else { return };
        let ours = [IntegrationId::from(OURS)];
        let left = self.write(|c| reclaim(c, &row, &ours));
        if left.is_none_or(|(left, _)| left.unwrap_or_default() == 0) {
            return;
        }
        (row.phase, row.halt, row.ended_at, row.hold_until) = (Phase::Running, None, None, None);
        self.set_off(row, token);
    }

    /// What was not done is sent again, as `repeat_what_was_not_done` does it.
    pub(super) fn repeat_what_was_not_done(&mut self) {
        let (now, ours) = (self.now, [IntegrationId::from(OURS)]);
        for row in due(&self.record).unwrap() {
            let Some(token) = self.vault else {
                let why = Failure::new(Code::SignInAgain, "no token");
                self.write(|c| rest(c, &row.id, &why));
                continue;
            };
            if let Some((Some(operation), moved)) = self.write(|c| repeat(c, &row.id, &ours, now)) {
                assert!(operation.repeats_left < row.repeats_left, "a run repeats without an end");
                self.set_off(operation, token);
                self.check(&moved);
            }
        }
    }

    pub(super) fn sign_in(&mut self) {
        if self.process.is_none() {
            return self.later(5_000, Event::SignIn);
        }
        self.tokens += 1;
        (self.vault, self.provider.token) = (Some(self.tokens), Some(self.tokens));
        self.sign_in_row();
        let paused = operations::in_phase(&self.record, Phase::Paused).unwrap();
        for row in paused.iter().filter(|row| waits_for_sign_in(row)) {
            self.resume(&row.id);
        }
        self.ask(false);
    }

    pub(super) fn grow_calm(&mut self) {
        self.calm = true;
        if self.process.is_none() {
            self.later(0, Event::Start);
        }
        self.later(1, Event::SignIn);
        self.later(5_000, Event::Tidy);
    }

    /// Goes on with what rests until nothing is left to be done, and nothing is on its way.
    pub(super) fn tidy(&mut self) {
        let mut rests = Vec::new();
        for row in operations::list(&self.record, None, u32::MAX).unwrap() {
            if self.vault.is_none() {
                break;
            }
            let times = self.resumed.entry(row.id.0.clone()).or_default();
            let planned = !operation_stores::in_state(&self.record, &row.id, StoreState::Planned).unwrap().is_empty();
            if planned && *times < RESUMED && !matches!(row.phase, Phase::Undone | Phase::Running | Phase::Holding) {
                *times += 1;
                rests.push(row.id);
            } else if planned && row.phase == Phase::Paused {
                // Nothing of it is left that could be sent; the window says so, and a person stops it.
                self.stop(&row);
            }
        }
        for id in &rests {
            self.resume(id);
        }
        let open = open_stores::open(&self.record, None).unwrap();
        let waits = !open.is_empty() || !due(&self.record).unwrap().is_empty();
        let works = self.provider.requests.iter().any(|it| it.stage == Stage::UnderWay);
        let folds = !deliveries::to_fold(&self.record, 1).unwrap().is_empty();
        let lives = self.process.as_ref().is_none_or(|it| !it.live.is_empty());
        if self.vault.is_some() && rests.is_empty() && !waits && !works && !folds && !lives && !self.any_sending() {
            self.over = true;
            return;
        }
        self.later(5_000, Event::Tidy);
        if folds {
            self.soon(Ours::Fold);
        }
    }

    /// Every store is final, or it is explained why not.
    pub(super) fn at_the_end(&self) {
        assert!(self.over, "nothing happens any more, and it is not at its end");
        self.checks.rows(&self.record, None);
        let _ = Checks::moved(&self.record);
        for row in operations::list(&self.record, None, u32::MAX).unwrap() {
            let counts = operation_stores::counts(&self.record, &row.id).unwrap();
            for (state, stores) in counts {
                let explained = match state {
                    // The run has ended, in a way that says so.
                    StoreState::Planned => row.ended_at.is_some(),
                    state => state.is_final(),
                };
                assert!(explained, "{stores} stores of {row:?} end {state:?}");
            }
        }
    }
}
