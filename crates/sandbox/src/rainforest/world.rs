//! The truth: every application of every merchant of this platform.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{application::Application, ids::id, status::Status};
use crate::random::Seeded;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// So many of a hundred applications are in each status.
const SHARES: [(usize, Status); 7] = [
    (10, Status::Created),
    (18, Status::InProgress),
    (14, Status::Processing),
    (20, Status::NeedsInformation),
    (8, Status::InReview),
    (24, Status::Completed),
    (6, Status::Declined),
];

/// All applications, in the order in which they were made.
pub(crate) struct World(Mutex<Inner>);

pub(crate) struct Inner {
    pub(crate) applications: Vec<Application>,
    by_id: HashMap<String, usize>,
    by_merchant: HashMap<String, Vec<usize>>,
    random: Seeded,
}

impl World {
    /// `count` applications that were made in the days before `now` (Unix milliseconds).
    pub(crate) fn new(seed: u64, count: usize, now: i64) -> Self {
        let mut inner = Inner {
            applications: Vec::with_capacity(count),
            by_id: HashMap::new(),
            by_merchant: HashMap::new(),
            random: Seeded::new(seed, "rainforest applications"),
        };
        for _ in 0..count {
            inner.grown(now);
        }
        Self(Mutex::new(inner))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// A new application that was made at `at`; of a new merchant, unless one is named.
    pub(crate) fn create(&mut self, merchant: Option<String>, at: i64) -> &mut Application {
        let merchant = merchant.unwrap_or_else(|| id(&mut self.random, "sbx_mid"));
        let mut made = Application {
            id: id(&mut self.random, "sbx_app"),
            merchant: merchant.clone(),
            status: Status::Created,
            times: super::status::Times::default(),
            seed: self.random.next(),
            set: serde_json::Map::new(),
        };
        made.reach(Status::Created, at);
        let place = self.applications.len();
        self.by_id.insert(made.id.clone(), place);
        self.by_merchant.entry(merchant).or_default().push(place);
        self.applications.push(made);
        &mut self.applications[place]
    }

    pub(crate) fn one(&mut self, id: &str) -> Option<&mut Application> {
        let place = *self.by_id.get(id)?;
        self.applications.get_mut(place)
    }

    /// Of one merchant, oldest first; `None` for a merchant that is not known.
    pub(crate) fn of_merchant(&self, merchant: &str) -> Option<Vec<&Application>> {
        let places = self.by_merchant.get(merchant)?;
        Some(places.iter().map(|place| &self.applications[*place]).collect())
    }

    /// One that has a past.
    fn grown(&mut self, now: i64) {
        let status = self.some_status();
        let (days, hours) = (self.random.below(20) as i64 + 4, self.random.below(24) as i64);
        let again = self.random.below(8) == 0 && !self.applications.is_empty();
        let merchant = again.then(|| {
            let earlier = self.random.below(self.applications.len());
            self.applications[earlier].merchant.clone()
        });
        let resubmitted = self.random.below(3) == 0;
        let steps = way(status, resubmitted);
        let begun = now - days * DAY - hours * HOUR;
        let paces: Vec<i64> = steps.iter().map(|_| (self.random.below(28) as i64 + 2) * HOUR).collect();
        let made = self.create(merchant, begun);
        let mut at = begun;
        for (step, pace) in steps.into_iter().zip(paces) {
            at = (at + pace).min(now - HOUR);
            made.reach(step, at);
        }
    }

    fn some_status(&mut self) -> Status {
        let mut left = self.random.below(100);
        for (share, status) in SHARES {
            if left < share {
                return status;
            }
            left -= share;
        }
        Status::Created
    }
}

/// How an application gets from CREATED to a status (docs/wire.md 2.2).
fn way(to: Status, resubmitted: bool) -> Vec<Status> {
    use Status::{InProgress, NeedsInformation, Processing};
    let mut steps = match to {
        Status::Created => return Vec::new(),
        InProgress => return vec![InProgress],
        Processing if !resubmitted => return vec![InProgress, Processing],
        _ => vec![InProgress, Processing],
    };
    if resubmitted && to != NeedsInformation {
        steps.extend([NeedsInformation, Processing]);
    }
    if to != Processing {
        steps.push(to);
    }
    steps
}
