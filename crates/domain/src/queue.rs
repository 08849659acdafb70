//! The queue of a day's work: how far a merchant has come, what is next, and who has to do it. Derived from what the record
//! knows, and from nothing else: nobody moves a card by hand.

mod next;

pub use next::{Actor, NextStep, Step};

use crate::closed::closed_words;

closed_words! {
    /// How far a merchant has come at Rappi, in order.
    pub enum Stage {
        /// A sign-in is open, and nobody came yet.
        Invited = "invited",
        /// The merchant authorized.
        Authorized = "authorized",
        /// A run was made for stores of the merchant.
        StoresChosen = "stores_chosen",
        /// Stores are provisioned.
        Provisioned = "provisioned",
        /// Nothing is open, and the provider's own list, read after the last run, shows what the runs did.
        Verified = "verified",
    }
}

/// How the merchant's token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// It can be used.
    Valid,
    /// Its time is over.
    Over {
        /// Since when, Unix milliseconds.
        at: i64,
    },
    /// Somebody signed the merchant out here.
    SignedOut,
}

/// A number of stores or runs, and since when there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    /// How many.
    pub count: u32,
    /// Since when, Unix milliseconds, where that is known.
    pub since: Option<i64>,
}

impl Open {
    const fn any(self) -> bool {
        self.count > 0
    }
}

/// What the record knows of a merchant at Rappi. Times are Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtRappi {
    /// The token.
    pub token: Token,
    /// When the merchant authorized last.
    pub authorized_at: i64,
    /// When the stores were read last.
    pub read_at: Option<i64>,
    /// Stores in the tree.
    pub stores: u32,
    /// Of these, provisioned to us.
    pub integrated: u32,
    /// When the last run that is over ended.
    pub last_ended: Option<i64>,
    /// Runs that send, wait for results, or are about to.
    pub going: Open,
    /// Runs that rest with stores that were not sent.
    pub resting: Open,
    /// Stores that wait for a result.
    pub waiting: Open,
    /// Stores whose outcome is unknown, or whose result is late.
    pub unknown: Open,
    /// Stores that failed in a run that is over, and are as it left them.
    pub failed: Open,
    /// Differences that nobody has seen.
    pub drift: Open,
    /// Stores whose signed result never came.
    pub missed: u32,
}

impl AtRappi {
    /// Something of a run is not over.
    const fn is_open(&self) -> bool {
        self.going.any() || self.resting.any() || self.waiting.any() || self.unknown.any() || self.failed.any()
    }

    /// The provider's list was read after the last run.
    fn is_read_since(&self) -> bool {
        self.read_at.is_some_and(|read| self.last_ended.is_none_or(|ended| read >= ended))
    }

    /// Nothing is provisioned, or no run was ever made here and there is something left for one.
    const fn is_to_be_chosen(&self) -> bool {
        let has_run = self.is_open() || self.last_ended.is_some();
        self.integrated == 0 || (!has_run && self.integrated < self.stores)
    }

    /// How far the merchant has come.
    pub fn stage(&self) -> Stage {
        if self.is_to_be_chosen() {
            let was_chosen = self.is_open() || self.last_ended.is_some();
            return if was_chosen { Stage::StoresChosen } else { Stage::Authorized };
        }
        let is_settled = !self.is_open() && !self.drift.any() && self.missed == 0;
        if is_settled && self.is_read_since() { Stage::Verified } else { Stage::Provisioned }
    }
}

#[cfg(test)]
mod tests;
