//! The provider's side of the network: requests arrive, work is done, reports are sent until they are taken.

use super::{
    event::{Event, Ours, Status, Theirs},
    provider::Stage,
    sending::ARRIVES_MS,
    world::World,
};
use gangway_record::{
    deliveries::{self, NewDelivery},
    operations,
};
use sha2::{Digest, Sha256};

/// Between two tries of a report; then it is given up, and with it the result.
const TRIES: [i64; 5] = [1_000, 5_000, 30_000, 120_000, 600_000];

impl World {
    pub(super) fn provider_does(&mut self, event: &Theirs) {
        match *event {
            Theirs::Request { request, back } => self.receive(request, back),
            Theirs::Perform(request) => self.perform(request),
            Theirs::Report(report, tries) => self.deliver(report, tries),
            Theirs::Question { life, asked, token } => {
                let holds = self.provider.token == Some(token);
                let answer = if holds { Status::Tree(self.provider.rows.clone()) } else { Status::Refused(token) };
                let ms = self.chance.between(1, 3_000);
                self.later(ms, Event::Ours(life, Ours::Status { asked, answer }));
            }
        }
    }

    fn receive(&mut self, request: usize, back: Option<(u32, u32, usize)>) {
        let (position, token, life) = self.requested[&request];
        if self.died.get(&life).is_some_and(|died| self.now - died > ARRIVES_MS) {
            // Cut off when its process died, and lost since.
            self.provider.requests[request].stage = Stage::Over;
            return;
        }
        let (submission, works) = self.provider.receive(request, token, &mut self.chance, self.calm);
        if works {
            let slow = self.chance.per_mille(200);
            let ms = self.chance.between(1, if slow { 20_000 } else { 1_500 });
            self.theirs(ms, Theirs::Perform(request));
        }
        // A result may overtake the answer of its own request.
        let late = self.chance.per_mille(100);
        let ms = self.chance.between(1, if late { 3_000 } else { 100 });
        if let Some((life, run, worker)) = back {
            self.later(ms, Event::Ours(life, Ours::Answer { run, worker, position, submission }));
        }
    }

    fn perform(&mut self, request: usize) {
        let report = self.provider.perform(request, self.now, &mut self.chance, self.calm);
        if self.goes_wrong(60) {
            return;
        }
        let late = self.goes_wrong(80);
        let ms = self.chance.between(1, if late { 90_000 } else { 300 });
        self.theirs(ms, Theirs::Report(report, 0));
        if self.goes_wrong(60) {
            let ms = self.chance.between(1, 40_000);
            self.theirs(ms, Theirs::Report(report, 0));
        }
        if self.goes_wrong(50) {
            // The provider contradicts itself: it corrects an earlier word, or an outdated one arrives.
            let truth = self.chance.per_mille(500);
            let at = if truth { self.now + 900 } else { self.now - 900 };
            let other = self.provider.contradict(report, at, truth);
            let ms = self.chance.between(1, 20_000);
            self.theirs(ms, Theirs::Report(other, 0));
        }
    }

    fn deliver(&mut self, report: usize, tries: usize) {
        let body = self.provider.reports[report].body.clone();
        let taken = self.process.is_some() && !self.goes_wrong(20) && self.append(&body);
        // Taken, and the 2xx is lost.
        if taken && !self.goes_wrong(30) {
            return;
        }
        if let Some(pause) = TRIES.get(tries) {
            self.theirs(*pause, Theirs::Report(report, tries + 1));
        }
    }

    /// On disk before it is answered.
    fn append(&mut self, body: &str) -> bool {
        let delivery = NewDelivery {
            endpoint: "e".into(),
            provider: "rappi".to_owned(),
            event: "STORE_PROVISIONING_STATUS".to_owned(),
            at: self.now,
            verdict: gangway_record::deliveries::Verdict::Verified,
            form: Some("raw"),
            signed_with: None,
            why: None,
            detail: None,
            answered: 200,
            took_us: 1,
            headers: "[]".to_owned(),
            body: body.as_bytes().to_vec(),
            key: Sha256::digest(body)[..16].try_into().ok(),
        };
        let Some(mut process) = self.process.take() else { return false };
        let kept = self.write(|c| deliveries::append(c, &mut process.keys, &delivery)).is_some();
        if kept {
            process.keys.kept(&self.record);
            self.soon(Ours::Fold);
        } else {
            process.keys.back_to(0);
        }
        self.process = Some(process);
        kept
    }

    pub(super) fn expire(&mut self) {
        if self.calm {
            return;
        }
        self.provider.token = None;
        let (back, next) = (self.chance.between(1, 60_000), self.chance.between(1, 300_000));
        self.later(back, Event::SignIn);
        self.later(back + next, Event::Expire);
    }

    pub(super) fn any_sending(&self) -> bool {
        [operations::Phase::Running, operations::Phase::Holding]
            .iter()
            .any(|phase| !operations::in_phase(&self.record, *phase).unwrap().is_empty())
    }
}
