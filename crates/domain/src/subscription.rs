//! Drift: what is meant here against what the provider has. Pure.

use crate::{Fingerprint, SubscriptionId};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, VecDeque};

/// What makes one subscription different from another, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Facts {
    /// Event type, free text.
    pub event: String,
    /// Where calls go.
    pub url: String,
    /// What its secret is recognised by.
    pub fingerprint: Fingerprint,
}

/// A subscription as it is meant here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// Ours.
    pub key: String,
    /// The provider's id, once it is known.
    pub remote: Option<SubscriptionId>,
    /// What it is meant to be.
    pub facts: Facts,
}

/// A subscription as the provider lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// The provider's.
    pub id: SubscriptionId,
    /// What it is.
    pub facts: Facts,
}

/// A part in which the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Event type.
    Event,
    /// Address.
    Url,
    /// Secret.
    Secret,
}

/// How the two stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drift {
    /// The provider has what is meant.
    InSync,
    /// Meant here, and the provider does not have it.
    MissingRemotely,
    /// The provider has it, and nobody here meant it.
    UnknownHere,
    /// The provider has it otherwise; never empty.
    Differs(Vec<Field>),
}

/// One line of a comparison. At least one side is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Ours.
    pub local: Option<String>,
    /// The provider's. For a row of ours whose id is gone it is the one that took its place.
    pub remote: Option<SubscriptionId>,
    /// How they stand.
    pub drift: Drift,
}

/// Which parts of a subscription are otherwise than meant.
pub fn differences(meant: &Facts, is: &Facts) -> Vec<Field> {
    let parts = [
        (Field::Event, meant.event == is.event),
        (Field::Url, meant.url == is.url),
        (Field::Secret, meant.fingerprint == is.fingerprint),
    ];
    parts.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
}

/// Compares everything: rows of ours first, in their order, then what is unknown here.
///
/// A row is compared with the subscription of its id. Where that is gone, or was never learned because the answer of the
/// create was lost, one with the very same facts that belongs to no other row takes its place.
pub fn compare(locals: &[Local], remotes: &[Remote]) -> Vec<Compared> {
    let places: HashMap<&SubscriptionId, usize> = remotes.iter().enumerate().map(|(at, it)| (&it.id, at)).collect();
    let mut taken: Vec<bool> = vec![false; remotes.len()];
    // An id stands in one row of ours; were it in two, the first has it.
    let mut take = |at: usize| (!std::mem::replace(&mut taken[at], true)).then_some(at);
    let by_id = |local: &Local| local.remote.as_ref().and_then(|id| places.get(id).copied());
    let mut partner: Vec<Option<usize>> = locals.iter().map(|local| by_id(local).and_then(&mut take)).collect();
    let mut free: HashMap<&Facts, VecDeque<usize>> = HashMap::new();
    for (at, remote) in remotes.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        free.entry(&remote.facts).or_default().push_back(at);
    }
    for (local, at) in locals.iter().zip(&mut partner).filter(|(_, at)| at.is_none()) {
        *at = free.get_mut(&local.facts).and_then(VecDeque::pop_front);
        if let Some(at) = *at {
            taken[at] = true;
        }
    }
    let ours = locals.iter().zip(&partner).map(|(local, at)| Compared {
        local: Some(local.key.clone()),
        remote: at.map(|at| remotes[at].id.clone()),
        drift: at.map_or(Drift::MissingRemotely, |at| match differences(&local.facts, &remotes[at].facts) {
            fields if fields.is_empty() => Drift::InSync,
            fields => Drift::Differs(fields),
        }),
    });
    let theirs = remotes.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(remote, _)| Compared {
        local: None,
        remote: Some(remote.id.clone()),
        drift: Drift::UnknownHere,
    });
    ours.chain(theirs).collect()
}

/// What a lost answer of a create comes to, by the provider's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// It was made.
    Yes(SubscriptionId),
    /// It was not made: it may be sent again.
    No,
    /// Not there yet, and too soon to be sure.
    Open,
}

