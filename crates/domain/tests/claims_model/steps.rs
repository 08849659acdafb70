//! What can happen, and what comes of it.

use crate::world::{DEVICES, FLIGHT, LEASE, Outcome, PERMIT, Rules, SET_BACK, Task, Team, UNKNOWN, World};
use gangway_domain::claims::{Claimed, Event, Grant, Refused, Stage, claimed_again, next};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    Tick,
    /// What says an outcome comes to the relay. It may come again.
    OutcomeComes,
    /// It never does.
    OutcomeIsLost,
    Silence,
    Renews(u8),
    Reads(u8),
    SetBack(u8),
    /// Its process ends and begins again.
    Dies(u8),
    Asks(u8),
    /// The relay gets what it asked, and the answer comes.
    Permitted(u8),
    /// It sends nothing: the answer did not come, or it does not go on.
    GivesUp(u8),
    Writes(u8),
    /// The request arrives and is done; its sender is answered, or is cut off.
    Arrives(u8, i64, bool),
    Vanishes(u8, i64),
    /// The sender is cut off while the request is on its way.
    Cut(u8),
    /// It asks the provider about its own unknown outcome.
    FindsOut(u8),
    Tells(u8),
    BeginsToLook(u8),
    Looks(u8),
    SaysWhatItSaw(u8),
}

impl Team {
    pub(crate) fn possible(&self, world: &World, steps: &mut Vec<Step>) {
        steps.extend([Step::Tick, Step::Silence]);
        if world.outcome.is_some() {
            steps.extend([Step::OutcomeComes, Step::OutcomeIsLost]);
        }
        for &(by, until) in &world.flights {
            steps.extend([Step::Arrives(by, until, true), Step::Arrives(by, until, false), Step::Vanishes(by, until)]);
        }
        for d in 0..DEVICES as u8 {
            steps.extend([Step::Reads(d), Step::Dies(d), Step::Renews(d), Step::Tells(d)]);
            if self.rules.by_wall_clock {
                steps.push(Step::SetBack(d));
            }
            match world.devices[usize::from(d)].task {
                Task::Idle => steps.extend([Step::Asks(d), Step::BeginsToLook(d)]),
                Task::Asking(_) => steps.extend([Step::Permitted(d), Step::GivesUp(d)]),
                Task::Permitted(_) => steps.extend([Step::Writes(d), Step::GivesUp(d)]),
                Task::Sent => steps.push(Step::Cut(d)),
                Task::Unknown(_) => steps.push(Step::FindsOut(d)),
                Task::Known(_) => {}
                Task::Looking(..) => steps.push(Step::Looks(d)),
                Task::Looked(..) => steps.push(Step::SaysWhatItSaw(d)),
            }
        }
    }

    /// `false`: it cannot happen now.
    pub(crate) fn play(&self, world: &mut World, step: Step) -> bool {
        match step {
            // What is on its way is over in time.
            Step::Tick if world.flights.iter().any(|(_, until)| *until <= world.now) => false,
            Step::Tick => {
                world.now += 1;
                true
            }
            Step::OutcomeComes => outcome_comes(self.rules, world),
            Step::OutcomeIsLost => world.outcome.take().is_some(),
            Step::Silence => silence(self.rules, world),
            Step::Renews(d) => world.claim.held.as_ref().is_some_and(|held| held.by == d) && renews(world),
            Step::Reads(d) => reads(world, d),
            Step::SetBack(d) => !std::mem::replace(&mut world.devices[usize::from(d)].set_back, true),
            Step::Dies(d) => dies(world, d),
            Step::Asks(d) => asks(world, d),
            Step::Permitted(d) => permitted(self.rules, world, d),
            Step::GivesUp(d) => become_task(world, d, Task::Known(false)),
            Step::Writes(d) => writes(self.rules, world, d),
            Step::Arrives(d, until, answered) => {
                world.flights.remove(&(d, until));
                world.done = true;
                ends(world, d, answered)
            }
            Step::Vanishes(d, until) => {
                world.flights.remove(&(d, until));
                ends(world, d, false)
            }
            Step::Cut(d) => ends(world, d, false),
            Step::FindsOut(d) => finds_out(world, d),
            Step::Tells(d) => tells(world, d),
            Step::BeginsToLook(d) => begins_to_look(world, d),
            Step::Looks(d) => looks(world, d),
            Step::SaysWhatItSaw(d) => says_what_it_saw(self.rules, world, d),
        }
    }
}

fn become_task(world: &mut World, d: u8, task: Task) -> bool {
    std::mem::replace(&mut world.devices[usize::from(d)].task, task) != task
}

fn grant(rules: Rules, world: &World) -> Grant {
    Grant { seq: world.entries + 1, now: world.now, unknown_ms: if rules.unknown_lasts { UNKNOWN } else { 0 } }
}

/// The relay writes down what became of the claim, and what is said of the outcome. `false`: it refuses, or nothing changed.
fn becomes(world: &mut World, after: Result<Claimed<u8>, Refused<u8>>, done: bool) -> bool {
    let Some(after) = after.ok().filter(|after| *after != world.claim) else { return false };
    if let (Some(held), None) = (&world.claim.held, &after.held) {
        world.before = Some((held.by, false));
    }
    world.claim = after;
    world.entries += 1;
    world.said_done |= done;
    true
}

