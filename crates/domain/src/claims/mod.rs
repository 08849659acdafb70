//! Who of a team works on what: nobody works against a colleague (`docs/decisions/0017-claims.md`).
//!
//! The relay applies these rules to its tables, `tests/claims_model` checks every order of what can happen with them.

mod key;
mod state;

pub use key::{ClaimKey, LONGEST_KEY, NotAClaimKey};
pub use state::{Claimed, Event, Grant, Held, Refused, Stage, claimed_again, next};

/// A permit counts for so long, in milliseconds, from before it was asked, by a clock that counts sleep. What has not left by then
/// does not leave.
pub const PERMIT_MS: i64 = 10_000;
/// A device that says nothing for so long is silent, in milliseconds of the relay's clock.
pub const LEASE_MS: i64 = 120_000;
/// An unknown outcome lasts at least so long, in milliseconds of the relay's clock, before the status call that ends it is made:
/// longer than a request can be on its way, and a provider works on it, after its permit.
pub const UNKNOWN_MS: i64 = 180_000;
