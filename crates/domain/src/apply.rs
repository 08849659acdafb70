//! From a file of wanted subscriptions and the provider's list to the steps that make the list match. Pure.

use crate::{
    Fingerprint, SubscriptionId,
    subscription::{Local, Remote},
};
use std::collections::HashSet;

/// A subscription that a file wants. No two of a file have the same event type and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Event type.
    pub event: String,
    /// Where calls go.
    pub url: String,
    /// Of the secret that the file names; `None`: the one that it has, or a new one.
    pub fingerprint: Option<Fingerprint>,
}

/// One step. `wanted` is the place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is there as wanted.
    Keep {
        /// Place in the file.
        wanted: usize,
        /// The provider's id.
        id: SubscriptionId,
    },
    /// It is not there.
    Create {
        /// Place in the file.
        wanted: usize,
        /// Key of a row of ours that meant it already, and is taken up again.
        row: Option<String>,
    },
    /// It is there with another secret, or changed by somebody since it was made here.
    Update {
        /// Place in the file.
        wanted: usize,
        /// The provider's id.
        id: SubscriptionId,
    },
    /// The file does not want it.
    Delete {
        /// The provider's id.
        id: SubscriptionId,
    },
    /// The file does not want it, and the provider does not have it: it is no longer meant here.
    Forget {
        /// Key of our row.
        row: String,
    },
}

