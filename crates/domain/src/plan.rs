//! From a selection to requests: which stores go out, in which batches, and which stay behind and why.

use crate::{IntegrationId, StoreId, operation::StoreState};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};

/// The most stores one request may hold (Rappi's guide: "exceeds maximum allowed size of 20").
pub const BATCH_LIMIT: usize = 20;

/// A store somebody chose, with what decides whether it may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The provider's id.
    pub id: StoreId,
    /// The name that would be sent.
    pub name: String,
    /// The integration the provider last reported.
    pub integration: Option<IntegrationId>,
    /// Where the store stands in its latest operation, if it was ever part of one.
    pub latest: Option<StoreState>,
}

/// What decides whether a store may be sent, borrowed from wherever it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    /// See [`Candidate::name`].
    pub name: &'a str,
    /// See [`Candidate::integration`].
    pub integration: Option<&'a str>,
    /// See [`Candidate::latest`].
    pub latest: Option<StoreState>,
}

impl Candidate {
    /// Its facts.
    pub fn facts(&self) -> Facts<'_> {
        let integration = self.integration.as_ref().map(IntegrationId::as_str);
        Facts { name: &self.name, integration, latest: self.latest }
    }
}

/// Why a chosen store is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Provisioned to one of our integrations already.
    AlreadyOurs,
    /// Provisioned to an integration that is not in the profile.
    OtherIntegration,
    /// A name is required by the provider and this store has none.
    BlankName,
    /// Part of a request whose result is outstanding.
    InProgress,
    /// Its outcome is unknown; the provider's status comes first.
    UnknownOutcome,
    /// Provisioned to nobody, so there is nothing to release it from.
    NotIntegrated,
    /// A store below it stays integrated, and then the provider keeps the parent (docs/wire.md 1.1).
    IntegratedChildren,
    /// The merchant has no such store.
    NotOwned,
    /// A colleague of the team works on it.
    HeldByColleague,
}

/// One request of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// A wave begins when all results of the one before are there: children are released before their parents.
    pub wave: u32,
    /// 1 to [`BATCH_LIMIT`] stores.
    pub stores: Vec<Candidate>,
}

/// What a run will do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// One entry a request, by wave.
    pub batches: Vec<Batch>,
    /// What stays behind.
    pub left_out: Vec<(Candidate, LeftOut)>,
}

impl Plan {
    /// Number of stores that will be sent.
    pub fn stores(&self) -> usize {
        self.batches.iter().map(|batch| batch.stores.len()).sum()
    }

    fn push(&mut self, wave: u32, candidate: Candidate) {
        match self.batches.last_mut() {
            Some(batch) if batch.wave == wave && batch.stores.len() < BATCH_LIMIT => batch.stores.push(candidate),
            _ => self.batches.push(Batch { wave, stores: vec![candidate] }),
        }
    }
}

/// Why this store cannot be provisioned now, if so.
pub fn verdict(store: Facts<'_>, ours: &[IntegrationId]) -> Option<LeftOut> {
    match (store.integration, store.latest) {
        (_, Some(StoreState::Unknown)) => Some(LeftOut::UnknownOutcome),
        (_, Some(state)) if state.is_open() => Some(LeftOut::InProgress),
        (Some(integration), _) if ours.iter().any(|id| id.as_str() == integration) => Some(LeftOut::AlreadyOurs),
        (Some(_), _) => Some(LeftOut::OtherIntegration),
        (None, _) if store.name.trim().is_empty() => Some(LeftOut::BlankName),
        (None, _) => None,
    }
}

/// Plans the provisioning of `chosen` to one integration. The order is kept; a store named twice is taken once.
pub fn provision(chosen: impl IntoIterator<Item = Candidate>, ours: &[IntegrationId]) -> Plan {
    let mut plan = Plan::default();
    let mut seen = HashSet::new();
    for candidate in chosen {
        if !seen.insert(candidate.id.clone()) {
            continue;
        }
        if let Some(reason) = verdict(candidate.facts(), ours) {
            plan.left_out.push((candidate, reason));
            continue;
        }
        plan.push(0, candidate);
    }
    plan
}

/// Why this store cannot be released from `integration` now, if so. What is below it is not looked at.
pub fn release_verdict(store: Facts<'_>, integration: &IntegrationId) -> Option<LeftOut> {
    match (store.integration, store.latest) {
        (_, Some(StoreState::Unknown)) => Some(LeftOut::UnknownOutcome),
        (_, Some(state)) if state.is_open() => Some(LeftOut::InProgress),
        (None, _) => Some(LeftOut::NotIntegrated),
        (Some(id), _) if id != integration.as_str() => Some(LeftOut::OtherIntegration),
        (Some(_), _) => None,
    }
}

