//! A model of Rappi: what is true, what is under way, and what it says. An independent reading, like the sandbox.

use super::chance::Chance;
use gangway_domain::{
    BatchId, OperationId, StoreId,
    operation::Kind,
    tree::{Row, Store},
};
use gangway_providers::{
    net::{ApiErrorKind, Forbidden, Problem},
    rappi::{Rejected, Submission, Taken, UnknownOutcome},
};
use std::time::Duration;

pub(super) const OURS: &str = "ours";

/// One request, as it truly is.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) operation: OperationId,
    pub(super) position: u32,
    pub(super) kind: Kind,
    /// All that it holds.
    pub(super) stores: Vec<StoreId>,
    /// What it may do something to, or did: all of it until it arrived, then what was taken on.
    taken: Vec<StoreId>,
    pub(super) stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// On its way, or taken on and not worked on yet: it may still do something.
    UnderWay,
    /// It did what it did.
    Over,
}

/// One report about one request.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) request: usize,
    pub(super) body: String,
}

pub(super) struct Provider {
    /// In preorder; the truth.
    pub(super) rows: Vec<Row>,
    pub(super) requests: Vec<Request>,
    pub(super) reports: Vec<Report>,
    /// The merchant's token that holds, if any.
    pub(super) token: Option<u32>,
}

impl Provider {
    pub(super) fn new(chance: &mut Chance) -> Self {
        let mut rows = Vec::new();
        let wanted = chance.between(4, 70) as usize;
        while rows.len() < wanted {
            let top = rows.len() as u32;
            rows.push(row(chance, rows.len(), None));
            for _ in 0..chance.pick(&[0, 0, 1, 3, 8]).unwrap_or_default() {
                let child = rows.len() as u32;
                rows.push(row(chance, rows.len(), Some(top)));
                // A few are three levels deep.
                if chance.per_mille(150) {
                    rows.push(row(chance, rows.len(), Some(child)));
                }
            }
        }
        Self { rows, requests: Vec::new(), reports: Vec::new(), token: None }
    }

    /// Whether a request may still do something to a store.
    pub(super) fn under_way(&self, store: &StoreId) -> Option<&Request> {
        self.requests.iter().find(|it| it.stage == Stage::UnderWay && it.taken.contains(store))
    }

    /// The answer to a request that arrived, and how long the provider works on what it took on.
    pub(super) fn receive(&mut self, at: usize, token: u32, chance: &mut Chance, calm: bool) -> (Submission, bool) {
        let fate = if calm { 1000 } else { chance.below(1000) };
        if let Some(refusal) = self.refusal(fate, token, chance) {
            self.requests[at].stage = Stage::Over;
            return (refusal, false);
        }
        let (mut accepted, mut rejected, mut silent) = (Vec::new(), Vec::new(), Vec::new());
        for store in self.requests[at].stores.clone() {
            let below = self.requests[at].kind == Kind::Deprovision && self.any_below(&store);
            if below || !calm && chance.per_mille(25) {
                let reason = if below { "has_integrated_children" } else { "not_owned" };
                rejected.push(Rejected { store, reason: reason.into(), children: Vec::new() });
            } else if !calm && chance.per_mille(8) {
                silent.push(store);
            } else {
                accepted.push(store);
            }
        }
        if accepted.is_empty() && silent.is_empty() {
            self.requests[at].stage = Stage::Over;
            let none = Taken { status: 422, batch: None, accepted, rejected, message: None, took_ms: 1 };
            return (Submission::Taken(none), false);
        }
        self.requests[at].taken = accepted.iter().chain(&silent).cloned().collect();
        let answer = match fate {
            90..120 => unknown("503"),
            120..140 => unknown("202 empty"),
            _ => Submission::Taken(Taken {
                status: 202,
                batch: Some(BatchId(format!("b{at}"))),
                accepted,
                rejected,
                message: None,
                took_ms: 1,
            }),
        };
        (answer, true)
    }