fn outcome_comes(rules: Rules, world: &mut World) -> bool {
    let Some(Outcome { by, fence, done }) = world.outcome else { return false };
    let fence = if rules.fenced { fence } else { world.claim.held.as_ref().map_or(0, |it| it.fence) };
    let told = next(&world.claim, &Event::Outcome { by, fence }, grant(rules, world));
    becomes(world, told, done)
}

fn silence(rules: Rules, world: &mut World) -> bool {
    if world.claim.held.is_none() || world.lease > world.now {
        return false;
    }
    let after = if rules.silence_is_unknown {
        next(&world.claim, &Event::Silence, grant(rules, world))
    } else {
        Ok(Claimed { held: None, ..world.claim.clone() })
    };
    becomes(world, after, false)
}

fn renews(world: &mut World) -> bool {
    let until = world.now + LEASE;
    std::mem::replace(&mut world.lease, until) != until
}

fn reads(world: &mut World, d: u8) -> bool {
    let newest = (world.claim.outcome, world.said_done);
    let is_theirs = world.claim.held.as_ref().is_some_and(|held| held.by == d);
    let device = &mut world.devices[usize::from(d)];
    let is_new = (device.knows, device.sees_done) != newest;
    (device.knows, device.sees_done) = newest;
    match device.task {
        // What it had told is in the log.
        Task::Known(_) if !is_theirs => become_task(world, d, Task::Idle),
        // What it asks, it asked knowing less.
        Task::Asking(_) => false,
        Task::Idle
        | Task::Known(_)
        | Task::Permitted(_)
        | Task::Sent
        | Task::Unknown(_)
        | Task::Looking(..)
        | Task::Looked(..) => is_new,
    }
}

/// The journal is there, and so whatever may have left is unknown.
fn dies(world: &mut World, d: u8) -> bool {
    let after = match world.devices[usize::from(d)].task {
        Task::Asking(_) | Task::Permitted(_) | Task::Sent => Task::Unknown(world.now),
        Task::Idle | Task::Looking(..) | Task::Looked(..) => Task::Idle,
        Task::Unknown(_) | Task::Known(_) => return false,
    };
    become_task(world, d, after)
}

fn asks(world: &mut World, d: u8) -> bool {
    !world.devices[usize::from(d)].sees_done && become_task(world, d, Task::Asking(world.now))
}

fn permitted(rules: Rules, world: &mut World, d: u8) -> bool {
    let Task::Asking(asked) = world.devices[usize::from(d)].task else { return false };
    let knows = if rules.must_know { world.devices[usize::from(d)].knows } else { u64::MAX };
    let permitted = claimed_again(&world.claim, &d, knows, grant(rules, world));
    if !becomes(world, permitted, false) {
        return false;
    }
    renews(world);
    become_task(world, d, Task::Permitted(asked))
}

/// The last look before the bytes leave.
fn writes(rules: Rules, world: &mut World, d: u8) -> bool {
    let device = &world.devices[usize::from(d)];
    let Task::Permitted(asked) = device.task else { return false };
    let set_back = if rules.by_wall_clock && device.set_back { SET_BACK } else { 0 };
    if rules.permit_ends && world.now - asked - set_back >= PERMIT {
        return false;
    }
    world.sent_twice |= !world.flights.is_empty() || world.done;
    world.flights.insert((d, world.now + FLIGHT));
    become_task(world, d, Task::Sent)
}

fn ends(world: &mut World, d: u8, answered: bool) -> bool {
    if world.devices[usize::from(d)].task == Task::Sent {
        let after = if answered { Task::Known(true) } else { Task::Unknown(world.now) };
        become_task(world, d, after);
    }
    true
}

fn finds_out(world: &mut World, d: u8) -> bool {
    let Task::Unknown(since) = world.devices[usize::from(d)].task else { return false };
    world.now - since >= UNKNOWN && become_task(world, d, Task::Known(world.done))
}

/// Under the fence that the log shows.
fn tells(world: &mut World, d: u8) -> bool {
    let done = match world.devices[usize::from(d)].task {
        Task::Known(done) => done,
        // A permit that came when nobody waited for it any more.
        Task::Idle => false,
        Task::Asking(_) | Task::Permitted(_) | Task::Sent | Task::Unknown(_) | Task::Looking(..) | Task::Looked(..) => {
            return false;
        }
    };
    match &world.claim.held {
        Some(held) if held.by == d && held.stage != Stage::Planned && world.outcome.is_none() => {
            world.outcome = Some(Outcome { by: d, fence: held.fence, done });
            true
        }
        Some(_) | None => false,
    }
}

fn begins_to_look(world: &mut World, d: u8) -> bool {
    match &world.claim.held {
        Some(held) if held.stage == Stage::Unknown => {
            let looking = Task::Looking(held.fence, world.now);
            become_task(world, d, looking)
        }
        Some(_) | None => false,
    }
}

fn looks(world: &mut World, d: u8) -> bool {
    let Task::Looking(fence, asked_at) = world.devices[usize::from(d)].task else { return false };
    become_task(world, d, Task::Looked(fence, asked_at, world.done))
}

fn says_what_it_saw(rules: Rules, world: &mut World, d: u8) -> bool {
    let Task::Looked(fence, asked_at, done) = world.devices[usize::from(d)].task else { return false };
    let told = next(&world.claim, &Event::Status { fence, asked_at }, grant(rules, world));
    if becomes(world, told, done) {
        world.before = world.before.map(|(by, _)| (by, true));
    }
    become_task(world, d, Task::Idle)
}
