use super::{Claimed, Event, Grant, Held, Refused, Stage, claimed_again, next};
use proptest::prelude::*;

type Ours = Claimed<u8>;

const GRANT: Grant = Grant { seq: 9, now: 1000, unknown_ms: 100 };

fn held(by: u8, stage: Stage, fence: u64) -> Ours {
    Claimed { held: Some(Held { by, stage, fence, since: 500 }), outcome: 2 }
}

fn free() -> Ours {
    Claimed { held: None, outcome: 2 }
}

/// Every event in every state, for the holder (1) and somebody else (2).
#[test]
fn every_edge() {
    use Event as E;
    use Stage as S;
    let word = |of: &Ours, event: Event<u8>| match next(of, &event, GRANT) {
        Ok(after) if after == *of => "same".to_owned(),
        Ok(Claimed { held: None, outcome }) => format!("free {outcome}"),
        Ok(Claimed { held: Some(it), .. }) => {
            format!("{} of {} by #{} at {}", it.stage.word(), it.by, it.fence, it.since)
        }
        Err(Refused::Held(_)) => "held".into(),
        Err(Refused::OutcomeFirst(_)) => "outcome first".into(),
        Err(Refused::Outdated(seq)) => format!("outdated {seq}"),
        Err(Refused::NotHeld) => "not held".into(),
        Err(Refused::TooEarly(until)) => format!("too early {until}"),
    };
    let check = |event: Event<u8>, expected: [&str; 4]| {
        let states = [free(), held(1, S::Planned, 5), held(1, S::Leaving, 5), held(1, S::Unknown, 5)];
        let found: Vec<String> = states.iter().map(|of| word(of, event.clone())).collect();
        assert_eq!(found, expected, "{event:?}");
    };
    check(E::Claim { by: 1, knows: 2 }, ["planned of 1 by #9 at 1000", "same", "outcome first", "held"]);
    check(E::Claim { by: 2, knows: 1 }, ["outdated 2", "held", "held", "held"]);
    let again = "leaving of 1 by #9 at 1000";
    check(E::Permit { by: 1 }, ["not held", again, again, again]);
    check(E::Permit { by: 2 }, ["not held", "held", "held", "held"]);
    check(E::Release { by: 1, fence: 5 }, ["not held", "free 2", "outcome first", "outcome first"]);
    check(E::Release { by: 1, fence: 4 }, ["not held"; 4]);
    check(E::Release { by: 2, fence: 5 }, ["not held"; 4]);
    check(E::Outcome { by: 1, fence: 5 }, ["not held", "not held", "free 9", "free 9"]);
    check(E::Outcome { by: 1, fence: 4 }, ["not held"; 4]);
    check(E::Outcome { by: 2, fence: 5 }, ["not held"; 4]);
    check(E::Silence, ["same", "free 2", "unknown of 1 by #5 at 1000", "same"]);
    check(E::Status { fence: 5, asked_at: 599 }, ["not held", "held", "held", "too early 600"]);
    check(E::Status { fence: 5, asked_at: 600 }, ["not held", "held", "held", "free 9"]);
    check(E::Status { fence: 4, asked_at: 600 }, ["not held"; 4]);
}

#[test]
fn a_permit_grants_what_is_free_to_whoever_knows_what_became_of_it() {
    let leaving = Held { by: 1, stage: Stage::Leaving, fence: 9, since: 1000 };
    assert_eq!(claimed_again(&free(), &1, 2, GRANT), Ok(Claimed { held: Some(leaving.clone()), outcome: 2 }));
    assert_eq!(claimed_again(&free(), &1, 1, GRANT), Err(Refused::Outdated(2)));
    let planned = held(1, Stage::Planned, 5);
    assert_eq!(claimed_again(&planned, &1, 0, GRANT), Ok(Claimed { held: Some(leaving), outcome: 2 }));
    assert!(matches!(claimed_again(&planned, &2, 9, GRANT), Err(Refused::Held(_))));
}

fn events() -> impl Strategy<Value = Vec<(Event<u8>, i64)>> {
    let by = || 0..3_u8;
    let event = prop_oneof![
        3 => (by(), 0..30_u64).prop_map(|(by, knows)| Event::Claim { by, knows }),
        3 => by().prop_map(|by| Event::Permit { by }),
        1 => (by(), 0..30_u64).prop_map(|(by, fence)| Event::Release { by, fence }),
        2 => (by(), 0..30_u64).prop_map(|(by, fence)| Event::Outcome { by, fence }),
        2 => Just(Event::Silence),
        2 => (0..30_u64, 0..2000_i64).prop_map(|(fence, asked_at)| Event::Status { fence, asked_at }),
    ];
    prop::collection::vec((event, 0..100_i64), 0..40)
}

/// Who is meant by an event; time and the provider are nobody.
fn actor(event: &Event<u8>) -> Option<u8> {
    match event {
        Event::Claim { by, .. } | Event::Permit { by } | Event::Release { by, .. } | Event::Outcome { by, .. } => {
            Some(*by)
        }
        Event::Silence | Event::Status { .. } => None,
    }
}

proptest! {
    /// Whatever happens: nobody takes what another holds, what may have left is freed by its sender's word or by the status call
    /// alone, and each grant has a fence of its own.
    #[test]
    fn whatever_happens(events in events()) {
        let (mut claimed, mut now, mut fences) = (Claimed::default(), 0, std::collections::HashSet::new());
        for (seq, (event, passed)) in (1..).zip(events) {
            now += passed;
            let Ok(after) = next(&claimed, &event, Grant { seq, now, unknown_ms: 100 }) else { continue };
            match (&claimed.held, &after.held) {
                (None, None) => prop_assert_eq!(&claimed, &after),
                (None, Some(new)) => {
                    prop_assert_eq!(new.stage, Stage::Planned);
                    prop_assert_eq!(Some(new.by), actor(&event));
                    prop_assert!(fences.insert(new.fence));
                }
                (Some(old), Some(new)) => {
                    prop_assert_eq!(old.by, new.by);
                    if let Some(by) = actor(&event) {
                        prop_assert_eq!(by, old.by);
                    }
                    // Only its own device may send again what became unknown; it says so with a permit.
                    if old.stage == Stage::Unknown && old != new {
                        prop_assert_eq!(actor(&event), Some(old.by));
                        let is_permit = matches!(event, Event::Permit { .. });
                        prop_assert!(is_permit);
                        prop_assert_eq!(new.stage, Stage::Leaving);
                    }
                    prop_assert!(old.fence == new.fence || fences.insert(new.fence));
                }
                (Some(old), None) => match event {
                    Event::Release { by, fence } => prop_assert_eq!((by, fence, Stage::Planned), (old.by, old.fence, old.stage)),
                    Event::Outcome { by, fence } => {
                        prop_assert_eq!((by, fence), (old.by, old.fence));
                        prop_assert!(old.stage != Stage::Planned);
                    }
                    Event::Silence => prop_assert_eq!(old.stage, Stage::Planned),
                    Event::Status { fence, asked_at } => {
                        prop_assert_eq!((fence, old.stage), (old.fence, Stage::Unknown));
                        prop_assert!(asked_at >= old.since + 100);
                    }
                    Event::Claim { .. } | Event::Permit { .. } => prop_assert!(false, "{event:?} frees nothing"),
                },
            }
            let may_have_left = claimed.held.as_ref().is_some_and(|it| it.stage != Stage::Planned);
            let is_free = after.held.is_none();
            prop_assert_eq!(after.outcome, if may_have_left && is_free { seq } else { claimed.outcome });
            claimed = after;
        }
    }
}