    /// The answer instead of any work.
    fn refusal(&self, fate: usize, token: u32, chance: &mut Chance) -> Option<Submission> {
        let text = "no".into();
        let error = match fate {
            _ if self.token != Some(token) => ApiErrorKind::MerchantToken { text },
            0..40 => {
                let retry_after = chance.per_mille(500).then(|| Duration::from_secs(chance.below(40) as u64));
                ApiErrorKind::RateLimited { retry_after }
            }
            40..52 => ApiErrorKind::Refused { status: 409, problems: vec![Problem::words(text)] },
            52..56 => ApiErrorKind::NotAllowed { why: Forbidden::Merchant, text },
            56..60 => ApiErrorKind::Credentials { status: 401, text },
            60..90 => return Some(unknown("424")),
            _ => return None,
        };
        Some(Submission::NotTaken(error.by(gangway_domain::Provider::Rappi)))
    }

    /// Does the work; the number of its report.
    pub(super) fn perform(&mut self, at: usize, now: i64, chance: &mut Chance, calm: bool) -> usize {
        self.requests[at].stage = Stage::Over;
        let (kind, taken) = (self.requests[at].kind, self.requests[at].taken.clone());
        let outcomes = taken.into_iter().map(|store| {
            let fails = !calm && chance.per_mille(50);
            let here = self.rows.iter_mut().find(|row| row.store.id == store).map(|row| &mut row.store.integration);
            let Some(here) = here else { return (store, false) };
            let done = !fails && here.is_some() == (kind == Kind::Deprovision);
            if done {
                *here = (kind == Kind::Provision).then(|| OURS.into());
            }
            (store, done)
        });
        let outcomes: Vec<_> = outcomes.collect();
        self.report(at, now, &outcomes)
    }

    /// The same batch, with another word about each store. `truth`: it is so, and the first report was wrong.
    pub(super) fn contradict(&mut self, report: usize, at: i64, truth: bool) -> usize {
        let request = self.reports[report].request;
        let kind = self.requests[request].kind;
        let taken = self.requests[request].taken.clone();
        let outcomes = taken.into_iter().map(|store| {
            let now = self.rows.iter_mut().find(|row| row.store.id == store).map(|row| &mut row.store.integration);
            let done = now.as_ref().is_some_and(|it| it.is_some() == (kind == Kind::Provision));
            if let (true, Some(now)) = (truth, now) {
                *now = (done == (kind == Kind::Deprovision)).then(|| OURS.into());
            }
            (store, !done)
        });
        let outcomes: Vec<_> = outcomes.collect();
        self.report(request, at, &outcomes)
    }

    fn report(&mut self, request: usize, at: i64, outcomes: &[(StoreId, bool)]) -> usize {
        let (operation, done) = match self.requests[request].kind {
            Kind::Provision => ("PROVISION", "ACTIVE"),
            Kind::Deprovision => ("DEPROVISION", "INACTIVE"),
        };
        let results: Vec<_> = outcomes
            .iter()
            .map(|(store, success)| {
                let (status, code) = if *success { (done, 201) } else { ("FAILED", 409) };
                serde_json::json!({ "storeId": store.0, "integrationId": OURS, "brand": "B", "status": status, "httpCode": code })
            })
            .collect();
        let time = jiff::Timestamp::from_millisecond(at).unwrap_or_default().to_string();
        let body = serde_json::json!({
            "batchId": format!("b{request}"), "integrationId": OURS, "operation": operation, "results": results, "timestamp": time,
        });
        self.reports.push(Report { request, body: body.to_string() });
        self.reports.len() - 1
    }

    fn any_below(&self, store: &StoreId) -> bool {
        let Some(above) = self.rows.iter().position(|row| row.store.id == *store) else { return false };
        let below = self.rows[above + 1..].iter().take_while(|row| row.parent.is_some_and(|it| it as usize >= above));
        below.into_iter().any(|row| row.store.integration.is_some())
    }
}

impl Request {
    pub(super) fn new(operation: OperationId, position: u32, kind: Kind, stores: Vec<StoreId>) -> Self {
        let taken = stores.clone();
        Self { operation, position, kind, stores, taken, stage: Stage::UnderWay }
    }
}

fn unknown(answer: &str) -> Submission {
    Submission::Unknown(UnknownOutcome { answer: answer.to_owned(), message: None, cut: None })
}

fn row(chance: &mut Chance, number: usize, parent: Option<u32>) -> Row {
    let integration = match chance.below(100) {
        0..30 => Some(OURS.into()),
        30..34 => Some("theirs".into()),
        _ => None,
    };
    let name = if chance.per_mille(10) { String::new() } else { format!("Store {number}") };
    Row { store: Store { id: format!("s{number}").into(), name, brand: "B".to_owned(), integration }, parent }
}
