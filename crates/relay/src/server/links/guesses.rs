//! Who guesses. A link has 128 bits, so that nobody finds one; but each guess costs the store a look, and a log of guesses tells the
//! operator nothing. Whoever guessed wrongly too often waits. While many do, so does everybody who ever guessed; a merchant, who
//! did not, is served.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Wrong guesses of one address in [`SPAN`].
const OF_ONE: u32 = 20;
/// Wrong guesses of everybody in [`SPAN`], after which each further one of an address that guessed before is refused.
const OF_ALL: u32 = 600;
/// For which guesses are remembered.
const SPAN: Duration = Duration::from_secs(60);
/// Addresses that are remembered at most.
const ADDRESSES: usize = 10_000;

/// Wrong guesses of a while.
#[derive(Debug, Default)]
pub(crate) struct Guesses(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    since: Option<Instant>,
    all: u32,
    of: HashMap<IpAddr, u32>,
}

impl Known {
    /// What is older than a span is forgotten at once: nobody waits longer than that.
    fn as_of(&mut self, now: Instant) -> &mut Self {
        if self.since.is_none_or(|since| now.duration_since(since) >= SPAN) {
            *self = Self { since: Some(now), ..Self::default() };
        }
        self
    }
}

impl Guesses {
    /// Whether an address may ask.
    pub(crate) fn may_ask(&self, address: IpAddr, now: Instant) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.as_of(now);
        let own = known.of.get(&network(address)).copied().unwrap_or_default();
        // A proxy here that does not say who calls is everybody at once.
        (own < OF_ONE || address.is_loopback()) && (own == 0 || known.all < OF_ALL)
    }

    /// It guessed wrongly.
    pub(crate) fn was_wrong(&self, address: IpAddr, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.as_of(now);
        known.all = known.all.saturating_add(1);
        let is_full = known.of.len() >= ADDRESSES;
        match known.of.get_mut(&network(address)) {
            Some(own) => *own = own.saturating_add(1),
            None if is_full => {}
            None => drop(known.of.insert(network(address), 1)),
        }
    }
}

/// Whoever has one address of a network of IPv6 has all of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(it) => {
            let [a, b, c, d, ..] = it.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Guesses, OF_ALL, OF_ONE, SPAN};
    use std::{net::IpAddr, time::Instant};

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn who_guesses_waits_and_others_do_not() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        for _ in 0..OF_ONE {
            assert!(guesses.may_ask(ip("203.0.113.7"), now));
            guesses.was_wrong(ip("203.0.113.7"), now);
        }
        assert!(!guesses.may_ask(ip("203.0.113.7"), now));
        assert!(guesses.may_ask(ip("203.0.113.8"), now));
        assert!(guesses.may_ask(ip("203.0.113.7"), now + SPAN), "not for ever");
    }

    #[test]
    fn a_network_is_one_address() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        for n in 0..OF_ONE {
            guesses.was_wrong(ip(&format!("2001:db8::{n}")), now);
        }
        assert!(!guesses.may_ask(ip("2001:db8::ffff"), now));
        assert!(guesses.may_ask(ip("2001:db8:0:1::1"), now));
    }

    #[test]
    fn while_many_guess_whoever_did_not_is_served() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        for n in 0..OF_ALL {
            guesses.was_wrong(ip(&format!("10.0.{}.{}", n / 256, n % 256)), now);
        }
        assert!(!guesses.may_ask(ip("10.0.0.0"), now), "it guessed once");
        assert!(guesses.may_ask(ip("203.0.113.8"), now));
    }
}
