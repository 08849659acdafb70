//! Every order of what can happen between the devices of a team, their relay and a provider, about one store: devices stop between
//! permit and write, die, jump in time and cannot be reached; messages come late, twice or never; leases end. The relay's decisions
//! are the very ones of `gangway_domain::claims`.
//!
//! A model that cannot fail proves nothing: with any one of the rules taken away, a store is sent twice.

mod steps;
mod world;

use stateright::{Checker, HasDiscoveries, Model};
use world::{Rules, Team};

fn found(rules: Rules) -> (Vec<&'static str>, usize) {
    let checker = Team { rules }.checker().threads(2).spawn_bfs().join();
    let mut found: Vec<_> = checker.discoveries().into_keys().collect();
    found.sort_unstable();
    (found, checker.unique_state_count())
}

/// Nothing is ever sent twice, and everything that should be possible is.
#[test]
fn a_store_is_never_sent_while_its_outcome_is_unknown() {
    let (found, states) = found(Rules::KEPT);
    let mut possible = [world::DONE, world::LOOKED_AT, world::PASSED_ON, world::SENT_AGAIN];
    possible.sort_unstable();
    assert_eq!(found, possible);
    println!("{states} states");
    assert!(states > 100_000, "{states} states are not all there are");
}

#[test]
fn without_any_one_rule_a_store_is_sent_twice() {
    let broken = [
        ("the permit ends", Rules { permit_ends: false, ..Rules::KEPT }),
        ("it ends by a clock that nobody sets", Rules { by_wall_clock: true, ..Rules::KEPT }),
        ("an outcome names its fence", Rules { fenced: false, ..Rules::KEPT }),
        ("an unknown outcome lasts", Rules { unknown_lasts: false, ..Rules::KEPT }),
        ("silence frees nothing that may have left", Rules { silence_is_unknown: false, ..Rules::KEPT }),
        ("who claims knows what became of it", Rules { must_know: false, ..Rules::KEPT }),
    ];
    for (rule, rules) in broken {
        let checker = Team { rules }.checker().finish_when(HasDiscoveries::AnyFailures).spawn_bfs().join();
        println!("without the rule that {rule}: {} states", checker.unique_state_count());
        assert!(checker.discovery(world::ONCE).is_some(), "without the rule that {rule}, the model finds nothing");
    }
}