/// Whether a create whose answer was lost was done: by event type, address and secret, among what belongs to no other row.
/// "Not there" counts only `unknown_ms` after the request left. Times in Unix milliseconds.
pub fn was_made(
    facts: &Facts,
    remotes: &[Remote],
    taken: &[SubscriptionId],
    (sent_at, listed_at, unknown_ms): (i64, i64, i64),
) -> Made {
    match remotes.iter().find(|remote| remote.facts == *facts && !taken.contains(&remote.id)) {
        Some(remote) => Made::Yes(remote.id.clone()),
        None if listed_at - sent_at >= unknown_ms => Made::No,
        None => Made::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::{Compared, Drift, Facts, Field, Local, Made, Remote, compare, was_made};
    use proptest::prelude::*;

    fn facts(text: &str) -> Facts {
        let parts: Vec<&str> = text.split(' ').collect();
        Facts { event: parts[0].into(), url: parts[1].into(), fingerprint: parts[2].into() }
    }

    fn local(key: &str, remote: &str, text: &str) -> Local {
        let remote = (!remote.is_empty()).then(|| remote.into());
        Local { key: key.into(), remote, facts: facts(text) }
    }

    fn remote(id: &str, text: &str) -> Remote {
        Remote { id: id.into(), facts: facts(text) }
    }

    /// One line a row: key, id, drift.
    fn lines(compared: &[Compared]) -> Vec<String> {
        let line = |it: &Compared| {
            let id = it.remote.as_ref().map_or("-", |id| id.as_str());
            format!("{} {id} {:?}", it.local.as_deref().unwrap_or("-"), it.drift)
        };
        compared.iter().map(line).collect()
    }

    #[test]
    fn every_kind_of_drift() {
        let locals =
            [local("a", "1", "E u s"), local("b", "2", "E v s"), local("c", "3", "F w s"), local("d", "", "G x s")];
        let remotes = [remote("1", "E u s"), remote("3", "E w t"), remote("9", "H y s")];
        assert_eq!(
            lines(&compare(&locals, &remotes)),
            [
                "a 1 InSync",
                "b - MissingRemotely",
                "c 3 Differs([Event, Secret])",
                "d - MissingRemotely",
                "- 9 UnknownHere"
            ]
        );
    }

    /// The answer of a create was lost, or somebody made the same one anew: it is no second one.
    #[test]
    fn the_same_facts_take_the_place_of_a_missing_id() {
        let locals = [local("a", "", "E u s"), local("b", "old", "E u s")];
        let remotes = [remote("1", "E u s"), remote("2", "E u s"), remote("3", "E u s")];
        assert_eq!(lines(&compare(&locals, &remotes)), ["a 1 InSync", "b 2 InSync", "- 3 UnknownHere"]);
        // One that belongs to another row does not.
        let locals = [local("a", "", "E u s"), local("b", "1", "E u s")];
        assert_eq!(lines(&compare(&locals, &remotes[..1])), ["a - MissingRemotely", "b 1 InSync"]);
    }

    #[test]
    fn a_lost_answer() {
        let list = [remote("1", "E u s"), remote("2", "E u t")];
        let check = |text: &str, taken: &[&str], listed_at: i64, expected: Made| {
            let taken: Vec<_> = taken.iter().map(|&id| id.into()).collect();
            assert_eq!(was_made(&facts(text), &list, &taken, (1000, listed_at, 500)), expected, "{text}");
        };
        check("E u s", &[], 1001, Made::Yes("1".into()));
        check("E u s", &["1"], 1499, Made::Open);
        check("E u s", &["1"], 1500, Made::No);
        check("E u x", &[], 9999, Made::No);
        check("E v s", &[], 1000, Made::Open);
    }

    fn some_facts() -> impl Strategy<Value = Facts> {
        ("[EF]", "[uv]", "[st]").prop_map(|(event, url, secret)| facts(&format!("{event} {url} {secret}")))
    }

    proptest! {
        /// Every row of ours and every subscription of theirs stands in exactly one line.
        #[test]
        fn nothing_is_lost_or_doubled(
            ours in prop::collection::vec((prop::option::of(0u8..6), some_facts()), 0..8),
            theirs in prop::collection::vec(some_facts(), 0..8),
        ) {
            let locals: Vec<Local> = ours.into_iter().enumerate().map(|(key, (id, facts))| {
                Local { key: key.to_string(), remote: id.map(|id| id.to_string().into()), facts }
            }).collect();
            let remotes: Vec<Remote> = theirs.into_iter().enumerate()
                .map(|(id, facts)| Remote { id: id.to_string().into(), facts }).collect();
            let lines = compare(&locals, &remotes);
            let mut keys: Vec<_> = lines.iter().filter_map(|line| line.local.clone()).collect();
            let mut ids: Vec<_> = lines.iter().filter_map(|line| line.remote.clone()).collect();
            keys.sort();
            ids.sort();
            prop_assert_eq!(keys, (0..locals.len()).map(|key| key.to_string()).collect::<Vec<_>>());
            prop_assert_eq!(ids, remotes.iter().map(|remote| remote.id.clone()).collect::<Vec<_>>());
            for line in &lines {
                let in_sync = line.drift == Drift::InSync;
                prop_assert!(!in_sync || line.local.is_some() && line.remote.is_some());
                prop_assert!(line.drift != Drift::Differs(Vec::<Field>::new()));
            }
        }
    }
}
