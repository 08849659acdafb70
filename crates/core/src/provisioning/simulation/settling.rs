//! Settling: the clock of late results and the status calls, one at a time, as `settle.rs` and `refresh.rs` do it.

use super::{
    event::{Ours, Status, Theirs},
    process::{DOUBT_MS, NO_RESULT_MS, OVERDUE_MS},
    sending::CALL_MS,
    world::World,
};
use crate::provisioning::engine::{Asked, Limits, due, looked, mark_overdue};
use gangway_record::{merchants, operations::open_stores};
use std::time::Duration;

const LIMITS: Limits = Limits { unknown_ms: DOUBT_MS, no_result_ms: NO_RESULT_MS };

impl World {
    /// The clock of late results is looked at in so many milliseconds; whatever was planned before is forgotten.
    pub(super) fn tick(&mut self, ms: i64) {
        let Some(process) = &mut self.process else { return };
        if process.asks.contains(&true) {
            return;
        }
        process.clock += 1;
        let number = process.clock;
        self.ours(ms, Ours::Clock(number));
    }

    pub(super) fn clock(&mut self, number: u32) {
        let now = self.now;
        if self.process.as_ref().is_none_or(|it| it.clock != number) {
            return;
        }
        if open_stores::any_late(&self.record, now - OVERDUE_MS).unwrap() {
            let Some((_, moved)) = self.write(|c| mark_overdue(c, now, OVERDUE_MS)) else { return self.tick(500) };
            self.checks.late(&moved);
            self.check(&moved);
        }
        let in_doubt = open_stores::merchants_with_unknown(&self.record).unwrap();
        let Some(process) = &mut self.process else { return };
        let since = Duration::from_millis((now - process.began) as u64);
        if !process.asking.due(&in_doubt, since).is_empty() {
            return self.ask(true);
        }
        self.repeat_what_was_not_done();
        let open = open_stores::any_open(&self.record, None).unwrap() || !due(&self.record).unwrap().is_empty();
        self.tick(if open { 500 } else { 30_000 });
    }

    /// A refresh; it waits for its turn.
    pub(super) fn ask(&mut self, by_the_clock: bool) {
        let Some(process) = &mut self.process else { return };
        process.asks.push_back(by_the_clock);
        if process.asks.len() == 1 {
            self.question();
        }
    }

    fn question(&mut self) {
        let asked = Asked { at: self.now, revision: self.merchant_row().revision };
        let Some(token) = self.vault.filter(|_| self.merchant_row().token_expires_at.is_some()) else {
            return self.soon(Ours::Status { asked, answer: Status::Failed });
        };
        if self.goes_wrong(100) {
            return self.ours(CALL_MS, Ours::Status { asked, answer: Status::Failed });
        }
        let ms = self.chance.between(1, 300);
        self.theirs(ms, Theirs::Question { life: self.life, asked, token });
    }

    pub(super) fn status(&mut self, asked: Asked, answer: Status) {
        match answer {
            Status::Tree(rows) => {
                let merchant = self.merchant.clone();
                let applied = rows.clone();
                if let Some((_, moved)) = self.write(|c| looked(c, &merchant, applied, asked, LIMITS, None)) {
                    self.checks.looked((&rows, asked.at), &self.record, &moved, &self.provider);
                    self.check(&moved);
                }
            }
            Status::Refused(token) => self.forget_refused(token),
            Status::Failed => {}
        }
        let Some(process) = &mut self.process else { return };
        let by_the_clock = process.asks.pop_front() == Some(true);
        if !process.asks.is_empty() {
            self.question();
        }
        if by_the_clock {
            self.tick(500);
        }
    }

    pub(super) fn forget_refused(&mut self, token: u32) {
        if self.vault == Some(token) {
            self.vault = None;
            merchants::forget_token(&self.record, &self.merchant).unwrap();
        }
    }
}
