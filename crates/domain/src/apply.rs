//! From a file of wanted subscriptions and the provider's list to the steps that make the list match. Pure.

use crate::{Fingerprint, SubscriptionId, subscription::Remote};

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
    },
    /// It is there with another secret.
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
}

/// The steps in the order in which they are taken: what is new comes first, what goes last, so that no event is without an
/// address in between. Of several that match one line the one with the right secret stays, then the first of the list.
pub fn plan(wanted: &[Wanted], remotes: &[Remote]) -> Vec<Step> {
    let mut taken = vec![false; remotes.len()];
    let (mut keep, mut create, mut update) = (Vec::new(), Vec::new(), Vec::new());
    for (at, line) in wanted.iter().enumerate() {
        let matches = |remote: &Remote| remote.facts.event == line.event && remote.facts.url == line.url;
        let right =
            |remote: &Remote| line.fingerprint.as_ref().is_none_or(|wanted| remote.facts.fingerprint == *wanted);
        let free = || (0..remotes.len()).filter(|&it| !taken[it] && matches(&remotes[it]));
        let Some(best) = free().find(|&it| right(&remotes[it])).or_else(|| free().next()) else {
            create.push(Step::Create { wanted: at });
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
    let delete = remotes.iter().zip(&taken).filter(|(_, taken)| !**taken);
    let delete = delete.map(|(remote, _)| Step::Delete { id: remote.id.clone() });
    keep.into_iter().chain(create).chain(update).chain(delete).collect()
}

#[cfg(test)]
mod tests {
    use super::{Step, Wanted, plan};
    use crate::subscription::{Facts, Remote};
    use proptest::prelude::*;

    fn wanted(event: &str, url: &str, secret: &str) -> Wanted {
        let fingerprint = (!secret.is_empty()).then(|| secret.into());
        Wanted { event: event.into(), url: url.into(), fingerprint }
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
            plan(&file, &list),
            [
                Step::Keep { wanted: 0, id: "2".into() },
                Step::Create { wanted: 2 },
                Step::Update { wanted: 1, id: "1".into() },
                Step::Delete { id: "3".into() },
                Step::Delete { id: "4".into() },
            ]
        );
        // Of two, the one with the right secret stays.
        let two = [remote("1", "E", "v", "t"), remote("2", "E", "v", "s")];
        assert_eq!(
            plan(&file[1..2], &two),
            [Step::Keep { wanted: 0, id: "2".into() }, Step::Delete { id: "1".into() }]
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
                Step::Keep { .. } => {}
                Step::Create { wanted } => list.push(made(*wanted, format!("new{number}"))),
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
        ) {
            let file: Vec<Wanted> = file.into_iter()
                .map(|((event, url), secret)| wanted(&event, &url, &secret.unwrap_or_default())).collect();
            let list: Vec<Remote> = list.into_iter().enumerate()
                .map(|(id, (event, url, secret))| remote(&id.to_string(), &event, &url, &secret)).collect();
            let after = take(&plan(&file, &list), &file, list);
            prop_assert_eq!(after.len(), file.len());
            let again = plan(&file, &after);
            prop_assert!(again.iter().all(|step| matches!(step, Step::Keep { .. })), "{:?}", again);
        }
    }
}
