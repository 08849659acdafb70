//! Any order of what devices ask, at any node, with devices that fall silent, requests that come again, and relays that are killed:
//! nobody ever takes what another has, the log tells all of it without a gap, each request has effect once, and what is kept is
//! what the log tells.

use crate::{
    claims::{LIMITS, holder, key, order, told},
    houses::{House, team},
};
use gangway_domain::claims::Stage;
use gangway_relay::{ClaimAnswer, ClaimOrder, Claims, Log, StoreError};
use gangway_wire::{ClaimAct, ClaimChange, ClaimKey, Key, Link, TeamId};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use std::collections::{HashMap, HashSet};
use tokio::task::JoinSet;

#[derive(Debug, Clone)]
enum Wish {
    Claim,
    Permit,
    Release,
    Outcome,
    Status,
    /// With a fence of before.
    Late,
    /// What was asked a while ago comes once more.
    Again(usize),
}

#[derive(Debug, Clone)]
enum Step {
    /// Side by side, spread over the nodes.
    Ask(Vec<(u8, Wish, Vec<u8>)>),
    /// The same, and the relay is killed when so many of them were answered.
    AskAndKill(Vec<(u8, Wish, Vec<u8>)>, usize),
    FallsSilent(u8),
    Lapse,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let wish = prop_oneof![
        4 => Just(Wish::Claim), 4 => Just(Wish::Permit), 2 => Just(Wish::Release), 2 => Just(Wish::Outcome),
        1 => Just(Wish::Status), 1 => Just(Wish::Late), 1 => (0..20_usize).prop_map(Wish::Again),
    ];
    let keys = prop::collection::hash_set(0..5_u8, 1..4).prop_map(|keys| keys.into_iter().collect::<Vec<_>>());
    let wishes = prop::collection::vec((0..3_u8, wish, keys), 1..8).boxed();
    let step = prop_oneof![
        5 => wishes.clone().prop_map(Step::Ask),
        1 => (wishes, 0..4_usize).prop_map(|(wishes, after)| Step::AskAndKill(wishes, after)),
        1 => (0..3_u8).prop_map(Step::FallsSilent),
        1 => Just(Step::Lapse),
    ];
    prop::collection::vec(step, 1..10)
}

pub(crate) async fn whatever_happens_nobody_takes_what_another_has<H: House>(house: &H) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(24);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let handle = tokio::runtime::Handle::current();
    tokio::task::block_in_place(|| {
        let play = |steps| {
            handle.block_on(World::play(house, steps));
            Ok(())
        };
        runner.run(&steps(), play).unwrap_or_else(|failure| panic!("{failure}"));
    });
}

struct World {
    team: TeamId,
    asked: Vec<ClaimOrder>,
    /// Fences that were given, by the order that they were given to.
    given: Vec<(ClaimOrder, Vec<u64>)>,
}

type Answers = JoinSet<(ClaimOrder, Result<ClaimAnswer, StoreError>)>;

impl World {
    async fn play<H: House>(house: &H, steps: Vec<Step>) {
        let mut nodes = house.nodes().await;
        let mut world = Self { team: team(&nodes[0]).await, asked: Vec::new(), given: Vec::new() };
        for step in steps {
            match step {
                Step::Ask(wishes) => {
                    let mut answers = world.ask(&nodes, wishes).await;
                    while let Some(answer) = answers.join_next().await {
                        let (order, answer) = answer.unwrap();
                        world.note(order, answer.unwrap());
                    }
                }
                Step::AskAndKill(wishes, after) => {
                    let mut answers = world.ask(&nodes, wishes).await;
                    for _ in 0..after {
                        let Some(answer) = answers.join_next().await else { break };
                        let (order, answer) = answer.unwrap();
                        world.note(order, answer.unwrap());
                    }
                    house.kill(nodes).await;
                    while let Some(answer) = answers.join_next().await {
                        if let (order, Ok(answer)) = answer.unwrap() {
                            world.note(order, answer);
                        }
                    }
                    nodes = house.nodes().await;
                }
                Step::FallsSilent(device) => {
                    nodes[0].renew(&world.team, &holder(device).device, -1).await.unwrap();
                }
                Step::Lapse => drop(nodes[nodes.len() - 1].lapse(&world.team).await.unwrap()),
            }
            for node in &nodes {
                world.check(node).await;
            }
        }
    }

