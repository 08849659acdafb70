//! Any order of appends, kills and reads: the log never has a gap, holds nothing twice, loses nothing that was acknowledged, and
//! its links are those of its envelopes.

use crate::houses::{House, entry, team};
use gangway_relay::{Log, LogHead, Placed};
use gangway_wire::{Body, Link, TeamId};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use std::collections::HashMap;
use tokio::task::JoinSet;

#[derive(Debug, Clone)]
enum Step {
    /// Batches at the same time, spread over the nodes. Keys are few, so that many are repetitions.
    Append(Vec<Vec<u8>>),
    /// The same, and the relay is killed when so many of them were answered.
    AppendAndKill(Vec<Vec<u8>>, usize),
    Read(u64, u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let batches = || prop::collection::vec(prop::collection::vec(0..40_u8, 1..5), 1..12);
    let step = prop_oneof![
        4 => batches().prop_map(Step::Append),
        2 => (batches(), 0..6_usize).prop_map(|(batches, after)| Step::AppendAndKill(batches, after)),
        1 => (0..60_u64, 0..60_u64).prop_map(|(from, to)| Step::Read(from, to)),
    ];
    prop::collection::vec(step, 1..8)
}

pub(crate) async fn whatever_happens_the_log_has_no_gap_and_nothing_twice<H: House>(house: &H) {
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

/// What must be in the log.
struct World {
    team: TeamId,
    acknowledged: HashMap<u8, u64>,
}

type Answers = JoinSet<(Vec<u8>, Result<Vec<Placed>, gangway_relay::StoreError>)>;

impl World {
    async fn play<H: House>(house: &H, steps: Vec<Step>) {
        let mut nodes = house.nodes().await;
        let mut world = Self { team: team(&nodes[0]).await, acknowledged: HashMap::new() };
        for step in steps {
            match step {
                Step::Append(batches) => {
                    let mut answers = world.append(&nodes, batches);
                    while let Some(answer) = answers.join_next().await {
                        let (keys, placed) = answer.unwrap();
                        world.note(&keys, &placed.unwrap());
                    }
                }
                Step::AppendAndKill(batches, after) => {
                    let mut answers = world.append(&nodes, batches);
                    for _ in 0..after {
                        let Some(answer) = answers.join_next().await else { break };
                        let (keys, placed) = answer.unwrap();
                        world.note(&keys, &placed.unwrap());
                    }
                    house.kill(nodes).await;
                    // Nobody hears of the others, or that they failed; what was answered before the kill counts.
                    while let Some(answer) = answers.join_next().await {
                        if let (keys, Ok(placed)) = answer.unwrap() {
                            world.note(&keys, &placed);
                        }
                    }
                    nodes = house.nodes().await;
                }
                Step::Read(from, to) => {
                    let read = nodes[0].read(&world.team, from, to).await.unwrap();
                    let seqs: Vec<u64> = read.iter().map(|it| it.seq).collect();
                    assert_eq!(seqs, (from..from + seqs.len() as u64).collect::<Vec<_>>());
                }
            }
            for node in &nodes {
                world.check(node).await;
            }
        }
    }

    fn append<S: Log>(&self, nodes: &[S], batches: Vec<Vec<u8>>) -> Answers {
        let mut answers = JoinSet::new();
        for (n, keys) in batches.into_iter().enumerate() {
            let (node, team) = (nodes[n % nodes.len()].clone(), self.team.clone());
            let batch = keys.iter().map(|key| entry(*key, 1)).collect();
            answers.spawn(async move { (keys, node.append(&team, batch).await) });
        }
        answers
    }

    fn note(&mut self, keys: &[u8], placed: &[Placed]) {
        assert_eq!(keys.len(), placed.len());
        for (key, placed) in keys.iter().zip(placed) {
            let known = *self.acknowledged.entry(*key).or_insert(placed.seq);
            assert_eq!(known, placed.seq, "{key} is in two places");
        }
    }

    async fn check(&self, store: &impl Log) {
        let all = store.read(&self.team, 1, u64::MAX).await.unwrap();
        let (mut link, mut seen) = (Link::ORIGIN, HashMap::new());
        for (n, stored) in all.iter().enumerate() {
            assert_eq!(stored.seq, n as u64 + 1, "a gap");
            link = link.next(&stored.envelope);
            assert_eq!(stored.link, link, "another link at #{}", stored.seq);
            let text = String::from_utf8(stored.envelope.as_bytes().to_vec()).unwrap();
            let key: u8 = text.strip_prefix("envelope ").unwrap().parse().unwrap();
            assert_eq!(seen.insert(key, stored.seq), None, "{key} is there twice");
            assert_eq!(stored.body, entry(key, 1).body.map_or(Body::None, Body::Present));
        }
        assert_eq!(store.head(&self.team).await.unwrap(), LogHead { seq: all.len() as u64, link });
        for (key, seq) in &self.acknowledged {
            assert_eq!(seen.get(key), Some(seq), "{key} was acknowledged at #{seq}");
        }
    }
}
