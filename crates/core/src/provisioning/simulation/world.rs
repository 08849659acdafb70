//! The world of one seed: a clock, a queue of what happens next, the record, the process, the provider and a person.

use super::{
    chance::Chance,
    checks::{Checks, Moved},
    event::{Event, Ours, Theirs},
    process::Process,
    provider::Provider,
    trace::Trace,
};
use gangway_domain::MerchantId;
use gangway_record::{Connection, Sql, merchants, stores};
use std::collections::BTreeMap;

/// Unix milliseconds; any.
const BEGIN: i64 = 1_790_000_000_000;
/// A seed that has not come to rest after so many steps never will.
const STEPS: u32 = 200_000;

pub(super) struct World {
    pub(super) now: i64,
    pub(super) chance: Chance,
    pub(super) record: Connection,
    pub(super) merchant: MerchantId,
    /// `None` while it is dead.
    pub(super) process: Option<Process>,
    /// How often it was started; what belonged to an earlier life is forgotten.
    pub(super) life: u32,
    /// The merchant's token in the vault, which outlives the process.
    pub(super) vault: Option<u32>,
    pub(super) tokens: u32,
    pub(super) started: u32,
    pub(super) provider: Provider,
    pub(super) checks: Checks,
    pub(super) trace: Trace,
    pub(super) calm: bool,
    /// Wave workers; another in every seed.
    pub(super) concurrency: usize,
    pub(super) resumed: BTreeMap<String, u32>,
    /// Position, token and life of each request.
    pub(super) requested: BTreeMap<usize, (u32, u32, u32)>,
    /// When each life ended.
    pub(super) died: BTreeMap<u32, i64>,
    pub(super) over: bool,
    queue: BTreeMap<(i64, u64), Event>,
    events: u64,
}

/// What a seed came to.
pub(super) struct Outcome {
    pub(super) hash: u64,
    pub(super) steps: u32,
    pub(super) requests: u32,
    pub(super) lives: u32,
}

/// Plays a seed to its end; panics where a promise is broken.
pub(super) fn play(seed: u64) -> Outcome {
    let mut world = World::new(seed);
    let mut steps = 0;
    while !world.over {
        let Some(((at, _), event)) = world.queue.pop_first() else { break };
        world.now = at;
        world.trace.step(at, &event);
        world.happen(event);
        steps += 1;
        assert!(steps < STEPS, "no end in sight");
    }
    world.at_the_end();
    Outcome { hash: world.trace.hash(), steps, requests: world.checks.sent, lives: world.life }
}

impl World {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let record = gangway_record::in_memory().unwrap();
        let provider = Provider::new(&mut chance);
        let merchant = MerchantId::from("m");
        let concurrency = chance.between(1, 4) as usize;
        let calm_after = chance.between(60, 400) * 1000;
        let mut world = Self {
            now: BEGIN,
            chance,
            record,
            merchant: merchant.clone(),
            process: None,
            life: 0,
            vault: None,
            tokens: 0,
            started: 0,
            provider,
            checks: Checks::default(),
            trace: Trace::default(),
            calm: false,
            concurrency,
            resumed: BTreeMap::new(),
            requested: BTreeMap::new(),
            died: BTreeMap::new(),
            over: false,
            queue: BTreeMap::new(),
            events: 0,
        };
        world.sign_in_row();
        stores::refresh(&world.record, &merchant, &world.provider.rows, BEGIN).unwrap();
        Checks::watch(&world.record);
        world.later(0, Event::Start);
        world.later(1, Event::SignIn);
        world.later(10, Event::Person);
        let (crash, expire) = (world.chance.between(1, 60_000), world.chance.between(1, 200_000));
        world.later(crash, Event::Crash);
        world.later(expire, Event::Expire);
        world.later(calm_after, Event::Calm);
        world
    }

    /// In so many milliseconds; what is due at the same time happens in the order in which it was said.
    pub(super) fn later(&mut self, ms: i64, event: Event) {
        self.queue.insert((self.now + ms, self.events), event);
        self.events += 1;
    }

    pub(super) fn ours(&mut self, ms: i64, event: Ours) {
        self.later(ms, Event::Ours(self.life, event));
    }

    pub(super) fn theirs(&mut self, ms: i64, event: Theirs) {
        self.later(ms, Event::Theirs(event));
    }

    /// After the time that a disk or a scheduler takes.
    pub(super) fn soon(&mut self, event: Ours) {
        let ms = self.chance.between(0, 30);
        self.ours(ms, event);
    }

    /// So many of a thousand, and never in the calm.
    pub(super) fn goes_wrong(&mut self, per_mille: usize) -> bool {
        let wrong = self.chance.per_mille(per_mille);
        wrong && !self.calm
    }

    /// One transaction, as the writer of the record makes it. `None`: the disk was full, and nothing of it was kept.
    pub(super) fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Sql<T>) -> Option<(T, Vec<Moved>)> {
        let fails = self.goes_wrong(12);
        self.record.execute_batch("SAVEPOINT one").unwrap();
        let outcome = work(&self.record).unwrap();
        if fails {
            self.record.execute_batch("ROLLBACK TO one; RELEASE one").unwrap();
            return None;
        }
        self.record.execute_batch("RELEASE one").unwrap();
        Some((outcome, Checks::moved(&self.record)))
    }

    pub(super) fn merchant_row(&self) -> merchants::Merchant {
        merchants::by_id(&self.record, &self.merchant).unwrap().unwrap()
    }

    pub(super) fn sign_in_row(&mut self) {
        let row = merchants::Merchant {
            id: self.merchant.clone(),
            email: "a@b".to_owned(),
            name: "A".to_owned(),
            authorized_at: self.now,
            token_expires_at: Some(i64::MAX),
            refreshed_at: None,
            version: 0,
            revision: 0,
        };
        merchants::authorize(&self.record, &row).unwrap();
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Ours(life, event) if life == self.life && self.process.is_some() => self.step(event),
            // Nobody is there to hear it.
            Event::Ours(..) => {}
            Event::Theirs(event) => self.provider_does(&event),
            Event::Person => self.person_acts(),
            Event::Crash => self.crash(),
            Event::Start => self.start(),
            Event::Expire => self.expire(),
            Event::SignIn => self.sign_in(),
            Event::Calm => self.grow_calm(),
            Event::Tidy => self.tidy(),
        }
        if self.events.is_multiple_of(64) {
            self.checks.rows(&self.record, None);
        }
    }
}