    async fn ask<S: Claims>(&mut self, nodes: &[S], wishes: Vec<(u8, Wish, Vec<u8>)>) -> Answers {
        let kept = nodes[0].claims(&self.team).await.unwrap();
        let fences: HashMap<&ClaimKey, u64> =
            kept.claims.iter().filter_map(|it| Some((&it.key, it.claimed.held.as_ref()?.fence))).collect();
        let mut answers = JoinSet::new();
        for (n, (device, wish, keys)) in wishes.into_iter().enumerate() {
            let fences: Vec<u64> = keys.iter().map(|n| fences.get(&key(*n)).copied().unwrap_or_default()).collect();
            let act = match wish {
                Wish::Claim => ClaimAct::Claim { knows: u64::MAX },
                Wish::Permit => ClaimAct::Permit { knows: u64::MAX },
                Wish::Release => ClaimAct::Release { fences },
                Wish::Outcome => ClaimAct::Outcome { fences },
                Wish::Status => ClaimAct::Status { fences, asked_at: kept.now },
                Wish::Late => ClaimAct::Outcome { fences: fences.iter().map(|it| it.saturating_sub(1)).collect() },
                Wish::Again(_) => ClaimAct::AskToLetGo,
            };
            let new = order(self.asked.len() as u8, device, act, &keys);
            let order = match wish {
                Wish::Again(n) if !self.asked.is_empty() => self.asked[n % self.asked.len()].clone(),
                _ => new,
            };
            self.asked.push(order.clone());
            let (node, team) = (nodes[n % nodes.len()].clone(), self.team.clone());
            answers.spawn(async move { (order.clone(), node.claim(&team, order).await) });
        }
        answers
    }

    fn note(&mut self, order: ClaimOrder, answer: ClaimAnswer) {
        if let ClaimAnswer::Done(done) = answer
            && !done.fences.is_empty()
        {
            assert_eq!(done.fences.len(), order.keys.len(), "all keys or none");
            self.given.push((order, done.fences));
        }
    }

    async fn check<S: Log + Claims>(&self, store: &S) {
        let all = store.read(&self.team, 1, u64::MAX).await.unwrap();
        let (mut link, mut requests, mut told_of) = (Link::ORIGIN, HashSet::new(), Told::default());
        for (n, stored) in all.iter().enumerate() {
            assert_eq!(stored.seq, n as u64 + 1, "a gap");
            link = link.next(&stored.envelope);
            assert_eq!(stored.link, link);
            let (Key(request), ..) = stored.envelope.open().unwrap();
            assert!(requests.insert(request), "#{} was done twice", stored.seq);
            told_of.hear(stored.seq, &told(stored));
        }
        let kept = store.claims(&self.team).await.unwrap().claims.into_iter();
        let held = kept.filter_map(|it| Some((it.key, it.claimed.held?)));
        let held: HashMap<_, _> = held.map(|(key, it)| (key, (it.by.device.0, it.stage, it.fence))).collect();
        assert_eq!(held, told_of.held, "what is kept is what the log tells");
        for (order, fences) in &self.given {
            for (key, fence) in order.keys.iter().zip(fences) {
                let granted = told_of.granted.get(&(key.clone(), *fence));
                assert_eq!(granted, Some(&order.by.device.0), "{key:?} was given by #{fence}");
            }
        }
    }
}

/// What the log says, and who was granted what by which entry.
#[derive(Default)]
struct Told {
    held: HashMap<ClaimKey, (String, Stage, u64)>,
    granted: HashMap<(ClaimKey, u64), String>,
}

impl Told {
    fn hear(&mut self, seq: u64, claim: &gangway_wire::Claim) {
        for key in &claim.keys {
            let device = claim.device.0.clone();
            let before = self.held.get(key).cloned();
            let is_theirs = before.as_ref().is_some_and(|(by, ..)| *by == device);
            let stage = before.as_ref().map(|(_, stage, _)| *stage);
            let after = match &claim.change {
                ClaimChange::Granted => {
                    assert_eq!(before, None, "#{seq} grants what somebody has");
                    Some((device.clone(), Stage::Planned, seq))
                }
                ClaimChange::Leaving => {
                    // What became unknown may be sent again by its own device alone.
                    assert!(before.is_none() || is_theirs, "#{seq} over {before:?}");
                    Some((device.clone(), Stage::Leaving, seq))
                }
                ClaimChange::Freed => {
                    assert!(is_theirs || stage == Some(Stage::Unknown), "#{seq} frees {before:?}");
                    None
                }
                ClaimChange::OutcomeUnknown => {
                    assert!(is_theirs && stage == Some(Stage::Leaving), "#{seq} over {before:?}");
                    before.map(|(by, _, fence)| (by, Stage::Unknown, fence))
                }
                ClaimChange::Asked => before,
                ClaimChange::Unknown(word) => panic!("{word}"),
            };
            if matches!(claim.change, ClaimChange::Granted | ClaimChange::Leaving) {
                self.granted.insert((key.clone(), seq), device);
            }
            match after {
                Some(after) => drop(self.held.insert(key.clone(), after)),
                None => drop(self.held.remove(key)),
            }
        }
    }
}

const _: () = assert!(LIMITS.lease_ms > 0);