/// Plans the release of `chosen` rows of a whole tree (in preorder, each with the row of its parent) from one integration:
/// children before parents, and no parent below which something stays integrated.
pub fn deprovision(tree: Vec<(Candidate, Option<u32>)>, chosen: &BTreeSet<usize>, integration: &IntegrationId) -> Plan {
    let mut plan = Plan::default();
    let mut stays_below = vec![false; tree.len()];
    let mut depth = vec![0_u32; tree.len()];
    for (row, (_, parent)) in tree.iter().enumerate() {
        depth[row] = parent.map_or(0, |parent| depth[parent as usize] + 1);
    }
    let mut leaves: Vec<Vec<Candidate>> = Vec::new();
    // From the last row to the first: a row's descendants follow it, so they are decided before it.
    for (row, (candidate, parent)) in tree.into_iter().enumerate().rev() {
        let reason = release_verdict(candidate.facts(), integration)
            .or_else(|| stays_below[row].then_some(LeftOut::IntegratedChildren));
        let goes = chosen.contains(&row) && reason.is_none();
        if let Some(parent) = parent {
            stays_below[parent as usize] |= stays_below[row] || (candidate.integration.is_some() && !goes);
        }
        if let (true, Some(reason)) = (chosen.contains(&row), reason) {
            plan.left_out.push((candidate, reason));
        } else if goes {
            let level = depth[row] as usize;
            leaves.resize_with(leaves.len().max(level + 1), Vec::new);
            leaves[level].push(candidate);
        }
    }
    plan.left_out.reverse();
    let waves = leaves.into_iter().rev().filter(|level| !level.is_empty());
    for (wave, level) in waves.enumerate() {
        for candidate in level.into_iter().rev() {
            plan.push(wave as u32, candidate);
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::{BATCH_LIMIT, Candidate, LeftOut, deprovision, provision, verdict};
    use crate::IntegrationId;
    use crate::operation::StoreState;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn candidate(id: u16, name: &str, integration: Option<&str>, latest: Option<StoreState>) -> Candidate {
        Candidate { id: id.to_string().into(), name: name.into(), integration: integration.map(Into::into), latest }
    }

    #[test]
    fn each_reason() {
        let check = |name, integration, latest, expected| {
            assert_eq!(verdict(candidate(1, name, integration, latest).facts(), &["ours".into()]), expected);
        };
        check("A", None, None, None);
        check("A", Some("ours"), None, Some(LeftOut::AlreadyOurs));
        check("A", Some("theirs"), None, Some(LeftOut::OtherIntegration));
        check(" \u{a0}", None, None, Some(LeftOut::BlankName));
        check("A", None, Some(StoreState::Failed), None);
        check("A", None, Some(StoreState::Rejected), None);
        check("A", None, Some(StoreState::Planned), None);
        check("A", None, Some(StoreState::Confirmed), None);
        check("A", None, Some(StoreState::Sending), Some(LeftOut::InProgress));
        check("A", None, Some(StoreState::Accepted), Some(LeftOut::InProgress));
        check("A", None, Some(StoreState::Overdue), Some(LeftOut::InProgress));
        check("A", None, Some(StoreState::Unknown), Some(LeftOut::UnknownOutcome));
    }

    #[test]
    fn thirty_seven_stores_make_two_requests() {
        let plan = provision((0..37).map(|id| candidate(id, "A", None, None)), &[]);
        assert_eq!(plan.batches.iter().map(|batch| batch.stores.len()).collect::<Vec<_>>(), [20, 17]);
    }

    fn any_candidate() -> impl Strategy<Value = Candidate> {
        let integration = prop_oneof![3 => Just(None), 1 => Just(Some("ours")), 1 => Just(Some("theirs"))];
        let latest = prop::option::of(prop::sample::select(StoreState::ALL.to_vec()));
        (0u16..400, prop_oneof![4 => Just("A"), 1 => Just(" ")], integration, latest)
            .prop_map(|(id, name, integration, latest)| candidate(id, name, integration, latest))
    }

    /// Depths of a tree in preorder, each with an integration: `.` none, `o` ours, `t` theirs.
    fn tree(rows: &[(u32, char)]) -> Vec<(Candidate, Option<u32>)> {
        let mut path: Vec<u32> = Vec::new();
        let rows = rows.iter().enumerate().map(|(row, (depth, integration))| {
            path.truncate(*depth as usize);
            let parent = path.last().copied();
            path.push(row as u32);
            let integration = match integration {
                'o' => Some("ours"),
                't' => Some("theirs"),
                _ => None,
            };
            (candidate(row as u16, "A", integration, None), parent)
        });
        rows.collect()
    }

    type Released = (Vec<(u32, Vec<String>)>, Vec<(String, LeftOut)>);

    fn released(rows: &[(u32, char)], chosen: &[usize]) -> Released {
        let plan = deprovision(tree(rows), &chosen.iter().copied().collect(), &"ours".into());
        let ids = |stores: Vec<Candidate>| stores.into_iter().map(|store| store.id.0).collect();
        (
            plan.batches.into_iter().map(|batch| (batch.wave, ids(batch.stores))).collect(),
            plan.left_out.into_iter().map(|(store, reason)| (store.id.0, reason)).collect(),
        )
    }

    #[test]
    fn children_are_released_before_their_parents() {
        let rows = [(0, 'o'), (1, 'o'), (1, 'o'), (0, 'o')];
        let (batches, left_out) = released(&rows, &[0, 1, 2, 3]);
        assert_eq!(batches, [(0, vec!["1".into(), "2".into()]), (1, vec!["0".into(), "3".into()])]);
        assert_eq!(left_out, []);
    }

    #[test]
    fn a_parent_stays_while_anything_below_it_stays_integrated() {
        let rows = [(0, 'o'), (1, '.'), (2, 'o'), (0, 'o'), (1, 't'), (0, '.')];
        let (batches, left_out) = released(&rows, &[0, 3, 4, 5]);
        assert_eq!(batches, []);
        let expected = [
            ("0".to_owned(), LeftOut::IntegratedChildren),
            ("3".to_owned(), LeftOut::IntegratedChildren),
            ("4".to_owned(), LeftOut::OtherIntegration),
            ("5".to_owned(), LeftOut::NotIntegrated),
        ];
        assert_eq!(left_out, expected);
        assert_eq!(released(&rows, &[0, 2]).0, [(0, vec!["2".into()]), (1, vec!["0".into()])]);
    }

    proptest! {
        #[test]
        fn at_most_once_at_most_twenty_nothing_lost(chosen in prop::collection::vec(any_candidate(), 0..500)) {
            let plan = provision(chosen.clone(), &["ours".into()]);
            let mut seen = std::collections::HashSet::new();
            for batch in &plan.batches {
                prop_assert!((1..=BATCH_LIMIT).contains(&batch.stores.len()));
                for candidate in &batch.stores {
                    prop_assert!(seen.insert(candidate.id.clone()), "sent twice");
                    prop_assert_eq!(verdict(candidate.facts(), &["ours".into()]), None);
                }
            }
            for (candidate, _) in &plan.left_out {
                prop_assert!(seen.insert(candidate.id.clone()), "both sent and left out");
            }
            let distinct: std::collections::HashSet<_> = chosen.into_iter().map(|candidate| candidate.id).collect();
            prop_assert_eq!(seen, distinct);
            let full = plan.batches.len().saturating_sub(1);
            prop_assert!(plan.batches.iter().take(full).all(|batch| batch.stores.len() == BATCH_LIMIT), "fewest requests");
        }

        #[test]
        fn no_parent_goes_before_what_is_below_it(
            rows in prop::collection::vec((0u32..4, prop::sample::select(vec!['.', 'o', 'o', 't'])), 0..120),
            picks in prop::collection::vec(any::<prop::sample::Index>(), 0..120),
        ) {
            let mut deepest = 0;
            let rows: Vec<(u32, char)> = rows.into_iter().map(|(depth, integration)| {
                let depth = depth.min(deepest);
                deepest = depth + 1;
                (depth, integration)
            }).collect();
            let chosen: BTreeSet<usize> =
                picks.iter().filter(|_| !rows.is_empty()).map(|pick| pick.index(rows.len())).collect();
            let all = tree(&rows);
            let plan = deprovision(all.clone(), &chosen, &"ours".into());
            let mut wave_of = std::collections::HashMap::new();
            for batch in &plan.batches {
                prop_assert!((1..=BATCH_LIMIT).contains(&batch.stores.len()));
                for store in &batch.stores {
                    prop_assert_eq!(store.integration.as_ref().map(IntegrationId::as_str), Some("ours"));
                    prop_assert!(wave_of.insert(store.id.clone(), batch.wave).is_none(), "sent twice");
                }
            }
            prop_assert_eq!(wave_of.len() + plan.left_out.len(), chosen.len(), "every chosen store is accounted for");
            for (store, parent) in &all {
                let mut above = *parent;
                while let Some(row) = above {
                    let (parent, next) = &all[row as usize];
                    if let Some(wave) = wave_of.get(&parent.id) {
                        let gone = wave_of.get(&store.id).is_some_and(|below| below < wave);
                        prop_assert!(gone || store.integration.is_none(), "{} under {}", store.id, parent.id);
                    }
                    above = *next;
                }
            }
        }
    }
}
