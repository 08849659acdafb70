//! What claims promise, one thing after the other.

use crate::houses::{House, team};
use gangway_domain::claims::{Refused, Stage};
use gangway_relay::{
    ClaimAnswer, ClaimLimits, ClaimOrder, Claims, ClaimsDone, Holder, KeptClaims, Log, RefusedKey, StoreError,
};
use gangway_wire::{Claim, ClaimAct, ClaimChange, ClaimKey, Entry, Key, TeamId};

pub(crate) const LIMITS: ClaimLimits = ClaimLimits { lease_ms: 60_000, unknown_ms: 0 };

pub(crate) fn holder(device: u8) -> Holder {
    Holder { device: format!("device {device}").into(), person: format!("person {device}").into() }
}

pub(crate) fn key(n: u8) -> ClaimKey {
    ClaimKey(format!("store/production/rappi/{n}"))
}

/// Numbered, so that the same number is the same order again.
pub(crate) fn order(number: u8, device: u8, act: ClaimAct, keys: &[u8]) -> ClaimOrder {
    let keys = keys.iter().map(|n| key(*n)).collect();
    ClaimOrder { by: holder(device), key: Key([number; 16]), act, keys, limits: LIMITS }
}

pub(crate) async fn done(store: &impl Claims, team: &TeamId, order: ClaimOrder) -> ClaimsDone {
    match store.claim(team, order).await.unwrap() {
        ClaimAnswer::Done(done) => done,
        ClaimAnswer::Refused(refused) => panic!("{refused:?}"),
    }
}

async fn refused(store: &impl Claims, team: &TeamId, order: ClaimOrder) -> Vec<RefusedKey> {
    match store.claim(team, order).await.unwrap() {
        ClaimAnswer::Done(done) => panic!("{done:?}"),
        ClaimAnswer::Refused(refused) => refused,
    }
}

pub(crate) fn told(stored: &gangway_relay::Stored) -> Claim {
    match stored.envelope.open().unwrap() {
        (_, _, Entry::Claim(claim)) => claim,
        (_, _, other) => panic!("{other:?}"),
    }
}

/// Who has what: key, device, stage and fence.
fn held(claims: &KeptClaims) -> Vec<(String, String, Stage, u64)> {
    let held = claims.claims.iter().filter_map(|it| Some((it.key.0.clone(), it.claimed.held.clone()?)));
    held.map(|(key, it)| (key.rsplit('/').next().unwrap().into(), it.by.device.0, it.stage, it.fence)).collect()
}

const CLAIM: ClaimAct = ClaimAct::Claim { knows: 0 };
const PERMIT: ClaimAct = ClaimAct::Permit { knows: 0 };

pub(crate) async fn all_keys_are_given_or_none<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (here, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let team = team(here).await;
    let first = done(here, &team, order(1, 1, CLAIM, &[1, 2])).await;
    assert_eq!((first.seq, first.fences), (1, vec![1, 1]));
    let no = refused(there, &team, order(2, 2, CLAIM, &[3, 2])).await;
    let [(refused_key, Refused::Held(by))] = no.as_slice() else { panic!("{no:?}") };
    assert_eq!((refused_key, &by.by, by.stage, by.fence), (&key(2), &holder(1), Stage::Planned, 1));
    assert_eq!(there.head(&team).await.unwrap().seq, 1, "a refusal is no entry");
    let ours = [("1", 1), ("2", 1)].map(|(key, fence)| (key.into(), "device 1".into(), Stage::Planned, fence));
    assert_eq!(held(&there.claims(&team).await.unwrap()), ours);
    // What is theirs already is not claimed anew, and the rest is.
    let more = done(there, &team, order(3, 1, CLAIM, &[2, 4])).await;
    assert_eq!((more.seq, more.fences), (2, vec![1, 2]));
    assert_eq!(told(&here.read(&team, 2, 2).await.unwrap()[0]).keys, [key(4)]);
    let nobody = here.claim(&"nobody".into(), order(9, 1, CLAIM, &[1])).await;
    assert_eq!(nobody, Err(StoreError::NoTeam("nobody".into())));
    let other = crate::houses::team(here).await;
    assert_eq!(done(here, &other, order(1, 2, CLAIM, &[1])).await.seq, 1, "teams share nothing");
}

