//! How the relay's refusals read here: who has a store, since when, and where it stands.

use crate::{Code, Failure, Reason, clock::instant};
use gangway_wire::{ClaimRefused, ClaimStage, ClaimsRefused, HeldClaim};

/// The first colleague stands for all.
pub(in crate::team) fn of_claims(refusal: &ClaimsRefused) -> Failure {
    let held = refusal.refused.iter().find_map(|it| match &it.why {
        ClaimRefused::Held(held) | ClaimRefused::OutcomeFirst(held) => Some(held),
        ClaimRefused::Outdated { .. } | ClaimRefused::NotHeld | ClaimRefused::TooEarly { .. } | ClaimRefused::Other => {
            None
        }
    });
    if let Some(held) = held {
        return taken(refusal, held);
    }
    // The log has more than was taken in here: it comes in a moment, and then it is known whose it is.
    let behind = refusal.refused.iter().all(|it| matches!(it.why, ClaimRefused::Outdated { .. }));
    let code = if behind { Code::RelayUnavailable } else { Code::Stale };
    let message =
        "A colleague did something with some of these stores meanwhile. Refresh them, and look at the plan again.";
    Failure::new(code, message).because(Reason::ClaimOutdated).about(refusal.refused.len().to_string())
}

fn taken(refusal: &ClaimsRefused, held: &HeldClaim) -> Failure {
    let name = held.person_name.clone().unwrap_or_else(|| held.person.0.clone());
    let (reason, does) = match held.stage {
        ClaimStage::Planned => (Reason::ClaimPlanned, "works on"),
        ClaimStage::Leaving => (Reason::ClaimLeaving, "is sending"),
        ClaimStage::Unknown => (Reason::ClaimUnknown, "may have sent"),
        ClaimStage::Other(_) => (Reason::ClaimPlanned, "has"),
    };
    let theirs = refusal.refused.iter().filter(|it| match &it.why {
        ClaimRefused::Held(other) | ClaimRefused::OutcomeFirst(other) => other.person == held.person,
        ClaimRefused::Outdated { .. } | ClaimRefused::NotHeld | ClaimRefused::TooEarly { .. } | ClaimRefused::Other => {
            false
        }
    });
    let since = instant(Some(held.since)).unwrap_or_default();
    let first = refusal.refused.first().map(|it| it.key.0.clone()).unwrap_or_default();
    let message = format!("{name} {does} some of these stores.");
    let detail = format!("{} stores, since {since}, {first} among them", theirs.count());
    Failure::new(Code::Stale, message).because(reason).about(name).with(detail)
}

#[cfg(test)]
mod tests {
    use super::of_claims;
    use crate::{Code, Reason};
    use gangway_wire::{ClaimKey, ClaimRefused, ClaimStage, ClaimsRefused, ErrorCode, HeldClaim, RefusedClaim};

    fn refusal(whys: Vec<ClaimRefused>) -> ClaimsRefused {
        let refused = whys.into_iter().enumerate();
        let refused = refused.map(|(n, why)| RefusedClaim { key: ClaimKey(format!("store/x/rappi/{n}")), why });
        ClaimsRefused { code: ErrorCode::Claimed, message: String::new(), refused: refused.collect() }
    }

    #[test]
    fn a_colleague_is_named_with_time_and_state() {
        let held = |stage| HeldClaim {
            stage,
            device: "d".into(),
            person: "p".into(),
            person_name: Some("Ana".into()),
            since: 1_795_860_000_000,
            fence: 1,
        };
        let check = |stage: ClaimStage, reason: Reason| {
            let whys =
                vec![ClaimRefused::NotHeld, ClaimRefused::Held(held(stage.clone())), ClaimRefused::Held(held(stage))];
            let failure = of_claims(&refusal(whys));
            assert_eq!(
                (failure.code, failure.reason, failure.what.as_deref()),
                (Code::Stale, Some(reason), Some("Ana"))
            );
            assert!(
                failure.detail.as_deref().is_some_and(|it| it.contains("2 stores, since 2026-11-2")),
                "{failure:?}"
            );
        };
        check(ClaimStage::Planned, Reason::ClaimPlanned);
        check(ClaimStage::Leaving, Reason::ClaimLeaving);
        check(ClaimStage::Unknown, Reason::ClaimUnknown);
        let outdated = of_claims(&refusal(vec![ClaimRefused::Outdated { seq: 4 }]));
        assert_eq!((outdated.reason, outdated.what.as_deref()), (Some(Reason::ClaimOutdated), Some("1")));
    }
}