/// The steps in the order in which they are taken: what is new comes first, what goes last, so that no event is without an
/// address in between. Only an update of what somebody moved away comes before: until our row means its new place, it still
/// means the place that is created. Of several that match one line the one with the right secret stays, then the first of the list. What
/// somebody changed since it was made here for a line is changed back, and not made a second time.
pub fn plan(wanted: &[Wanted], remotes: &[Remote], meant: &[Local]) -> Vec<Step> {
    let mut taken = vec![false; remotes.len()];
    let (mut keep, mut update, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for (at, line) in wanted.iter().enumerate() {
        let matches = |remote: &Remote| remote.facts.event == line.event && remote.facts.url == line.url;
        let right =
            |remote: &Remote| line.fingerprint.as_ref().is_none_or(|wanted| remote.facts.fingerprint == *wanted);
        let free = || (0..remotes.len()).filter(|&it| !taken[it] && matches(&remotes[it]));
        let Some(best) = free().find(|&it| right(&remotes[it])).or_else(|| free().next()) else {
            left.push(at);
            continue;
        };
        taken[best] = true;
        let id = remotes[best].id.clone();
        if right(&remotes[best]) {
            keep.push(Step::Keep { wanted: at, id });
        } else {
            update.push(Step::Update { wanted: at, id });
        }
    }
    let of_line = |at: usize, local: &Local| local.facts.event == wanted[at].event && local.facts.url == wanted[at].url;
    left.retain(|&at| {
        let ids = || meant.iter().filter(|local| of_line(at, local)).filter_map(|local| local.remote.as_ref());
        let changed = (0..remotes.len()).find(|&it| !taken[it] && ids().any(|id| *id == remotes[it].id));
        if let Some(changed) = changed {
            taken[changed] = true;
            update.push(Step::Update { wanted: at, id: remotes[changed].id.clone() });
        }
        changed.is_none()
    });
    let there: HashSet<&SubscriptionId> = remotes.iter().map(|remote| &remote.id).collect();
    let is_missing = |local: &&Local| local.remote.as_ref().is_none_or(|id| !there.contains(id));
    let mut missing: Vec<&Local> = meant.iter().filter(is_missing).collect();
    let create = left.into_iter().map(|at| {
        let row = missing.iter().position(|local| of_line(at, local)).map(|row| missing.remove(row).key.clone());
        Step::Create { wanted: at, row }
    });
    let create: Vec<Step> = create.collect();
    let delete = remotes.iter().zip(&taken).filter(|(_, taken)| !**taken);
    let delete = delete.map(|(remote, _)| Step::Delete { id: remote.id.clone() });
    let forget = missing.into_iter().map(|local| Step::Forget { row: local.key.clone() });
    let makes_room = |step: &Step| {
        let Step::Update { id, .. } = step else { return false };
        let moved = || meant.iter().filter(|local| local.remote.as_ref() == Some(id));
        create.iter().any(|step| matches!(step, Step::Create { wanted, .. } if moved().any(|it| of_line(*wanted, it))))
    };
    let (first, update): (Vec<_>, Vec<_>) = update.into_iter().partition(makes_room);
    keep.into_iter().chain(first).chain(create).chain(update).chain(delete).chain(forget).collect()
}

#[cfg(test)]
mod tests {
    use super::{Step, Wanted, plan};
    use crate::subscription::{Facts, Local, Remote};
    use proptest::prelude::*;

    fn wanted(event: &str, url: &str, secret: &str) -> Wanted {
        let fingerprint = (!secret.is_empty()).then(|| secret.into());
        Wanted { event: event.into(), url: url.into(), fingerprint }
    }

    fn local(key: &str, id: &str, event: &str, url: &str) -> Local {
        let facts = Facts { event: event.into(), url: url.into(), fingerprint: "x".into() };
        Local { key: key.into(), remote: (!id.is_empty()).then(|| id.into()), facts }
    }

    fn remote(id: &str, event: &str, url: &str, secret: &str) -> Remote {
        Remote { id: id.into(), facts: Facts { event: event.into(), url: url.into(), fingerprint: secret.into() } }
    }

    #[test]
    fn every_kind_of_step() {
        let file = [wanted("E", "u", ""), wanted("E", "v", "s"), wanted("F", "u", "")];
        let list = [
            remote("1", "E", "v", "t"),
            remote("2", "E", "u", "x"),
            remote("3", "G", "u", "x"),
            remote("4", "E", "u", "y"),
        ];
        assert_eq!(
            plan(&file, &list, &[]),
            [
                Step::Keep { wanted: 0, id: "2".into() },
                Step::Create { wanted: 2, row: None },
                Step::Update { wanted: 1, id: "1".into() },
                Step::Delete { id: "3".into() },
                Step::Delete { id: "4".into() },
            ]
        );
        // Of two, the one with the right secret stays.
        let two = [remote("1", "E", "v", "t"), remote("2", "E", "v", "s")];
        assert_eq!(
            plan(&file[1..2], &two, &[]),
            [Step::Keep { wanted: 0, id: "2".into() }, Step::Delete { id: "1".into() }]
        );
    }

    /// What is meant here decides what becomes of that which somebody removed or changed.
    #[test]
    fn what_is_meant_here_counts() {
        let file = [wanted("E", "u", ""), wanted("F", "v", "s"), wanted("G", "w", "")];
        let meant = [
            local("changed", "1", "E", "u"),
            local("gone", "7", "F", "v"),
            local("never made", "", "F", "v"),
            local("not wanted", "8", "H", "x"),
            local("not wanted and there", "2", "H", "y"),
        ];
        let list = [remote("1", "E2", "u2", "x"), remote("2", "H", "y", "x")];
        assert_eq!(
            plan(&file, &list, &meant),
            [
                Step::Create { wanted: 1, row: Some("gone".into()) },
                Step::Create { wanted: 2, row: None },
                Step::Update { wanted: 0, id: "1".into() },
                Step::Delete { id: "2".into() },
                Step::Forget { row: "never made".into() },
                Step::Forget { row: "not wanted".into() },
            ]
        );
    }

    /// A row whose subscription somebody moved to another wanted place means its old place until it is updated.
    #[test]
    fn what_was_moved_away_makes_room_first() {
        let file = [wanted("E", "u", ""), wanted("F", "v", "t")];
        let moved = [remote("1", "F", "v", "x")];
        assert_eq!(
            plan(&file, &moved, &[local("moved", "1", "E", "u")]),
            [Step::Update { wanted: 1, id: "1".into() }, Step::Create { wanted: 0, row: None }]
        );
        assert_eq!(
            plan(&file, &moved, &[]),
            [Step::Create { wanted: 0, row: None }, Step::Update { wanted: 1, id: "1".into() }]
        );
    }

    /// What the steps do to a provider that does as it is told.
    fn take(steps: &[Step], file: &[Wanted], mut list: Vec<Remote>) -> Vec<Remote> {
        let made = |at: usize, id: String| {
            let Wanted { event, url, fingerprint } = file[at].clone();
            remote(&id, &event, &url, fingerprint.map_or("generated".to_owned(), |it| it.0).as_str())
        };
        for (number, step) in steps.iter().enumerate() {
            match step {
                Step::Keep { .. } | Step::Forget { .. } => {}
                Step::Create { wanted, .. } => list.push(made(*wanted, format!("new{number}"))),
                Step::Update { wanted, id } => {
                    let at = list.iter().position(|it| it.id == *id).unwrap();
                    list[at] = made(*wanted, id.0.clone());
                }
                Step::Delete { id } => list.retain(|it| it.id != *id),
            }
        }
        list
    }

    proptest! {
        /// From any starting state: afterwards the list is what the file says, and a second time nothing changes.
        #[test]
        fn twice_changes_nothing_the_second_time(
            file in prop::collection::btree_map(("[EF]", "[uvw]"), prop::option::of("[st]"), 0..6),
            list in prop::collection::vec(("[EFG]", "[uvw]", "[str]"), 0..10),
            meant in prop::collection::vec(("[0-9]?", "[EFG]", "[uvw]"), 0..6),
        ) {
            let meant: Vec<Local> = meant.into_iter().enumerate()
                .map(|(key, (id, event, url))| local(&key.to_string(), &id, &event, &url)).collect();
            let file: Vec<Wanted> = file.into_iter()
                .map(|((event, url), secret)| wanted(&event, &url, &secret.unwrap_or_default())).collect();
            let list: Vec<Remote> = list.into_iter().enumerate()
                .map(|(id, (event, url, secret))| remote(&id.to_string(), &event, &url, &secret)).collect();
            let steps = plan(&file, &list, &meant);
            let forgotten = |it: &Local| steps.contains(&Step::Forget { row: it.key.clone() });
            let meant: Vec<Local> = meant.iter().filter(|it| it.remote.is_some() && !forgotten(it)).cloned().collect();
            let after = take(&steps, &file, list);
            prop_assert_eq!(after.len(), file.len());
            let mut ids: Vec<_> = after.iter().map(|it| it.id.clone()).collect();
            ids.dedup();
            prop_assert_eq!(ids.len(), after.len());
            let meant: Vec<Local> =
                meant.into_iter().filter(|it| after.iter().any(|there| Some(&there.id) == it.remote.as_ref())).collect();
            let again = plan(&file, &after, &meant);
            prop_assert!(again.iter().all(|step| matches!(step, Step::Keep { .. })), "{:?}", again);
        }
    }
}