pub(crate) async fn what_was_asked_once_is_done_once<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (here, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let team = team(here).await;
    for (number, act) in [(1, CLAIM), (2, PERMIT)] {
        let first = done(here, &team, order(number, 1, act.clone(), &[1, 2])).await;
        let again = done(there, &team, order(number, 1, act, &[1, 2])).await;
        assert_eq!((first.seq, &first.fences), (u64::from(number), &vec![u64::from(number); 2]));
        assert_eq!((first.seq, first.fences), (again.seq, again.fences));
    }
    let outcome = |number| order(number, 1, ClaimAct::Outcome { fences: vec![2, 2] }, &[1, 2]);
    assert_eq!(done(here, &team, outcome(3)).await.seq, 3);
    let again = done(there, &team, outcome(3)).await;
    assert_eq!(again, ClaimsDone { now: again.now, seq: 3, ..ClaimsDone::default() });
    // The answer to a permit that comes again, when something became of it, is none.
    assert_eq!(refused(there, &team, order(2, 1, PERMIT, &[1, 2])).await.len(), 2);
    assert_eq!(here.head(&team).await.unwrap().seq, 3);
    // Another request says that it does not hold them.
    let late = done(here, &team, outcome(4)).await;
    assert_eq!(late.refused, [(key(1), Refused::NotHeld), (key(2), Refused::NotHeld)]);
    assert_eq!(here.head(&team).await.unwrap().seq, 3);
}

pub(crate) async fn whoever_has_not_read_what_became_of_it_is_given_nothing<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    done(store, &team, order(1, 1, PERMIT, &[1])).await;
    done(store, &team, order(2, 1, ClaimAct::Outcome { fences: vec![1] }, &[1])).await;
    for act in [CLAIM, PERMIT, ClaimAct::Permit { knows: 1 }] {
        assert_eq!(refused(store, &team, order(3, 2, act, &[1])).await, [(key(1), Refused::Outdated(2))]);
    }
    assert_eq!(done(store, &team, order(4, 2, ClaimAct::Permit { knows: 2 }, &[1])).await.fences, [3]);
}

pub(crate) async fn silence_frees_what_was_planned_and_nothing_that_may_have_left<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (here, there) = (&nodes[0], &nodes[nodes.len() - 1]);
    let team = team(here).await;
    done(here, &team, order(1, 1, CLAIM, &[1, 2])).await;
    done(here, &team, order(2, 1, PERMIT, &[2, 3])).await;
    done(here, &team, order(3, 2, CLAIM, &[4])).await;
    assert_eq!(there.lapse(&team).await.unwrap(), 0);
    // As if its lease had ended.
    here.renew(&team, &holder(1).device, -1).await.unwrap();
    let no = refused(there, &team, order(4, 2, ClaimAct::Claim { knows: 9 }, &[1, 2])).await;
    assert!(matches!(no.as_slice(), [(_, Refused::Held(held))] if held.stage == Stage::Unknown), "{no:?}");
    assert_eq!(there.lapse(&team).await.unwrap(), 3);
    assert_eq!(here.lapse(&team).await.unwrap(), 0);
    let now = held(&here.claims(&team).await.unwrap());
    let unknown = |key: &str| (key.into(), "device 1".into(), Stage::Unknown, 2);
    assert_eq!(now, [unknown("2"), unknown("3"), ("4".into(), "device 2".into(), Stage::Planned, 3)]);
    let entries: Vec<_> = there.read(&team, 4, 9).await.unwrap().iter().map(told).collect();
    let changes: Vec<_> = entries.iter().map(|it| (it.device.as_str(), it.change.clone(), it.keys.len())).collect();
    assert_eq!(changes, [("device 1", ClaimChange::Freed, 1), ("device 1", ClaimChange::OutcomeUnknown, 2)]);
    // It comes back, and knows what it did with one of them.
    done(here, &team, order(5, 1, ClaimAct::Outcome { fences: vec![2] }, &[2])).await;
    here.renew(&team, &holder(1).device, 60_000).await.unwrap();
    assert_eq!(held(&here.claims(&team).await.unwrap())[0], unknown("3"), "nothing brings back what is unknown");
}

