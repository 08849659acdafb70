//! From a selection to requests: which stores go out, in which batches, and which stay behind and why.

use crate::{IntegrationId, StoreId, operation::StoreState};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The most stores one request may hold (seed 000: "exceeds maximum allowed size of 20").
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
    /// Its outcome is in doubt; the provider's status comes first.
    UnknownOutcome,
}

/// What a run will do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// One entry a request, each of 1 to [`BATCH_LIMIT`] stores.
    pub batches: Vec<Vec<Candidate>>,
    /// What stays behind.
    pub left_out: Vec<(Candidate, LeftOut)>,
}

impl Plan {
    /// Number of stores that will be sent.
    pub fn stores(&self) -> usize {
        self.batches.iter().map(Vec::len).sum()
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
        match plan.batches.last_mut() {
            Some(batch) if batch.len() < BATCH_LIMIT => batch.push(candidate),
            _ => plan.batches.push(vec![candidate]),
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::{BATCH_LIMIT, Candidate, LeftOut, provision, verdict};
    use crate::operation::StoreState;
    use proptest::prelude::*;

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
        assert_eq!(plan.batches.iter().map(Vec::len).collect::<Vec<_>>(), [20, 17]);
    }

    fn any_candidate() -> impl Strategy<Value = Candidate> {
        let integration = prop_oneof![3 => Just(None), 1 => Just(Some("ours")), 1 => Just(Some("theirs"))];
        let latest = prop::option::of(prop::sample::select(StoreState::ALL.to_vec()));
        (0u16..400, prop_oneof![4 => Just("A"), 1 => Just(" ")], integration, latest)
            .prop_map(|(id, name, integration, latest)| candidate(id, name, integration, latest))
    }

    proptest! {
        #[test]
        fn at_most_once_at_most_twenty_nothing_lost(chosen in prop::collection::vec(any_candidate(), 0..500)) {
            let plan = provision(chosen.clone(), &["ours".into()]);
            let mut seen = std::collections::HashSet::new();
            for batch in &plan.batches {
                prop_assert!((1..=BATCH_LIMIT).contains(&batch.len()));
                for candidate in batch {
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
            prop_assert!(plan.batches.iter().take(full).all(|batch| batch.len() == BATCH_LIMIT), "fewest requests");
        }
    }
}
