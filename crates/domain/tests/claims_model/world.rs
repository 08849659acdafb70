//! What there is: a relay with one claim, devices, and requests on their way to a provider.
//!
//! Only differences of times and the order of the log's entries decide anything, so [`World::normal`] counts times from now, and
//! entries from the oldest that anybody remembers. That makes the worlds finite: no end is set to time.

use crate::steps::Step;
use gangway_domain::claims::Claimed;
use stateright::{Model, Property};
use std::collections::BTreeSet;

/// Devices.
pub(crate) const DEVICES: usize = 2;
/// A permit counts for so many ticks from before it was asked.
pub(crate) const PERMIT: i64 = 2;
/// A request is on its way, and worked on, for so many ticks at most.
pub(crate) const FLIGHT: i64 = 1;
/// A device that says nothing for so long is silent.
pub(crate) const LEASE: i64 = 1;
/// So long an unknown outcome lasts before the status call that ends it is made.
pub(crate) const UNKNOWN: i64 = 2;
/// By so much somebody sets a clock back.
pub(crate) const SET_BACK: i64 = 2;
/// What is longer ago is as good as that.
const LONG_AGO: i64 = 4;

pub(crate) const ONCE: &str = "a store is sent only while nothing of it is open, and not again when it is done";
pub(crate) const DONE: &str = "a store is done, and everybody may know";
pub(crate) const SENT_AGAIN: &str = "what was not done the first time is sent again, by the other device";
pub(crate) const LOOKED_AT: &str = "another device asks the provider about an unknown outcome";
pub(crate) const PASSED_ON: &str = "an unknown outcome is ended, and the other device sends";

/// What the protocol insists on.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule that is kept or not")]
pub(crate) struct Rules {
    pub(crate) permit_ends: bool,
    pub(crate) by_wall_clock: bool,
    pub(crate) fenced: bool,
    pub(crate) unknown_lasts: bool,
    pub(crate) silence_is_unknown: bool,
    pub(crate) must_know: bool,
}

impl Rules {
    pub(crate) const KEPT: Self = Self {
        permit_ends: true,
        by_wall_clock: false,
        fenced: true,
        unknown_lasts: true,
        silence_is_unknown: true,
        must_know: true,
    };
}

pub(crate) struct Team {
    pub(crate) rules: Rules,
}

/// What a device is at, as far as it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Task {
    Idle,
    /// Journalled, and a permit was asked for at this moment.
    Asking(i64),
    /// It may write, as far as the permit counts.
    Permitted(i64),
    /// It wrote, and waits for the answer.
    Sent,
    /// Nobody here knows since then.
    Unknown(i64),
    /// It knows whether it was done; the relay may not.
    Known(bool),
    /// About to ask the provider, of an unknown outcome of somebody: its fence, and the relay's clock before.
    Looking(u64, i64),
    /// It asked, and is about to say so.
    Looked(u64, i64, bool),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Device {
    pub(crate) task: Task,
    /// The outcome that it read of last, and whether the log said by then that the store is done.
    pub(crate) knows: u64,
    pub(crate) sees_done: bool,
    /// Somebody set its clock back.
    pub(crate) set_back: bool,
}

/// That what `by` sent was done or not: on its way to the relay. It may come at any time, again and again, or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Outcome {
    pub(crate) by: u8,
    pub(crate) fence: u64,
    pub(crate) done: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct World {
    pub(crate) now: i64,
    pub(crate) claim: Claimed<u8>,
    pub(crate) entries: u64,
    /// Whether an entry says that the store is done.
    pub(crate) said_done: bool,
    /// Until when the holder is not silent.
    pub(crate) lease: i64,
    pub(crate) devices: [Device; DEVICES],
    pub(crate) outcome: Option<Outcome>,
    /// Requests on their way, with their senders and the moment at which they are over.
    pub(crate) flights: BTreeSet<(u8, i64)>,
    /// The provider has done it.
    pub(crate) done: bool,
    /// The device that had the newest permit of before, and whether its outcome was ended by the other one.
    pub(crate) before: Option<(u8, bool)>,
    pub(crate) sent_twice: bool,
}

impl World {
    fn new() -> Self {
        let device = || Device { task: Task::Idle, knows: 0, sees_done: false, set_back: false };
        Self {
            now: 0,
            claim: Claimed::default(),
            entries: 0,
            said_done: false,
            lease: 0,
            devices: std::array::from_fn(|_| device()),
            outcome: None,
            flights: BTreeSet::new(),
            done: false,
            before: None,
            sent_twice: false,
        }
    }

    /// Every time and every number of an entry that anybody remembers.
    fn remembered(&mut self) -> (Vec<&mut i64>, Vec<&mut u64>) {
        let (mut times, mut entries) = (vec![&mut self.lease], vec![&mut self.claim.outcome, &mut self.entries]);
        if let Some(held) = &mut self.claim.held {
            times.push(&mut held.since);
            entries.push(&mut held.fence);
        }
        entries.extend(self.outcome.as_mut().map(|it| &mut it.fence));
        for device in &mut self.devices {
            entries.push(&mut device.knows);
            match &mut device.task {
                Task::Asking(at) | Task::Permitted(at) | Task::Unknown(at) => times.push(at),
                Task::Looking(fence, at) | Task::Looked(fence, at, _) => {
                    times.push(at);
                    entries.push(fence);
                }
                Task::Idle | Task::Sent | Task::Known(_) => {}
            }
        }
        (times, entries)
    }

    fn normal(mut self) -> Self {
        let now = std::mem::take(&mut self.now);
        self.flights = self.flights.iter().map(|(by, until)| (*by, until - now)).collect();
        let (times, mut entries) = self.remembered();
        for time in times {
            *time = (*time - now).max(-LONG_AGO);
        }
        let known: BTreeSet<u64> = entries.iter().map(|it| **it).filter(|it| *it > 0).collect();
        for entry in &mut entries {
            **entry = known.range(..=**entry).count() as u64;
        }
        // Silent is silent, and over is over.
        self.lease = self.lease.max(0);
        for device in &mut self.devices {
            if let Task::Unknown(since) = &mut device.task {
                *since = (*since).max(-UNKNOWN);
            }
        }
        self
    }
}

impl Model for Team {
    type State = World;
    type Action = Step;

    fn init_states(&self) -> Vec<World> {
        vec![World::new()]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        self.possible(world, steps);
    }

    fn next_state(&self, world: &World, step: Step) -> Option<World> {
        let mut after = world.clone();
        self.play(&mut after, step).then(|| after.normal())
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(ONCE, |_, world: &World| !world.sent_twice),
            Property::sometimes(DONE, |_, world: &World| {
                world.done && world.claim.held.is_none() && world.devices.iter().all(|it| it.sees_done)
            }),
            Property::sometimes(SENT_AGAIN, |_, world: &World| sends_after(world, false)),
            Property::sometimes(PASSED_ON, |_, world: &World| sends_after(world, true)),
            Property::sometimes(LOOKED_AT, |_, world: &World| {
                let by = world.claim.held.as_ref().map(|held| held.by);
                let looks = |(d, it): (usize, &Device)| matches!(it.task, Task::Looked(..)) && by == Some(1 - d as u8);
                world.devices.iter().enumerate().any(looks)
            }),
        ]
    }
}

/// A device sends what the other one had a permit for before.
fn sends_after(world: &World, by_status: bool) -> bool {
    world.flights.iter().any(|(by, _)| world.before == Some((1 - by, by_status)))
}