/// A claim of somebody silent is had at once, without waiting for anybody to look.
pub(crate) async fn what_a_silent_device_had_planned_is_given_on_the_way<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    done(store, &team, order(1, 1, CLAIM, &[1, 2])).await;
    store.renew(&team, &holder(1).device, -1).await.unwrap();
    let given = done(store, &team, order(2, 2, CLAIM, &[2])).await;
    assert_eq!((given.seq, given.fences), (3, vec![3]));
    let changes: Vec<_> = store.read(&team, 2, 3).await.unwrap().iter().map(|it| told(it).change).collect();
    assert_eq!(changes, [ClaimChange::Freed, ClaimChange::Granted]);
}

pub(crate) async fn an_unknown_outcome_is_ended_by_a_status_call_that_began_late_enough<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    done(store, &team, order(1, 1, PERMIT, &[1])).await;
    store.renew(&team, &holder(1).device, -1).await.unwrap();
    store.lapse(&team).await.unwrap();
    let asked_at = there_now(store, &team).await;
    let status = |number, unknown_ms, fence| {
        let act = ClaimAct::Status { fences: vec![fence], asked_at };
        ClaimOrder { limits: ClaimLimits { unknown_ms, ..LIMITS }, ..order(number, 2, act, &[1]) }
    };
    let early = done(store, &team, status(2, 60_000, 1)).await.refused;
    assert!(matches!(early.as_slice(), [(_, Refused::TooEarly(until))] if *until > asked_at + 50_000), "{early:?}");
    assert_eq!(done(store, &team, status(3, 0, 7)).await.refused, [(key(1), Refused::NotHeld)], "another fence");
    assert_eq!(done(store, &team, status(4, 0, 1)).await.refused, []);
    assert_eq!(held(&store.claims(&team).await.unwrap()), []);
    assert_eq!(refused(store, &team, order(5, 2, CLAIM, &[1])).await, [(key(1), Refused::Outdated(3))]);
}

pub(crate) async fn who_asks_to_let_go_waits_until_it_is_free<H: House>(house: &H) {
    let nodes = house.nodes().await;
    let (store, team) = (&nodes[0], team(&nodes[0]).await);
    done(store, &team, order(1, 1, CLAIM, &[1, 2])).await;
    assert_eq!(done(store, &team, order(2, 2, ClaimAct::AskToLetGo, &[1, 2, 3])).await.seq, 2);
    assert_eq!(done(store, &team, order(3, 1, ClaimAct::AskToLetGo, &[1])).await.seq, 2, "one's own");
    let asked = told(&store.read(&team, 2, 2).await.unwrap()[0]);
    assert_eq!((asked.device, asked.change, asked.keys), (holder(2).device, ClaimChange::Asked, vec![key(1), key(2)]));
    let waits = async || {
        let kept = store.claims(&team).await.unwrap().waits;
        kept.into_iter().map(|it| (it.key, it.by)).collect::<Vec<_>>()
    };
    assert_eq!(waits().await, [(key(1), holder(2)), (key(2), holder(2))]);
    done(store, &team, order(4, 1, ClaimAct::Release { fences: vec![1] }, &[1])).await;
    assert_eq!(waits().await, [(key(2), holder(2))]);
}

async fn there_now(store: &impl Claims, team: &TeamId) -> i64 {
    store.claims(team).await.unwrap().now
}
